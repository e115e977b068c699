import type { LedgerAddress } from './connection.js';

/** Where adapters get a valid access token. Faults: `disconnected`, `unavailable`. */
export abstract class AccessTokens {
  abstract current(address: LedgerAddress): Promise<string>;
  /** After the ledger called `stale` expired: a newer one, fetched at most once however many callers ask. */
  abstract renew(address: LedgerAddress, stale: string): Promise<string>;
}
