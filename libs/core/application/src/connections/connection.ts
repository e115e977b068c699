import type { Instant, ProblemCode } from '@bridge/domain';

/**
 * `choosing`: consent was given, an organisation must still be chosen. `connected`: works.
 * `lost`: the ledger says that it is disconnected; work waits. `off`: a person disconnected it; history is kept.
 */
export type ConnectionState = 'choosing' | 'connected' | 'lost' | 'off';

/** An organisation that the person granted in the consent. */
export interface GrantedOrganisation {
  readonly organisationId: string;
  readonly name: string;
  /** The vendor's id of this app–organisation pair; needed to disconnect. */
  readonly connectionRef: string;
}

/** One subsidiary of the source joined to one organisation of the ledger. */
export interface Connection {
  readonly id: string;
  readonly tenantId: string;
  readonly subsidiaryId: string;
  readonly subsidiaryName: string;
  readonly state: ConnectionState;
  readonly grantId: string;
  /** Absent while `choosing`. */
  readonly organisation?: GrantedOrganisation;
  /** What can be chosen while `choosing`. */
  readonly offered: readonly GrantedOrganisation[];
  readonly connectedAt?: Instant;
  readonly connectedBy: string;
  readonly disconnectedAt?: Instant;
  readonly lastImportedAt?: Instant;
  /** Work for this connection waits until then: rate limit, outage. While `lost`, `pausedFor` alone says why. */
  readonly pausedUntil?: Instant;
  readonly pausedFor?: ProblemCode;
  readonly paymentsSwitchedOnAt?: Instant;
}

/** What an adapter needs to reach one organisation of the ledger. */
export interface LedgerAddress {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly organisationId: string;
  readonly grantId: string;
}

/** Undefined unless calls may be made now: the connection works, and no pause of its is under way. */
export function openAddress(connection: Connection | undefined, now: Instant): LedgerAddress | undefined {
  if (connection?.state !== 'connected' || (connection.pausedUntil ?? 0) > now) return undefined;
  return addressOf(connection);
}

/** Undefined until an organisation has been chosen. */
export function addressOf(connection: Connection): LedgerAddress | undefined {
  if (connection.organisation === undefined) return undefined;
  const { tenantId, id, organisation, grantId } = connection;
  return { tenantId, connectionId: id, organisationId: organisation.organisationId, grantId };
}
