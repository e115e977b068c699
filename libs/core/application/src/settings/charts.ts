import type { Chart } from '@bridge/domain';
import type { Connection, LedgerAddress } from '../connections/connection.js';

/** The last chart read, per connection. */
export abstract class Charts {
  abstract find(connectionId: string): Promise<Chart | undefined>;
  abstract save(connectionId: string, chart: Chart): Promise<void>;
}

/** The chart kept for the books that the connection is joined to now; one of earlier books is as good as none. */
export async function currentChart(charts: Charts, connection: Connection): Promise<Chart | undefined> {
  const chart = await charts.find(connection.id);
  return chart?.organisation.id === connection.organisation?.organisationId ? chart : undefined;
}

/** Reads accounts, tax rates, currencies, themes and the organisation itself from the ledger. */
export abstract class LedgerChart {
  abstract read(address: LedgerAddress): Promise<Chart>;
}
