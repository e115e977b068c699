import type { DocumentView } from '@bridge/contracts';
import type {
  Agency,
  ProductiveExpense,
  ProductiveInvoice,
  ProductivePayment,
  ProductiveReader,
  XeroDocument,
  XeroReader,
} from '@bridge/witness';
import type { Report } from './report.js';

export interface BothSides {
  readonly invoices: readonly ProductiveInvoice[];
  readonly expenses: readonly ProductiveExpense[];
  readonly payments: readonly ProductivePayment[];
  readonly xero: readonly XeroDocument[];
  /** Expenses that somebody had marked paid in Productive while their bill is open: theirs to mend, not ours. */
  readonly paidByHand: ReadonlySet<string>;
}

export async function readBothSides(
  productive: ProductiveReader,
  xero: readonly XeroReader[],
  paidByHand?: ReadonlySet<string>,
): Promise<BothSides> {
  const [invoices, expenses, payments] = [
    await productive.invoices(),
    await productive.expenses(),
    await productive.payments(),
  ];
  const documents: XeroDocument[] = [];
  for (const reader of xero) documents.push(...(await reader.documents()));
  const open = new Set(documents.filter((document) => document.status !== 'PAID').map((document) => document.number));
  const paid = expenses.filter((expense) => open.has(`EXP-${expense.id}`) && expense.paidOn !== undefined);
  return { invoices, expenses, payments, xero: documents, paidByHand: paidByHand ?? new Set(paid.map(({ id }) => id)) };
}

/** Purchase orders, which Xero keeps beside the books: each once, under its reference, with its total. */
export async function compareOrders(
  report: Report,
  agency: Agency,
  orders: readonly DocumentView[],
  readers: readonly XeroReader[],
): Promise<void> {
  const inXero = (await Promise.all(readers.map((reader) => reader.purchaseOrders()))).flat();
  const copied = orders.filter((order) => order.copyStatus === 'copied');
  report.check(
    `${agency.name}: each purchase order is in Xero exactly once, with its total`,
    copied.flatMap((order) => {
      const found = inXero.filter(({ reference }) => reference === `Productive purchase order ${order.sourceId}`);
      const isRight = found[0]?.total === order.total.amount && found[0].id === order.copy?.ledgerId;
      return found.length === 1 && isRight ? [] : [`purchase order ${order.sourceId}: ${JSON.stringify(found)}`];
    }),
    `${copied.length} purchase orders`,
  );
  report.check(
    `${agency.name}: purchase orders are copied`,
    copied.length > 0 ? [] : ['none was copied'],
    `${copied.length} of ${orders.length}`,
  );
}

/**
 * Document by document, to the cent: what Productive has against what Xero has among its invoices and bills. `copied` is what
 * the bridge says it copied; credit notes stand in a list of their own, and nothing is paid on them.
 */
export function compareSides(report: Report, agency: Agency, sides: BothSides, copied: readonly DocumentView[]): void {
  const inThatList = copied.filter(({ isCreditNote }) => !isCreditNote);
  const pairs = inThatList.map((document) => ({
    document,
    found: sides.xero.filter((candidate) => candidate.id === document.copy?.ledgerId),
  }));
  const of = (kind: 'invoice' | 'expense') => pairs.filter((pair) => pair.document.kind === kind);
  const name = (words: string) => `${agency.name}: ${words}`;
  const invoiceOf = new Map(sides.invoices.map((invoice) => [invoice.id, invoice]));
  const expenseOf = new Map(sides.expenses.map((expense) => [expense.id, expense]));

  report.check(
    name('each copied document is in Xero exactly once'),
    pairs.flatMap(({ document }) => twins(document, sides.xero)),
    `${pairs.length} documents`,
  );
  report.check(
    name('Xero has nothing of ours that Productive lacks'),
    strangers(sides.xero, copied),
    `${sides.xero.length} documents`,
  );
  report.check(
    name('invoices agree in number, dates, currency and total'),
    of('invoice').flatMap(({ document, found: [xero] }) => differInvoice(invoiceOf.get(document.sourceId), xero)),
    `${of('invoice').length} invoices`,
  );
  report.check(
    name('expenses agree in dates, currency and total'),
    of('expense').flatMap(({ document, found: [xero] }) => differExpense(expenseOf.get(document.sourceId), xero)),
    `${of('expense').length} expenses`,
  );
  report.check(
    name('Productive shows where each invoice was copied to'),
    of('invoice').flatMap(({ document }) =>
      invoiceOf.get(document.sourceId)?.exportId === document.copy?.ledgerId ? [] : [`invoice ${document.sourceId}`],
    ),
    `${of('invoice').length} marks`,
  );
  report.check(
    name('sales lines stand on sales accounts, costs on cost accounts'),
    pairs.flatMap(({ document, found: [xero] }) => wrongAccounts(document, xero)),
    `${pairs.length} documents`,
  );
  report.check(
    name('each payment in Xero is in Productive exactly once'),
    of('invoice').flatMap(({ document, found: [xero] }) => differPayments(document, xero, sides.payments)),
    `${ours(sides.payments).length} tranches`,
  );
  report.check(
    name('no payment in Productive lacks one in Xero'),
    orphans(sides),
    `${ours(sides.payments).length} tranches`,
  );
  report.check(
    name('an expense is paid exactly when its bill is'),
    of('expense').flatMap(({ document, found: [xero] }) =>
      differSettlement(expenseOf.get(document.sourceId), xero, sides.paidByHand),
    ),
    `${of('expense').filter(({ found: [xero] }) => xero?.status === 'PAID').length} paid`,
  );
}

