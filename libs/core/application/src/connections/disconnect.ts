import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { AccessTokens } from './access-tokens.js';
import type { Connection, GrantedOrganisation } from './connection.js';
import type { Directory } from './directory.js';
import type { LedgerAccess } from './ledger-access.js';

/** Removes our access at the ledger, to organisations that wait to be chosen as well, and switches the connection off. Links, mappings and history stay. */
export class Disconnect {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: LedgerAccess,
    private readonly directory: Directory,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, connectionId: string, by: string): Promise<void> {
    const all = await this.unitOfWork.run(tenantId, (store) => store.connections.all());
    const connection = all.find(({ id }) => id === connectionId);
    if (connection === undefined || connection.state === 'off') return;
    for (const organisation of grantedTo(connection)) {
      if (!(await this.#isWanted(organisation, connection, all))) await this.#remove(connection, organisation);
    }
    await this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      await store.connections.update(connectionId, (current) => ({
        ...current,
        state: 'off',
        offered: [],
        disconnectedAt: now,
      }));
      const others = (await store.connections.all()).filter(({ id, state }) => id !== connectionId && state !== 'off');
      if (!others.some(({ grantId }) => grantId === connection.grantId)) await store.grants.wipe(connection.grantId);
      // Whoever reads documents then also tells the source to call us at another address, or no more.
      await store.jobs.wake({ tenantId, connectionId, task: 'refresh' });
      await store.audit.append({
        at: now,
        by,
        action: 'connection.disconnected',
        subject: { kind: 'connection', id: connectionId },
        connectionId,
        detail: {},
      });
    });
  }
  /** By another connection, of anybody, that works with it, or one of this tenant that may still choose it. */
  async #isWanted(
    { organisationId }: GrantedOrganisation,
    { id }: Connection,
    all: readonly Connection[],
  ): Promise<boolean> {
    const users = await this.directory.connectionsOf(organisationId);
    const choosing = all.filter(({ offered }) => offered.some((choice) => choice.organisationId === organisationId));
    return users.some((user) => user.connectionId !== id) || choosing.some((other) => other.id !== id);
  }

  async #remove({ tenantId, id, grantId }: Connection, organisation: GrantedOrganisation): Promise<void> {
    const address = { tenantId, connectionId: id, organisationId: organisation.organisationId, grantId };
    try {
      await this.access.remove(await this.tokens.current(address), organisation.connectionRef);
    } catch (error) {
      // Access that is gone already is what was wanted; anything else must be seen, or the organisation stays connected.
      if (!isFault(error) || (error.fault.kind !== 'disconnected' && error.fault.kind !== 'not_found')) throw error;
    }
  }
}

/** What it works with, and what was granted for a choice that nobody made. A newer consent has the newer reference. */
function grantedTo({ organisation, offered }: Connection): readonly GrantedOrganisation[] {
  if (organisation === undefined) return offered;
  const isOffered = offered.some(({ organisationId }) => organisationId === organisation.organisationId);
  return isOffered ? offered : [organisation, ...offered];
}
