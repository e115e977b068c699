import { atMost, measured, type Measure } from '../measure.js';
import { addCompanies, addExpenses, addInvoices } from '../world/documents.js';
import { tenantId } from '../world/connect-agency.js';
import { openWorkbench, type Workbench } from '../world/workbench.js';

const DOCUMENTS = Number(process.env.D ?? 1000);
const COMPANIES = 100;
const RUNS = Number(process.env.R ?? 1);
/** Longer than the list of contacts is believed, so that each run pays for reading what changed. */
const PAUSE_MS = 10 * 60_000;

interface Spent {
  readonly xero: number;
  readonly productive: number;
}

/** P1 and P2: calls for each copied document, all reads and the write-back among them. */
export async function callsPerDocument(): Promise<readonly Measure[]> {
  const bench = await openWorkbench();
  try {
    const office = bench.vendors.productive.office(tenantId);
    const { standardRateId } = bench;
    const companyIds = addCompanies(office, COMPANIES, 'Known');
    await copy(bench, 'invoice', addInvoices(office, { count: COMPANIES, companyIds, standardRateId }));
    const known: Spent[] = [];
    const mixed: Spent[] = [];
    const expenses: Spent[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      known.push(await copy(bench, 'invoice', addInvoices(office, { count: DOCUMENTS, companyIds, standardRateId })));
      const newcomers = addCompanies(office, DOCUMENTS / 5, `New in run ${run + 1}:`);
      const fiveInTurn = newcomers.flatMap((id, index) => [...companyIds.slice((index * 4) % 100).slice(0, 4), id]);
      mixed.push(
        await copy(bench, 'invoice', addInvoices(office, { count: DOCUMENTS, companyIds: fiveInTurn, standardRateId })),
      );
      expenses.push(
        await copy(bench, 'expense', addExpenses(office, { count: DOCUMENTS, companyIds, standardRateId })),
      );
    }
    return [
      measured({
        id: 'P1.known',
        what: 'Xero calls for each copied invoice, contacts known',
        unit: 'calls/document',
        goal: atMost(0.025),
        runs: known.map((spent) => spent.xero),
        note: `${DOCUMENTS} invoices of ${COMPANIES} companies, history notes off`,
      }),
      measured({
        id: 'P1.new',
        what: 'Xero calls for each copied invoice, one contact in five new',
        unit: 'calls/document',
        goal: atMost(0.05),
        runs: mixed.map((spent) => spent.xero),
        note: `${DOCUMENTS} invoices, ${DOCUMENTS / 5} new companies spread evenly, history notes off`,
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

async function copy(bench: Workbench, kind: 'invoice' | 'expense', ids: readonly string[]): Promise<Spent> {
  const { vendors } = bench;
  await vendors.clock.sleep(PAUSE_MS);
  const before = { xero: vendors.xeroCalls(), productive: vendors.productiveCalls() };
  const t0 = performance.now();
  await bench.request(kind, ids);
  const t1 = performance.now();
  await bench.send();
  const t2 = performance.now();
  await bench.announce();
  await bench.sendExtras();
  console.error(
    kind,
    ids.length,
    'request',
    t1 - t0,
    'send',
    t2 - t1,
    'announce',
    performance.now() - t2,
    bench.vendors.tooMany(),
  );
  return {
    xero: (vendors.xeroCalls() - before.xero) / ids.length,
    productive: (vendors.productiveCalls() - before.productive) / ids.length,
  };
}
