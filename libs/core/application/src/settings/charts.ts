import type { Chart } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';

/** The last chart read, per connection. */
export abstract class Charts {
  abstract find(connectionId: string): Promise<Chart | undefined>;
  abstract save(connectionId: string, chart: Chart): Promise<void>;
}

/** Reads accounts, tax rates, currencies, themes and the organisation itself from the ledger. */
export abstract class LedgerChart {
  abstract read(address: LedgerAddress): Promise<Chart>;
}
