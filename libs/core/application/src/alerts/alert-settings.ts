import type { Instant } from '@bridge/domain';

/** Whom to write to when something fails. */
export interface AlertSettings {
  readonly isOn: boolean;
  readonly addresses: readonly string[];
  readonly changedAt: Instant;
  readonly changedBy: string;
}

export abstract class AlertSettingsStore {
  /** Undefined: never set, and so off. */
  abstract find(): Promise<AlertSettings | undefined>;
  abstract save(settings: AlertSettings): Promise<void>;
}
