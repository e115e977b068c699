import type { HandAnswer, HandTask } from '../hand/main.js';
import { startChild } from './child.js';
import { ownDatabase, type OwnDatabase } from './own-database.js';
import { tally } from './tally.js';
import type { Vendors } from './vendors.js';

type Errand = HandTask extends infer Task ? (Task extends unknown ? Omit<Task, 'aheadMs'> : never) : never;

/** The bridge in a process of its own, on a PostgreSQL of its own, so that its memory is nobody else's. */
export interface Hand {
  readonly connectionId: string;
  readonly database: OwnDatabase;
  ask(task: Errand): Promise<HandAnswer>;
  close(): Promise<void>;
}

export async function startHand(vendors: Vendors): Promise<Hand> {
  const { xero, productive } = vendors;
  const database = await ownDatabase();
  const child = startChild<HandTask, HandAnswer>('hand');
  const ask = (task: Errand) => child.ask({ ...task, aheadMs: vendors.clock.now() - Date.now() });
  const addresses = { xeroUrl: xero.url, productiveApiUrl: productive.url, productiveWebUrl: productive.webUrl };
  const { connectionId } = await ask({ what: 'open', addresses, databaseUrl: database.url });
  return {
    connectionId,
    database,
    ask,
    close: async () => {
      child.close();
      tally.add(vendors);
      await vendors.close();
      await database.drop();
    },
  };
}
