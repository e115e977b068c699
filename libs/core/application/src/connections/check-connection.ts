import { type Problem } from '@bridge/domain';
import { decide } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerChart } from '../settings/charts.js';
import { addressOf } from './connection.js';
import { markWorking, noteTrouble } from './connection-health.js';

/**
 * Probes the ledger by reading its chart, and keeps the chart. So one call tells whether the connection lives, and
 * mappings are held against accounts and rates of today. Answers the problem found, if any.
 */
export class CheckConnection {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerChart,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, connectionId: string): Promise<Problem | undefined> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    const address = connection && addressOf(connection);
    if (address === undefined || connection?.state === 'off' || connection?.state === 'choosing') return undefined;
    try {
      const chart = await this.ledger.read(address);
      await this.unitOfWork.run(tenantId, async (store) => {
        await store.charts.save(connectionId, chart);
        await markWorking(store, connectionId, this.clock.now());
      });
      return undefined;
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now);
      await this.unitOfWork.run(tenantId, (store) => noteTrouble(store, connectionId, decision, now));
      return decision.kind === 'give_up' ? decision.problems[0] : decision.problem;
    }
  }
}
