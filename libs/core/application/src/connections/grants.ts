import type { Instant } from '@bridge/domain';

/** Tokens of one consent. The refresh token rotates with every use; the previous one works for 30 more minutes (Xero). */
export interface GrantTokens {
  readonly accessToken: string;
  readonly accessExpiresAt: Instant;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Instant;
  readonly scopes: readonly string[];
}

/** What one ledger user allowed this tenant. Several connections may share it. */
export interface Grant {
  readonly id: string;
  readonly tenantId: string;
  readonly ledgerUserId: string;
  readonly ledgerUserName: string;
  readonly tokens: GrantTokens;
  /** Grows with every stored token pair. */
  readonly version: number;
  /** Set when the ledger refused the refresh token; cleared by the next success. */
  readonly refusedAt?: Instant;
}

/** Tokens are encrypted at rest, bound to tenant, grant and column. */
export abstract class Grants {
  abstract find(id: string): Promise<Grant | undefined>;
  abstract ofLedgerUser(ledgerUserId: string): Promise<Grant | undefined>;
  abstract save(grant: Grant): Promise<void>;
  /** Forgets the tokens. */
  abstract wipe(id: string): Promise<void>;
}
