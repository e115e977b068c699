import { atMost, measured, rounded, type Measure } from '../measure.js';
import { startHand } from '../world/hand.js';
import { ledgerOf, linkAll } from '../world/open-ledger.js';
import { startVendors } from '../world/vendors.js';

/** P8: the first poll over books that are full already, each invoice known to us. */
export async function firstSync(invoices: number): Promise<readonly Measure[]> {
  const vendors = await startVendors({ app: { tier: 'plus' }, ledger: await ledgerOf(invoices) });
  const hand = await startHand(vendors);
  try {
    const { connectionId, database } = hand;
    await linkAll((statements) => database.ask(statements), { connectionId, linkedAt: vendors.clock.now() }, invoices);
    // The books are older than the connection: payments count from a day that was chosen, so that all of it is read.
    await database.ask(`update watermarks set lower_bound = 0`);
    const before = vendors.xeroCalls();
    const startedAt = performance.now();
    const { peakMb } = await hand.ask({ what: 'poll' });
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const calls = vendors.xeroCalls() - before;
    return [
      measured({
        id: 'P8',
        what: `Xero calls of the first sync of ${invoices} existing invoices`,
        unit: 'calls',
        goal: atMost(105),
        runs: [calls],
        note: `Every one linked, read 1,000 a page; ${seconds} s, at 55 calls a minute`,
      }),
      measured({
        id: 'P8.memory',
        what: `Most memory of the process during the first sync of ${invoices} existing invoices`,
        unit: 'MB',
        goal: atMost(300),
        runs: [rounded(peakMb)],
        note: 'Resident at its peak, as Linux counts it; the bridge’s use cases and adapters in a process of their own, PostgreSQL beside it',
      }),
    ];
  } finally {
    await hand.close();
  }
}
