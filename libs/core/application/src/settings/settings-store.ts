import type { Instant, Settings } from '@bridge/domain';

export interface SavedSettings {
  readonly settings: Settings;
  /** Grows with every save; 0: never saved. */
  readonly version: number;
  readonly savedAt?: Instant;
  readonly savedBy?: string;
}

export abstract class SettingsStore {
  /** The initial settings at version 0 when nothing was saved yet. */
  abstract find(connectionId: string): Promise<SavedSettings>;
  abstract save(connectionId: string, saved: SavedSettings): Promise<void>;
}