export function ours(payments: readonly ProductivePayment[]): readonly ProductivePayment[] {
  return payments.filter((payment) => tokenOf(payment) !== undefined);
}

export function tokenOf(payment: ProductivePayment): string | undefined {
  return /\[xero:([0-9a-f-]+)/.exec(payment.note)?.[1];
}

function twins(document: DocumentView, xero: readonly XeroDocument[]): string[] {
  const found = xero.filter((candidate) => pathOf(candidate.url) === pathOf(document.url));
  return found.length === 1 ? [] : [`${document.kind} ${document.sourceId} is there ${found.length} times`];
}

/** The host and port of the sandbox may differ from run to run; the page does not. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function strangers(xero: readonly XeroDocument[], copied: readonly DocumentView[]): string[] {
  const known = new Set(copied.map((document) => document.copy?.ledgerId));
  return xero.filter((document) => !known.has(document.id)).map((document) => `${document.number} (${document.id})`);
}

function differInvoice(invoice: ProductiveInvoice | undefined, xero: XeroDocument | undefined): string[] {
  if (invoice === undefined || xero === undefined) return ['one side is missing'];
  return differ(
    `invoice ${invoice.number}`,
    { ...pick(invoice), number: invoice.number },
    { ...pick(xero), number: xero.number },
  );
}

function differExpense(expense: ProductiveExpense | undefined, xero: XeroDocument | undefined): string[] {
  if (expense === undefined || xero === undefined) return ['one side is missing'];
  return differ(`expense ${expense.id}`, pick(expense), pick(xero));
}

function pick({ on, dueOn, currency, total }: { on: string; dueOn: string; currency: string; total: string }) {
  return { on, dueOn, currency, total };
}

function differ(
  what: string,
  left: Readonly<Record<string, string>>,
  right: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(left).flatMap((key) =>
    left[key] === right[key] ? [] : [`${what} ${key}: Productive ${left[key]}, Xero ${right[key]}`],
  );
}

function wrongAccounts(document: DocumentView, xero: XeroDocument | undefined): string[] {
  const fits = (code: string) =>
    document.kind === 'invoice'
      ? code.startsWith('2') || code === '860'
      : code.startsWith('4') || code.startsWith('3') || code === '860';
  return (xero?.accounts ?? [])
    .filter((code) => !fits(code))
    .map((code) => `${document.kind} ${document.sourceId} on ${code}`);
}

function differPayments(
  document: DocumentView,
  xero: XeroDocument | undefined,
  payments: readonly ProductivePayment[],
): string[] {
  return (xero?.payments ?? []).flatMap((paid) => {
    const found = payments.filter((payment) => payment.invoiceId === document.sourceId && tokenOf(payment) === paid.id);
    const [first] = found;
    if (first === undefined || found.length > 1)
      return [`payment ${paid.id} of ${document.sourceId} is there ${found.length} times`];
    return differ(`payment ${paid.id}`, { amount: first.amount, on: first.on }, { amount: paid.amount, on: paid.on });
  });
}

function orphans({ payments, xero }: BothSides): string[] {
  const live = new Set(xero.flatMap((document) => document.payments.map((payment) => payment.id)));
  return ours(payments)
    .filter((payment) => !live.has(tokenOf(payment) ?? ''))
    .map((payment) => payment.note);
}

/** Expenses that Productive had as paid before the bridge came keep their own day until Xero says another. */
function differSettlement(
  expense: ProductiveExpense | undefined,
  xero: XeroDocument | undefined,
  paidByHand: ReadonlySet<string>,
): string[] {
  if (expense === undefined || xero === undefined) return ['one side is missing'];
  if (xero.status === 'PAID')
    return expense.paidOn === xero.settledOn
      ? []
      : [`expense ${expense.id}: paid on ${expense.paidOn ?? 'no day'}, Xero ${xero.settledOn ?? 'no day'}`];
  return expense.paidOn === undefined || paidByHand.has(expense.id)
    ? []
    : [`expense ${expense.id} is paid, its bill is ${xero.status}`];
}
