import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { AccessTokens } from './access-tokens.js';
import { addressOf } from './connection.js';
import type { LedgerAccess } from './ledger-access.js';

/** Removes our access at the ledger and switches the connection off. Links, mappings and history stay. */
export class Disconnect {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: LedgerAccess,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, connectionId: string, by: string): Promise<void> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    if (connection === undefined || connection.state === 'off') return;
    const address = addressOf(connection);
    if (address && connection.organisation) {
      try {
        await this.access.remove(await this.tokens.current(address), connection.organisation.connectionRef);
      } catch (error) {
        // Access that is gone already is what was wanted; anything else must be seen, or the organisation stays connected.
        if (!isFault(error) || (error.fault.kind !== 'disconnected' && error.fault.kind !== 'not_found')) throw error;
      }
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
}
