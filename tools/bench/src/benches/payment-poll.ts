import { atMost, exactly, measured, type Measure, type Peer } from '../measure.js';
import { savePlot } from '../plot/save-plot.js';
import { startPeer } from '../peers/run-peer.js';
import { organisationId, tenantId } from '../world/connect-agency.js';
import { ledgerIdOf, ledgerOf, linkAll } from '../world/open-ledger.js';
import { openWorkbench, type Workbench } from '../world/workbench.js';

const MINUTES_MS = 60_000;
const QUIET_POLLS = 3;
const PEER_MOST = 1_000;

export interface Ledger {
  readonly unpaid: number;
  /** How many of them are paid in part before the last polls. */
  readonly changed: number;
}

/** P3: calls of one poll for payments, whatever the number of unpaid documents. */
export async function paymentPoll(ledgers: readonly Ledger[]): Promise<readonly Measure[]> {
  const measures: Measure[] = [];
  for (const ledger of ledgers) measures.push(...(await pollsOver(ledger)));
  savePlot('p3-payment-poll', plotOf(measures, ledgers));
  return measures;
}

function plotOf(measures: readonly Measure[], ledgers: readonly Ledger[]) {
  const quiet = ledgers.flatMap(({ unpaid }) => measures.filter(({ id }) => id === `P3.${unpaid}`));
  const at = (index: number) => ledgers[index]?.unpaid ?? 0;
  const peers = quiet.flatMap(({ peer }, index) => (peer === null ? [] : [[at(index), peer.value] as const]));
  return {
    title: 'P3 Xero calls of a payment poll that finds nothing new',
    x: { name: 'unpaid documents', isLogarithmic: true },
    y: { name: 'calls', isLogarithmic: true },
    lines: [
      { name: 'the bridge', points: quiet.map(({ value }, index) => [at(index), value] as const) },
      { name: 'a call for each (Fyle)', points: peers },
    ],
  };
}

async function pollsOver({ unpaid: size, changed }: Ledger): Promise<readonly Measure[]> {
  const bench = await openWorkbench({ ledger: await ledgerOf(size), app: { tier: 'plus' } });
  try {
    const { pglite } = bench.bridge.persistence;
    if (pglite === undefined) throw new Error('Links are planted in the embedded database');
    const { connectionId, vendors } = bench;
    await linkAll((statements) => pglite.exec(statements), { connectionId, linkedAt: vendors.clock.now() }, size);
    await poll(bench);
    const quiet: number[] = [];
    for (let run = 0; run < QUIET_POLLS; run += 1) quiet.push(await poll(bench));
    const peer = size <= PEER_MOST ? await polledEach(bench, size) : undefined;
    const accountant = bench.vendors.xero.books.accountant(organisationId);
    for (let index = 0; index < changed; index += 1)
      accountant.recordPayment({ invoiceId: ledgerIdOf(index), amount: '1.00', on: '2026-11-20' });
    const busy = await poll(bench);
    return [
      measured({
        id: `P3.${size}`,
        what: `Xero calls of a payment poll, ${size} unpaid documents, no change`,
        unit: 'calls/poll',
        goal: exactly(1),
        runs: quiet,
        ...(peer && { peer }),
        note: peer
          ? 'Every unpaid document is linked'
          : 'Every one is linked; the peer, a call for each, is not run here',
      }),
      measured({
        id: `P3.${size}.changed`,
        what: `Xero calls of a payment poll, ${changed} of ${size} documents paid in part`,
        unit: 'calls/poll',
        goal: atMost(1 + Math.ceil(changed / 1_000)),
        runs: [busy],
        note: 'Changed documents come 1,000 a page. Of documents that were copied before the sync was switched on, the day on which each payment was entered comes 1,000 a page as well',
      }),
      measured({
        id: `P3.${size}.after`,
        what: `Xero calls of the next payment polls, nothing new since those ${changed}`,
        unit: 'calls/poll',
        goal: exactly(1),
        runs: [await poll(bench), await poll(bench)],
        note: 'The five minutes before the latest change are read again until they are over by the ledger’s clock, and then no more',
      }),
    ];
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
  const peer = startPeer(vendors, 'fyle');
  const { calls } = await peer.run({ ledgerIds: Array.from({ length: size }, (_, index) => ledgerIdOf(index)) });
  peer.close();
  return peer.told(calls);
}
