import { atMost, measured, type Measure, type Peer } from '../measure.js';
import { addCompanies, addExpenses, addInvoices } from '../world/documents.js';
import { peerDocuments, startPeer } from '../peers/run-peer.js';
import type { PeerTask } from '../peers/peers.js';
import { tenantId } from '../world/connect-agency.js';
import { openWorkbench, type Workbench } from '../world/workbench.js';

const COMPANIES = 100;
/** As many as fit into one minute of Xero's without waiting: a peer asks the same of each. */
const PEER_DOCUMENTS = 25;
const MINUTE_MS = 60_000;
/** Longer than the list of contacts is believed, so that each run pays for reading what changed. */
const PAUSE_MS = 10 * 60_000;

interface Spent {
  readonly xero: number;
  readonly productive: number;
}

export interface Extent {
  readonly documents: number;
  readonly runs: number;
}

/** P1 and P2: calls for each copied document, all reads and the write-back among them. */
export async function callsPerDocument({ documents, runs }: Extent): Promise<readonly Measure[]> {
  const bench = await openWorkbench();
  try {
    const office = bench.vendors.productive.office(tenantId);
    const { standardRateId } = bench;
    const companyIds = addCompanies(office, COMPANIES, 'Known');
    await copy(bench, 'invoice', addInvoices(office, { count: COMPANIES, companyIds, standardRateId }));
    const known: Spent[] = [];
    const mixed: Spent[] = [];
    const expenses: Spent[] = [];
    for (let run = 0; run < runs; run += 1) {
      known.push(await copy(bench, 'invoice', addInvoices(office, { count: documents, companyIds, standardRateId })));
      const newcomers = addCompanies(office, documents / 5, `New in run ${run + 1}:`);
      const fiveInTurn = newcomers.flatMap((id, index) => [...companyIds.slice((index * 4) % 100).slice(0, 4), id]);
      mixed.push(
        await copy(bench, 'invoice', addInvoices(office, { count: documents, companyIds: fiveInTurn, standardRateId })),
      );
      expenses.push(
        await copy(bench, 'expense', addExpenses(office, { count: documents, companyIds, standardRateId })),
      );
    }
    const loopKnown = await callsOfPeer(bench, 'loop', 'LOOP');
    const loopNew = await callsOfPeer(bench, 'loop', 'NEW', 5);
    const perItem = await callsOfPeer(bench, 'n8n', 'N8N');
    return [
      measured({
        id: 'P1.known',
        what: 'Xero calls for each copied invoice, contacts known',
        unit: 'calls/document',
        goal: atMost(0.025),
        runs: known.map((spent) => spent.xero),
        peer: loopKnown,
        note: `${documents} invoices of ${COMPANIES} companies, history notes off`,
      }),
      measured({
        id: 'P1.items',
        what: 'The same, beside one call an item with the contact picked by hand',
        unit: 'calls/document',
        goal: atMost(0.025),
        runs: known.map((spent) => spent.xero),
        peer: perItem,
        note: 'The peer looks no contact up at all',
      }),
      measured({
        id: 'P1.new',
        what: 'Xero calls for each copied invoice, one contact in five new',
        unit: 'calls/document',
        goal: atMost(0.05),
        runs: mixed.map((spent) => spent.xero),
        peer: loopNew,
        note: `${documents} invoices, ${documents / 5} new companies spread evenly, history notes off`,
      }),
      measured({
        id: 'P2.invoice',
        what: 'Productive calls for each copied invoice, reads and write-back',
        unit: 'calls/document',
        goal: atMost(1.1),
        runs: known.map((spent) => spent.productive),
        note: 'One PATCH an invoice is the write-back; Productive offers no other way to set the export mark',
      }),
      measured({
        id: 'P2.expense',
        what: 'Productive calls for each copied expense',
        unit: 'calls/document',
        goal: atMost(0.1),
        runs: expenses.map((spent) => spent.productive),
        note: 'Expenses carry no export mark in Productive',
      }),
    ];
  } finally {
    await bench.close();
  }
}

/** P1 with a history note on each document, which is a call each: Xero takes notes for one document at a time. */
export async function callsWithNotes(documents: number): Promise<readonly Measure[]> {
  const bench = await openWorkbench({ historyNotes: true });
  try {
    const office = bench.vendors.productive.office(tenantId);
    const { standardRateId } = bench;
    const companyIds = addCompanies(office, documents, 'Noted');
    const spent = await copy(bench, 'invoice', addInvoices(office, { count: documents, companyIds, standardRateId }));
    return [
      measured({
        id: 'P1.notes',
        what: 'Xero calls for each copied invoice, each with a history note and a new contact',
        unit: 'calls/document',
        goal: atMost(1.05),
        runs: [spent.xero],
        note: `${documents} invoices. A note costs one call a document; the switch for it is on the Options card`,
      }),
    ];
  } finally {
    await bench.close();
  }
}

async function copy(bench: Workbench, kind: 'invoice' | 'expense', ids: readonly string[]): Promise<Spent> {
  const { vendors } = bench;
  await vendors.clock.sleep(PAUSE_MS);
  const before = { xero: vendors.xeroCalls(), productive: vendors.productiveCalls() };
  await bench.request(kind, ids);
  await bench.send();
  await bench.announce();
  await bench.sendExtras();
  const links = await bench.bridge.persistence.unitOfWork.run(tenantId, (store) => store.links.of(kind, ids));
  if (links.length !== ids.length) throw new Error(`${links.length} of ${ids.length} documents were copied`);
  return {
    xero: (vendors.xeroCalls() - before.xero) / ids.length,
    productive: (vendors.productiveCalls() - before.productive) / ids.length,
  };
}

async function callsOfPeer(
  { vendors }: Workbench,
  way: PeerTask['way'],
  prefix: string,
  newEvery?: number,
): Promise<Peer> {
  await vendors.clock.sleep(MINUTE_MS);
  const peer = startPeer(vendors, way);
  const { calls } = await peer.run({ documents: peerDocuments(vendors, PEER_DOCUMENTS, prefix, newEvery) });
  peer.close();
  return peer.told(calls / PEER_DOCUMENTS);
}
