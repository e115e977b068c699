import { exactly, measured, type Measure, type Peer } from '../measure.js';
import { startChild } from '../world/child.js';
import { organisationId, tenantId } from '../world/connect-agency.js';
import { ledgerIdOf, ledgerOf, linkAll } from '../world/open-ledger.js';
import { openWorkbench, type Workbench } from '../world/workbench.js';
import { ways, type PeerTask } from '../peers/peers.js';

const MINUTES_MS = 60_000;
const QUIET_POLLS = 3;
const PEER_MOST = 1_000;

/** P3: calls of one poll for payments, whatever the number of unpaid documents. */
export async function paymentPoll(sizes: readonly number[], changed: readonly number[]): Promise<readonly Measure[]> {
  const measures: Measure[] = [];
  for (const size of sizes)
    measures.push(
      ...(await pollsOver(
        size,
        changed.filter((count) => count <= size),
      )),
    );
  return measures;
}

async function pollsOver(size: number, changed: readonly number[]): Promise<readonly Measure[]> {
  const bench = await openWorkbench({ ledger: await ledgerOf(size), app: { tier: 'plus' } });
  try {
    await linkAll(bench, size);
    await poll(bench);
    const quiet: number[] = [];
    for (let run = 0; run < QUIET_POLLS; run += 1) quiet.push(await poll(bench));
    const measures = [
      measured({
        id: `P3.${size}`,
        what: `Xero calls of a payment poll, ${size} unpaid documents, no change`,
        unit: 'calls/poll',
        goal: exactly(1),
        runs: quiet,
        ...(size <= PEER_MOST && { peer: await polledEach(bench, size) }),
        note:
          size <= PEER_MOST
            ? 'Every unpaid document is linked'
            : 'Linked all; the peer, one call each, is not run at this size',
      }),
    ];
    let paid = 0;
    for (const count of size === Math.max(size, ...changed) ? changed : []) {
      const accountant = bench.vendors.xero.books.accountant(organisationId);
      for (let index = 0; index < count && paid < size; index += 1, paid += 1)
        accountant.recordPayment({ invoiceId: ledgerIdOf(paid), amount: '1.00', on: '2026-11-20' });
      measures.push(
        measured({
          id: `P3.${size}.changed.${count}`,
          what: `Xero calls of a payment poll, ${count} of ${size} documents paid`,
          unit: 'calls/poll',
          goal: exactly(1 + Math.ceil(count / 1_000)),
          runs: [await poll(bench)],
          note: 'Documents come 1,000 a page, and when any changed the day each payment was entered is read, 1,000 a page as well',
        }),
      );
    }
    return measures;
  } finally {
    await bench.close();
  }
}

async function poll({ bridge, vendors, connectionId }: Workbench): Promise<number> {
  await vendors.clock.sleep(30 * MINUTES_MS);
  const before = vendors.xeroCalls();
  const pass = await bridge.importPayments.run(tenantId, connectionId, 'schedule');
  if (pass?.problem !== undefined || pass?.finishedAt === undefined)
    throw new Error(`The poll did not end: ${JSON.stringify(pass)}`);
  return vendors.xeroCalls() - before;
}

async function polledEach({ vendors }: Workbench, size: number): Promise<Peer> {
  const { xero } = vendors;
  const { access_token: token } = xero.identity.grant(
    'zoe@advisors.example',
    [organisationId],
    'openid offline_access accounting.invoices accounting.contacts',
  );
  const child = startChild<PeerTask, unknown>('peers');
  const before = vendors.xeroCalls();
  const ledgerIds = Array.from({ length: size }, (_, index) => ledgerIdOf(index));
  await child.ask({ way: 'fyle', apiUrl: xero.url, token, organisationId, documents: [], ledgerIds });
  child.close();
  return { name: ways.fyle.name, source: ways.fyle.source, value: vendors.xeroCalls() - before };
}
