import type { ProductivePayment, XeroDocument } from '@bridge/witness';
import type { BothSides } from './both-sides.js';

export interface Verdict {
  readonly documents: number;
  readonly tranches: number;
  readonly duplicates: readonly string[];
  readonly lost: readonly string[];
  /** Amounts, payments and paid days that differ. */
  readonly differing: readonly string[];
}

/**
 * Each document that a copy was asked for is live in Xero exactly once, by the link that it carries; nothing else of ours
 * is there; totals agree to the cent; each live payment of an invoice is in Productive exactly once, and no other; an
 * expense is paid exactly when its bill is. `asked` as `invoice 123`.
 */
export function judge(sides: BothSides, asked: ReadonlySet<string>): Verdict {
  const bySource = Map.groupBy(sides.xero, sourceOf);
  const totals = new Map<string, string>([
    ...sides.invoices.map(({ id, total }) => [`invoice ${id}`, total] as const),
    ...sides.expenses.map(({ id, total }) => [`expense ${id}`, total] as const),
  ]);
  const tokens = Map.groupBy(sides.payments.filter(isOurs), tokenOf);
  const sold = sides.xero.filter(({ kind }) => kind === 'invoice');
  return {
    documents: asked.size,
    tranches: sold.reduce((sum, { payments }) => sum + payments.length, 0),
    duplicates: [
      ...[...bySource].filter(([, found]) => found.length > 1).map(([source, found]) => `${source} × ${found.length}`),
      ...[...tokens].filter(([, found]) => found.length > 1).map(([id, found]) => `payment ${id} × ${found.length}`),
    ],
    lost: [
      ...[...asked].filter((source) => !bySource.has(source)).map((source) => `${source} is not in Xero`),
      ...sold.flatMap((document) =>
        document.payments
          .filter(({ id }) => !tokens.has(id))
          .map(({ id, amount }) => `payment ${id} of ${amount} (${sourceOf(document)}) is not in Productive`),
      ),
    ],
    differing: [
      ...[...bySource.keys()].filter((source) => !asked.has(source)).map((source) => `nobody asked for ${source}`),
      ...sides.xero.flatMap((document) => differingTotal(document, totals.get(sourceOf(document)))),
      ...sold.flatMap((document) => differingPayments(document, tokens)),
      ...strayPayments(sold, tokens),
      ...sides.xero.filter(({ kind }) => kind === 'expense').flatMap((bill) => differingSettlement(bill, sides)),
    ],
  };
}

/** From the link back to Productive: `…/invoices/123` → `invoice 123`. */
function sourceOf({ url }: XeroDocument): string {
  const [, kind, id] = /\/(invoice|expense)s\/([^/?#]+)/.exec(url) ?? [];
  return kind === undefined ? `a document without our link (${url})` : `${kind} ${id}`;
}

function isOurs(payment: ProductivePayment): boolean {
  return tokenOf(payment) !== '';
}

function tokenOf({ note }: ProductivePayment): string {
  return /\[xero:([0-9a-f-]+)/.exec(note)?.[1] ?? '';
}

function differingTotal(document: XeroDocument, total: string | undefined): readonly string[] {
  return document.total === total
    ? []
    : [`${sourceOf(document)}: ${total ?? 'nothing'} in Productive, ${document.total} in Xero`];
}

type Tokens = ReadonlyMap<string, readonly ProductivePayment[]>;

function differingPayments(document: XeroDocument, tokens: Tokens): readonly string[] {
  return document.payments.flatMap(({ id, amount, on }) => {
    const [payment] = tokens.get(id) ?? [];
    if (payment === undefined) return [];
    const isSame =
      payment.amount === amount && payment.on === on && `invoice ${payment.invoiceId}` === sourceOf(document);
    return isSame
      ? []
      : [`payment ${id}: ${amount} on ${on} in Xero, ${payment.amount} on ${payment.on} in Productive`];
  });
}

function strayPayments(sold: readonly XeroDocument[], tokens: Tokens): readonly string[] {
  const live = new Set(sold.flatMap(({ payments }) => payments.map(({ id }) => id)));
  return [...tokens.keys()].filter((id) => !live.has(id)).map((id) => `payment ${id} is in Productive, not in Xero`);
}

function differingSettlement(bill: XeroDocument, { expenses }: BothSides): readonly string[] {
  const source = sourceOf(bill);
  const paidOn = expenses.find(({ id }) => `expense ${id}` === source)?.paidOn;
  const settledOn = bill.status === 'PAID' ? bill.settledOn : undefined;
  return paidOn === settledOn
    ? []
    : [`${source}: paid on ${paidOn ?? 'no day'} in Productive, bill ${settledOn ?? 'not paid'} in Xero`];
}
