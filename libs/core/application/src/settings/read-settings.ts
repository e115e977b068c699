import { validateSettings, type CardStates, type Chart } from '@bridge/domain';
import { addressOf, type Connection } from '../connections/connection.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { currentChart, type LedgerChart } from './charts.js';
import type { SavedSettings } from './settings-store.js';
import type { SourceReference, SourceReferenceData } from './source-reference.js';

export interface SettingsView {
  readonly connection: Connection;
  readonly saved: SavedSettings;
  readonly chart: Chart;
  readonly reference: SourceReferenceData;
  readonly cards: CardStates;
}

/** Settings, what there is to choose from, and how each card stands. */
export class ReadSettings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerChart,
    private readonly reference: SourceReference,
  ) {}

  /** Undefined when there is no such connection, or no organisation has been chosen for it. */
  async run(tenantId: string, connectionId: string): Promise<SettingsView | undefined> {
    const { connection, saved, known } = await this.unitOfWork.run(tenantId, async (store) => {
      const found = await store.connections.find(connectionId);
      return {
        connection: found,
        saved: await store.settings.find(connectionId),
        known: found && (await currentChart(store.charts, found)),
      };
    });
    const address = connection && addressOf(connection);
    if (connection === undefined || address === undefined) return undefined;
    const [chart, reference] = await Promise.all([known ?? this.ledger.read(address), this.reference.read(tenantId)]);
    if (known === undefined) await this.unitOfWork.run(tenantId, (store) => store.charts.save(connectionId, chart));
    const rates = reference.taxRates.filter((rate) => rate.subsidiaryId === connection.subsidiaryId);
    return { connection, saved, chart, reference, cards: validateSettings(saved.settings, chart, rates) };
  }
}
