import { problem, type Checked, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Connection, GrantedOrganisation } from './connection.js';
import { leaveOrganisation } from './leave-organisation.js';
import type { Directory } from './directory.js';

/** Names whoever uses the organisation already; one organisation serves one subsidiary. */
export async function refuseIfTaken(
  directory: Directory,
  tenantId: string,
  connectionId: string,
  organisation: GrantedOrganisation,
): Promise<Checked<true>> {
  const users = (await directory.connectionsOf(organisation.organisationId)).filter(
    (user) => user.connectionId !== connectionId,
  );
  const [user] = users;
  if (user === undefined) return { ok: true, value: true };
  const who = user.tenantId === tenantId ? `the subsidiary ${user.subsidiaryName}` : 'another Productive organisation';
  return {
    ok: false,
    problems: [problem('organisation_taken', 'organisationId', `${organisation.name} is connected to ${who}.`)],
  };
}

/**
 * Joins the connection to the organisation. The same organisation as before: links, settings and history go on. Another
 * one: it takes leave of the old books, and payments are read afresh, because nothing in the new ones is ours yet.
 */
export async function joinOrganisation(
  store: Store,
  connection: Connection,
  organisation: GrantedOrganisation,
  by: string,
  now: Instant,
): Promise<Connection> {
  const before = connection.organisation?.organisationId;
  const isOther = before !== undefined && before !== organisation.organisationId;
  if (isOther) await leaveOrganisation(store, connection, by, now);
  const { disconnectedAt: _d, pausedUntil: _u, pausedFor: _f, paymentsSwitchedOnAt, ...rest } = connection;
  const since = isOther && paymentsSwitchedOnAt !== undefined ? now : paymentsSwitchedOnAt;
  const joined: Connection = {
    ...rest,
    state: 'connected',
    organisation,
    offered: [],
    connectedAt: now,
    connectedBy: by,
    ...(since !== undefined && { paymentsSwitchedOnAt: since }),
  };
  await store.connections.update(connection.id, () => joined);
  if (isOther) await store.watermarks.save(connection.id, { lowerBound: now });
  await store.audit.append({
    at: now,
    by,
    action: before === undefined ? 'connection.connected' : isOther ? 'connection.moved' : 'connection.reconnected',
    subject: { kind: 'connection', id: connection.id },
    connectionId: connection.id,
    detail: { organisation: organisation.name, subsidiary: connection.subsidiaryName },
  });
  for (const task of ['send', 'announce', 'import', 'settle', 'refresh'] as const)
    await store.jobs.wake({ tenantId: connection.tenantId, connectionId: connection.id, task });
  return joined;
}

/** Takes leave of an organisation that is not to be had any more: payments of the next one count from now on. */
export async function forgetOrganisation(
  store: Store,
  connection: Connection,
  by: string,
  now: Instant,
): Promise<void> {
  await leaveOrganisation(store, connection, by, now);
  await store.watermarks.save(connection.id, { lowerBound: now });
  await store.connections.update(connection.id, ({ organisation: _, paymentsSwitchedOnAt, ...rest }) => ({
    ...rest,
    ...(paymentsSwitchedOnAt !== undefined && { paymentsSwitchedOnAt: now }),
  }));
}
