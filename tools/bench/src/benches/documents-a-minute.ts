import { atLeast, measured, rounded, type Measure, type Peer } from '../measure.js';
import { peerDocuments, startPeer } from '../peers/run-peer.js';
import { tenantId } from '../world/connect-agency.js';
import { addCompanies, addInvoices } from '../world/documents.js';
import { ownDatabase } from '../world/own-database.js';
import { openWorkbench, type Workbench } from '../world/workbench.js';

const MINUTE_MS = 60_000;
const SWEEP_MS = 4_000;
const COMPANIES = 50;
/** More than is sent in the minutes that are measured: 55 calls of 50 each. */
const PER_MINUTE = 2_800;
/** As many as fit into one minute of Xero's: two calls a document. */
const PEER_DOCUMENTS = 30;
/** Longer than the list of contacts is believed, and than the first half hour in which Xero may lift its limits. */
const PAUSE_MS = 40 * MINUTE_MS;

/** P4: documents of one tenant that are settled in whole simulated minutes, under the real windows of Xero. */
export async function documentsAMinute(
  secondsPerAnswer: readonly number[],
  minutes: number,
): Promise<readonly Measure[]> {
  let answersAfterMs = 0;
  const database = await ownDatabase();
  const bench = await openWorkbench({ answersAfterMs: () => answersAfterMs, databaseUrl: database.url });
  try {
    const office = bench.vendors.productive.office(tenantId);
    const companyIds = addCompanies(office, COMPANIES, 'Known');
    const add = (count: number) => addInvoices(office, { count, companyIds, standardRateId: bench.standardRateId });
    await bench.request('invoice', add(COMPANIES));
    await bench.send();
    const measures: Measure[] = [];
    for (const seconds of secondsPerAnswer) {
      answersAfterMs = 0;
      await bench.request('invoice', add(PER_MINUTE * (minutes + 1)));
      await bench.vendors.clock.sleep(PAUSE_MS);
      answersAfterMs = seconds * 1_000;
      const rates = await settledPerMinute(bench, minutes);
      answersAfterMs = 0;
      await bench.send();
      answersAfterMs = seconds * 1_000;
      const peer = await loopPerMinute(bench, `L${seconds}`);
      measures.push(measureOf(seconds, minutes, rates, peer));
    }
    return measures;
  } finally {
    await bench.close();
    await database.drop();
  }
}

function measureOf(seconds: number, minutes: number, rate: number, peer: Peer): Measure {
  const most = 50 * Math.min(60, 300 / seconds);
  return measured({
    id: `P4.${seconds}s`,
    what: `Documents a minute, one tenant, Xero answers after ${seconds} s`,
    unit: 'documents/minute',
    goal: atLeast(0.9 * most),
    runs: [rate],
    peer,
    note: `Settled in ${minutes} whole minutes, the first left out, in which the line fills: ${rounded((100 * rate) / most)} % of 50 × min(60, 300/L) = ${most}; contacts known. Simulated clock, on which the work of both sides takes the processor time it takes, and the PostgreSQL server its own`,
  });
}

/** Sends until the minutes are over, and counts what was settled in them. */
async function settledPerMinute({ bridge, vendors, connectionId }: Workbench, minutes: number): Promise<number> {
  const startedAt = vendors.clock.now() + MINUTE_MS;
  const endsAt = startedAt + minutes * MINUTE_MS;
  // Nothing to do at this moment: a pause is waited out as the sweeper waits, without work of ours.
  while (vendors.clock.now() < endsAt)
    if (!(await bridge.sendExports.run(tenantId, connectionId))) await vendors.clock.sleep(SWEEP_MS);
  const { rows } = await bridge.persistence.activityList.exports(tenantId, { offset: 0, limit: 1_000_000 });
  const settled = rows.filter(
    ({ state, changedAt }) => state === 'exported' && changedAt >= startedAt && changedAt < endsAt,
  );
  return settled.length / minutes;
}

/** The loop waits for each answer, and two calls a document leave no more than 30 of them a minute. */
async function loopPerMinute({ vendors }: Workbench, prefix: string): Promise<Peer> {
  const { clock } = vendors;
  await clock.sleep(2 * MINUTE_MS);
  const peer = startPeer(vendors, 'loop');
  const startedAt = clock.now();
  await peer.run({ documents: peerDocuments(vendors, PEER_DOCUMENTS, prefix) });
  const took = Math.max(MINUTE_MS, clock.now() - startedAt);
  peer.close();
  return peer.told(rounded((PEER_DOCUMENTS * MINUTE_MS) / took));
}
