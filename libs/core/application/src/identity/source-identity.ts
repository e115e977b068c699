import type { Plan } from './tenants.js';

/** Who a source token belongs to, in which organisation. */
export interface SourcePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  /** False when the token may only read: payments and the mark of a copy could not be entered with it. */
  readonly mayWrite: boolean;
  readonly organisation: { readonly id: string; readonly name: string; readonly plan: Plan; readonly timeZone: string };
}

/** Asks the source who stands behind a token. Productive: X-Auth-Token and X-Organization-Id. */
export abstract class SourceIdentity {
  /** Faults: `unauthorised` (bad token), `not_found` (token fits, but not this organisation), `rate_limited`, `unavailable`. */
  abstract verify(organisationId: string, token: string): Promise<SourcePerson>;
}
