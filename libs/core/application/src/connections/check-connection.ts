import { validateSettings, type Chart, type Problem } from '@bridge/domain';
import { decide } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerChart } from '../settings/charts.js';
import { enteredTwice, noteEnteredTwice } from '../settings/entered-twice.js';
import { noteDriftedMappings } from '../settings/mapping-findings.js';
import type { SourceReference, SourceReferenceData } from '../settings/source-reference.js';
import { addressOf, type Connection } from './connection.js';
import { markWorking, noteTrouble } from './connection-health.js';

/**
 * Probes the ledger by reading its chart, and keeps the chart. So one call tells whether the connection lives, and
 * settings are held against accounts, rates and integrations of today: what no longer holds becomes a finding. Answers what is wrong with the
 * connection, if anything.
 */
export class CheckConnection {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerChart,
    private readonly reference: Pick<SourceReference, 'read'>,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, connectionId: string): Promise<Problem | undefined> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    const address = connection && addressOf(connection);
    if (connection === undefined || address === undefined) return undefined;
    if (connection.state === 'off' || connection.state === 'choosing') return undefined;
    try {
      const chart = await this.ledger.read(address);
      await this.unitOfWork.run(tenantId, async (store) => {
        await store.charts.save(connectionId, chart);
        await markWorking(store, connectionId, this.clock.now());
      });
      await this.#checkSettings(connection, chart);
      return undefined;
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now);
      await this.unitOfWork.run(tenantId, (store) => noteTrouble(store, connectionId, decision, now));
      return decision.kind === 'give_up' ? decision.problems[0] : decision.problem;
    }
  }

  async #checkSettings({ tenantId, id, subsidiaryId }: Connection, chart: Chart): Promise<void> {
    const reference = await this.#referenceOf(tenantId);
    if (reference === undefined) return;
    const rates = reference.taxRates.filter((rate) => rate.subsidiaryId === subsidiaryId);
    await this.unitOfWork.run(tenantId, async (store) => {
      const { settings, version } = await store.settings.find(id);
      if (version === 0) return;
      const now = this.clock.now();
      await noteDriftedMappings(store, id, validateSettings(settings, chart, rates), now);
      await noteEnteredTwice(store, id, enteredTwice(settings, reference, subsidiaryId), now);
    });
  }

  /** Undefined while the source cannot be asked: that says nothing about the ledger, and the next probe asks again. */
  async #referenceOf(tenantId: string): Promise<SourceReferenceData | undefined> {
    try {
      return await this.reference.read(tenantId);
    } catch (error) {
      if (!isFault(error)) throw error;
      return undefined;
    }
  }
}
