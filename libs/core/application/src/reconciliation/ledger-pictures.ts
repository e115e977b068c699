import type { Instant, LedgerPicture } from '@bridge/domain';

/** A document as the last comparison saw it in the books, for people to look at; nothing is concluded from it. */
export interface SeenPicture {
  readonly picture: Omit<LedgerPicture, 'lines' | 'marker'>;
  /** When it was first seen looking like this. */
  readonly seenAt: Instant;
}

export abstract class LedgerPictures {
  /** Adds them, or puts them in the place of those with the same ledger id that look otherwise. */
  abstract keep(connectionId: string, seen: readonly SeenPicture[]): Promise<void>;
  abstract of(connectionId: string, ledgerIds: readonly string[]): Promise<readonly SeenPicture[]>;
}
