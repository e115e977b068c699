import { atMost, measured, rounded, type Measure } from '../measure.js';
import { peerDocuments, startPeer } from '../peers/run-peer.js';
import type { SenderAnswer, SenderTask } from '../sender/main.js';
import { startChild } from '../world/child.js';
import { tenantId } from '../world/connect-agency.js';
import { addCompanies, addInvoices } from '../world/documents.js';
import { ownDatabase, unlessNoServer } from '../world/own-database.js';
import { tally } from '../world/tally.js';
import { startVendors } from '../world/vendors.js';

const DOCUMENTS = 200;
const COMPANIES = 20;
const RUNS = 3;
/**
 * Both sides are processes that have worked for a while, whose code is compiled. The loop makes 400 calls a round and is after
 * three; ours makes four, and its time for a document falls until about the twelfth.
 */
const WARM_UPS = { ours: 12, theirs: 3 };
type WarmUps = Readonly<typeof WARM_UPS>;
const NOTE =
  'From a queued row to a settled one, frozen before it leaves and entered into the audit chain; the loop stores nothing. ' +
  'Each move of a batch is one statement, and so are its links and its audit entries';

/**
 * P12: processor time for each document, ours and the loop's, each in a process of its own and the vendors in a third. With the
 * embedded database and with a server; for those in a hurry with the server only, if there is one.
 */
export async function processorTime(warmUps: WarmUps = WARM_UPS, isHurried = false): Promise<readonly Measure[]> {
  const database = await ownDatabase().catch(unlessNoServer);
  try {
    const measures: Measure[] = [];
    if (database === undefined || !isHurried) measures.push(await processorTimeOn(undefined, warmUps));
    if (database !== undefined) measures.push(await processorTimeOn(database.url, warmUps));
    return measures;
  } finally {
    await database?.drop();
  }
}

async function processorTimeOn(databaseUrl: string | undefined, warmUps: WarmUps): Promise<Measure> {
  // This tier has its minute limit lifted for the first half hour: the loop would wait for it otherwise.
  const vendors = await startVendors({ app: { tier: 'plus' } });
  const { xero, productive } = vendors;
  const addresses = { xeroUrl: xero.url, productiveApiUrl: productive.url, productiveWebUrl: productive.webUrl };
  const office = productive.office(tenantId);
  const standardRateId = office.list('tax_rates').find((rate) => rate.attributes['name'] === 'VAT 20%')?.id ?? '';
  const companyIds = addCompanies(office, COMPANIES, 'Known');
  const sender = startChild<SenderTask, SenderAnswer>('sender');
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    const send = async () => {
      const sourceIds = addInvoices(office, { count: DOCUMENTS, companyIds, standardRateId });
      const answer = await sender.ask({ addresses, sourceIds, ...(databaseUrl !== undefined && { databaseUrl }) });
      if (answer.copied !== DOCUMENTS) throw new Error(`${answer.copied} of ${DOCUMENTS} documents were copied`);
      return answer.sendCpuMs / DOCUMENTS;
    };
    const peer = startPeer(vendors, 'loop');
    for (let round = 0; round < warmUps.ours; round += 1) await send();
    for (let round = 0; round < warmUps.theirs; round += 1)
      await peer.run({ documents: peerDocuments(vendors, DOCUMENTS, `WARM-${round}`) });
    for (let run = 0; run < RUNS; run += 1) {
      ours.push(rounded(await send()));
      const documents = peerDocuments(vendors, DOCUMENTS, `LOOP-${run}`);
      theirs.push(rounded((await peer.run({ documents })).cpuMs / DOCUMENTS));
    }
    peer.close();
    const loop = [...theirs].sort((a, b) => a - b)[1] ?? 0;
    const store = databaseUrl === undefined ? 'with the embedded database in our process' : 'with a PostgreSQL server';
    const measure = measured({
      id: databaseUrl === undefined ? 'P12.embedded' : 'P12.server',
      what: `Processor time of our process for each sent document, ${store}`,
      unit: 'ms/document',
      goal: atMost(loop),
      runs: ours,
      peer: peer.told(loop),
      note: NOTE,
    });
    return { ...measure, goal: '≤ 1.0 × the loop' };
  } finally {
    sender.close();
    tally.add(vendors);
    await vendors.close();
  }
}
