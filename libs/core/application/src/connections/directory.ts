import type { Instant } from '@bridge/domain';

/** A consent under way, bound to the person who began it. Single use, ten minutes. */
export interface ConsentRequest {
  readonly stateHash: string;
  readonly tenantId: string;
  readonly subsidiaryId: string;
  readonly subsidiaryName: string;
  readonly sessionHash: string;
  readonly begunBy: string;
  /** Set when an existing connection is to be reconnected. */
  readonly connectionId?: string;
  readonly expiresAt: Instant;
}

/** The few questions that go beyond one tenant. Answers ids only. */
export abstract class Directory {
  abstract keepConsentRequest(request: ConsentRequest): Promise<void>;
  /** Takes it away: a state is used once. Undefined when unknown or expired. */
  abstract takeConsentRequest(stateHash: string, now: Instant): Promise<ConsentRequest | undefined>;
  /** Live connections of a ledger organisation, in any tenant: where webhooks go, and who uses an organisation already. */
  abstract connectionsOf(
    organisationId: string,
  ): Promise<readonly { readonly tenantId: string; readonly connectionId: string; readonly subsidiaryName: string }[]>;
  /** The tenant of a connection, for webhooks that name a connection. */
  abstract tenantOf(connectionId: string): Promise<string | undefined>;
  /** Tenants that want to be written to when something fails. */
  abstract alertedTenants(): Promise<readonly string[]>;
  /** Every live connection, for the schedule. */
  abstract liveConnections(): Promise<readonly { readonly tenantId: string; readonly connectionId: string }[]>;
}
