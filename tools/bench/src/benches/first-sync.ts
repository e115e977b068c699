import { atMost, measured, rounded, type Measure } from '../measure.js';
import { startHand } from '../world/hand.js';
import { ledgerOf } from '../world/open-ledger.js';
import { startVendors } from '../world/vendors.js';

/** P8: the first poll over books that are full already, none of it copied by us. */
export async function firstSync(invoices: number): Promise<readonly Measure[]> {
  const vendors = await startVendors({ app: { tier: 'plus' }, ledger: await ledgerOf(invoices) });
  const hand = await startHand(vendors);
  try {
    // The books are older than the connection: payments count from a day that was chosen, so that all of it is read.
    await hand.database.ask(`update watermarks set lower_bound = 0`);
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
        note: `All of them read, 1,000 a page, none of them copied by us; ${seconds} s, at 55 calls a minute`,
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
