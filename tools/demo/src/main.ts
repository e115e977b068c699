import type { DocumentView } from '@bridge/contracts';
import {
  Accountant,
  agencies,
  auditor,
  Bridge,
  ProductiveReader,
  UnexpectedAnswer,
  waitFor,
  XeroReader,
  type Agency,
  type XeroDocument,
} from '@bridge/witness';
import { copyAll, payInXero, setUp, type Deeds } from './act.js';
import { compareOrders, compareSides, ours, readBothSides, tokenOf, type BothSides } from './compare.js';
import { startProduct, type Product } from './product.js';
import { Report } from './report.js';
import { count, countCalls, plainWords, settled, summarise, type Calls, type Outcome } from './summary.js';

const HELP = `The main job, headless: connects three agencies over OAuth, maps, copies invoices and expenses, pays them
in the sandbox's Xero, brings the payments back, and compares both sides to the cent.

  npm run demo [-- --json]

  --json            prints one object at the end and nothing else
  BRIDGE_DATA_DIR   where it keeps its state (.data/demo); a second run copies nothing twice
  DATABASE_URL      uses that PostgreSQL instead of the embedded database
`;

async function main(): Promise<void> {
  const unknown = process.argv.slice(2).filter((word) => word !== '--json');
  if (process.argv.includes('--help')) return void process.stdout.write(HELP);
  if (unknown.length > 0) {
    process.stderr.write(`Unknown: ${unknown.join(' ')}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const isJson = process.argv.includes('--json');
  const report = new Report(isJson);
  const startedAt = Date.now();
  const outcomes: Outcome[] = [];
  let calls = { xero: { calls: 0, rejected429: 0 }, productive: { calls: 0, rejected429: 0 } };
  let product: Product | undefined;
  try {
    product = await report.step('start the bridge and the sandbox', async () => {
      const value = await startProduct();
      return { value, detail: value.url };
    });
    for (const agency of agencies) outcomes.push(await runAgency(report, product, agency));
    calls = await countCalls(product);
    checkTheRest(report, outcomes, calls);
  } catch (error) {
    report.check('the demo runs to its end', [error instanceof Error ? error.message : String(error)], '');
  } finally {
    await product?.stop();
  }
  const summary = summarise(report, outcomes, calls, (Date.now() - startedAt) / 1000);
  process.stdout.write(isJson ? `${JSON.stringify(summary)}\n` : `${plainWords(summary)}\n`);
  process.exitCode = summary.ok ? 0 : 1;
}

async function runAgency(report: Report, product: Product, agency: Agency): Promise<Outcome> {
  const bridge = new Bridge(product.url);
  const connectionIds = await setUp(report, bridge, agency);
  const invoices = await copyAll(report, bridge, agency, 'invoice');
  const expenses = await copyAll(report, bridge, agency, 'expense');
  await refuseSecondCopy(report, bridge, agency, [...invoices, ...expenses]);

  const readers: XeroReader[] = [];
  for (const subsidiary of agency.subsidiaries) {
    const reader = new XeroReader(product.xeroUrl, product.xeroClient, subsidiary.xeroOrganisationId);
    await reader.open(auditor);
    readers.push(reader);
  }
  if (agency.hasPurchaseOrders)
    await compareOrders(report, agency, await copyAll(report, bridge, agency, 'purchase_order'), readers);
  const [reader, home] = [readers[0], agency.subsidiaries[0]];
  if (reader === undefined || home === undefined) throw new Error(`${agency.name} has no subsidiary`);
  const accountant = new Accountant(product.xeroUrl, home.xeroOrganisationId);
  const productive = new ProductiveReader(product.productiveUrl, agency.organisationId, agency.readerToken);
  await waitFor(
    'copies to be announced',
    60,
    () => productive.invoices(),
    (rows) =>
      rows.filter((row) => row.exportId !== '').length >= invoices.filter((row) => row.copyStatus === 'copied').length,
  );
  // An invoice that somebody has entered a payment for in Productive itself would rightly be held as overpaid.
  const untouched = new Set(
    (await productive.invoices()).filter((row) => row.unpaid === row.total).map((row) => row.exportId),
  );
  const { paidByHand } = await readBothSides(productive, readers);
  const deeds = await payInXero(report, agency, reader, accountant, untouched);

  await report.step(`${agency.name}: payments arrive in Productive`, async () => {
    const sides = await untilEven(bridge, connectionIds, productive, readers, paidByHand);
    return { value: sides, detail: `${ours(sides.payments).length} tranches` };
  });
  await report.step(`${agency.name}: payments deleted in Xero go from Productive`, async () => {
    for (const paymentId of deeds.deletedPaymentIds) await accountant.deletePayment(paymentId);
    const sides = await untilEven(bridge, connectionIds, productive, readers, paidByHand);
    return { value: sides, detail: `${deeds.deletedPaymentIds.length} removed` };
  });

  const documents = [...(await bridge.documents('invoice')), ...(await bridge.documents('expense'))];
  const sides = await readBothSides(productive, readers, paidByHand);
  compareSides(
    report,
    agency,
    sides,
    documents.filter((document) => document.copyStatus === 'copied'),
  );
  checkDeeds(report, agency, deeds, sides);
  return { agency, documents, deeds, sides };
}

/** Copying again what is copied is refused, and says so. */
async function refuseSecondCopy(
  report: Report,
  bridge: Bridge,
  agency: Agency,
  documents: readonly DocumentView[],
): Promise<void> {
  const [copied] = documents.filter((document) => document.copyStatus === 'copied');
  if (copied === undefined) return;
  const codes = await bridge.copy(copied.kind, [copied.sourceId]).then(
    (answer) => answer.refused.flatMap((refusal) => refusal.problems.map((problem) => problem.code)),
    (error: unknown) => (error instanceof UnexpectedAnswer ? [JSON.stringify(error.body)] : Promise.reject(error)),
  );
  report.check(
    `${agency.name}: a second copy is refused`,
    codes.some((code) => code.includes('already_copied')) ? [] : [codes.join(', ')],
    'already_copied',
  );
}

/** Asks for a sync until every live cash payment of ours in Xero is in Productive, and no other. */
async function untilEven(
  bridge: Bridge,
  connectionIds: readonly string[],
  productive: ProductiveReader,
  readers: readonly XeroReader[],
  paidByHand: ReadonlySet<string>,
): Promise<BothSides> {
  for (const id of connectionIds) {
    await bridge.syncNow(id).catch((error: unknown) => {
      // A webhook was quicker: an import is running already.
      if (!(error instanceof UnexpectedAnswer) || error.status !== 409) throw error;
    });
  }
  const xero: XeroDocument[] = [];
  for (const reader of readers) xero.push(...(await reader.documents()));
  const wanted = xero
    .filter((document) => document.kind === 'invoice')
    .flatMap((document) => document.payments.map((payment) => payment.id))
    .sort()
    .join();
  const paid = xero.filter((document) => document.kind === 'expense' && document.status === 'PAID').length;
  return waitFor(
    'payments in Productive',
    150,
    async () => ({
      invoices: await productive.invoices(),
      expenses: await productive.expenses(),
      payments: await productive.payments(),
      xero,
      paidByHand,
    }),
    (sides) =>
      ours(sides.payments).map(tokenOf).sort().join() === wanted && settled(sides) === paid && unsettled(sides) === 0,
  );
}

/** Expenses that are marked paid although their bill is open, but for those that somebody paid by hand in Productive. */
function unsettled({ expenses, xero, paidByHand }: BothSides): number {
  const open = new Set(xero.filter((document) => document.status !== 'PAID').map((document) => document.number));
  return expenses.filter(
    (expense) => open.has(`EXP-${expense.id}`) && expense.paidOn !== undefined && !paidByHand.has(expense.id),
  ).length;
}

function checkDeeds(report: Report, agency: Agency, deeds: Deeds, { payments, xero }: BothSides): void {
  const gone = deeds.deletedPaymentIds.filter((id) => payments.some((payment) => tokenOf(payment) === id));
  report.check(`${agency.name}: deleted payments are gone`, gone, `${deeds.deletedPaymentIds.length} deleted`);
  const split = xero.find((document) => document.id === deeds.splitId);
  if (deeds.splitId === '') return;
  const days = new Set(
    payments
      .filter((payment) => split?.payments.some((part) => part.id === tokenOf(payment)))
      .map((payment) => payment.on),
  );
  report.check(
    `${agency.name}: a payment split over three dates is three tranches`,
    days.size === 3 ? [] : [`${days.size} dates`],
    [...days].join(', '),
  );
}

function checkTheRest(report: Report, outcomes: readonly Outcome[], calls: Calls): void {
  const all = outcomes.flatMap((outcome) => outcome.documents);
  const attention = all.filter((document) => document.copyStatus === 'attention');
  report.check(
    'whatever needs attention says what to do',
    attention
      .filter((document) => document.problems.every((problem) => problem.whatToDo === ''))
      .map((document) => document.title),
    `${attention.length} documents`,
  );
  report.check(
    'what something else exported is left alone',
    all
      .filter((document) => document.title.startsWith('Exported by something else') && document.copyStatus === 'copied')
      .map((document) => document.title),
    'untouched',
  );
  report.check(
    'Xero never had to refuse a call for its rate',
    calls.xero.rejected429 === 0 ? [] : [`${calls.xero.rejected429} refused`],
    `${calls.xero.calls} calls`,
  );
  report.check(
    'Productive never had to refuse a call for its rate',
    calls.productive.rejected429 === 0 ? [] : [`${calls.productive.rejected429} refused`],
    `${calls.productive.calls} calls`,
  );
  const figures = count(outcomes);
  const enough = (name: string, has: number, wants: number) =>
    report.check(name, has >= wants ? [] : [`only ${has} of ${wants}`], String(has));
  enough('at least 30 invoices are copied', figures.invoices.copied, 30);
  enough('at least 40 expenses are copied', figures.expenses.copied, 40);
  enough('at least 20 tranches are recorded', figures.tranches.recorded, 20);
}

await main();
