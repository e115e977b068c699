import type { GrantedOrganisation } from './connection.js';
import type { GrantTokens } from './grants.js';

export interface Consent {
  readonly ledgerUserId: string;
  readonly ledgerUserName: string;
  readonly tokens: GrantTokens;
  /** The organisations chosen in this very consent. */
  readonly organisations: readonly GrantedOrganisation[];
}

/** How a person lets us into the books (OAuth 2 authorization code). */
export abstract class LedgerAccess {
  /** Where to send the person. `state` comes back unchanged. */
  abstract consentUrl(state: string): Promise<string>;
  /** Faults: `refused` (the code is used up or foreign), `unavailable`. */
  abstract exchange(code: string, state: string): Promise<Consent>;
  /** Faults: `disconnected` (refused for good), `uncertain` (answer lost: the same token may be used again for 30 minutes), `unavailable`. */
  abstract refresh(refreshToken: string): Promise<GrantTokens>;
  /** Organisations this token reaches now. */
  abstract organisations(accessToken: string): Promise<readonly GrantedOrganisation[]>;
  /** Removes our access to one organisation; an unknown reference counts as removed. */
  abstract remove(accessToken: string, connectionRef: string): Promise<void>;
}
