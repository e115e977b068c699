import { toNumber } from '../arithmetic/decimal.js';
import { writeBatch } from '../batch.js';
import type { Saved } from '../batch.js';
import { notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderInstant } from '../calendar.js';
import { amountTypes } from '../documents/invoice-shape.js';
import { lockProblem } from '../documents/locks.js';
import { lineShape } from '../documents/plan-lines.js';
import { echoDocument, planPriced } from '../documents/plan-priced.js';
import { contactOf, days, renderLines, totals } from '../documents/render-document.js';
import { noteReceived } from '../history.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import type { BankTransaction, Credit } from '../ledger.js';
import { say } from '../messages.js';
import { accountProblems, findAccount } from '../payments/save-payment.js';
import { touchCredit } from '../payments/settle-target.js';
import { list } from '../query/list.js';
import { textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { headerOf } from './header.js';
import { dayAt, listAnswer } from './invoices.js';

const shape: Shape = {
  Type: 'text',
  Contact: { object: { ContactID: 'guid', Name: 'text' } },
  BankAccount: { object: { AccountID: 'guid', Code: 'text' } },
  LineItems: { list: lineShape },
  LineAmountTypes: amountTypes,
  Date: 'day',
  Reference: 'text',
  CurrencyCode: 'text',
  CurrencyRate: 'number',
};

/** What each kind of transaction leaves behind; plain receipts and spending leave nothing to allocate. */
const kinds: Readonly<Record<string, { credit: 'Overpayment' | 'Prepayment' | undefined; sales: boolean }>> = {
  RECEIVE: { credit: undefined, sales: true },
  SPEND: { credit: undefined, sales: false },
  'RECEIVE-OVERPAYMENT': { credit: 'Overpayment', sales: true },
  'SPEND-OVERPAYMENT': { credit: 'Overpayment', sales: false },
  'RECEIVE-PREPAYMENT': { credit: 'Prepayment', sales: true },
  'SPEND-PREPAYMENT': { credit: 'Prepayment', sales: false },
};

/** Money in or out without a document; the way overpayments and prepayments come about. */
export function bankTransactions(work: Work): Answer {
  const [id, part] = work.path;
  const { method } = work.call;
  if (part !== undefined) return notImplemented();
  if (id !== undefined) {
    const transaction = work.ledger.bankTransactions.get(id);
    if (!transaction) return notFound();
    return method === 'GET' ? ok(work, { BankTransactions: [render(work, transaction)] }) : notImplemented();
  }
  if (method === 'GET') return listTransactions(work);
  if (method !== 'PUT' && method !== 'POST') return notImplemented();
  return writeBatch(work, {
    key: 'BankTransactions',
    what: 'BankTransaction',
    shape,
    save: (element) => save(work, element),
  });
}

function listTransactions(work: Work): Answer {
  const result = list<BankTransaction>({
    table: work.ledger.bankTransactions,
    fields: {
      BankTransactionID: { kind: 'guid', read: (row) => row.id },
      Type: { kind: 'text', read: (row) => row.type, optimised: 'equal' },
      Status: { kind: 'text', read: (row) => row.status, optimised: 'equal' },
      Reference: { kind: 'text', read: (row) => row.reference },
      'Contact.ContactID': { kind: 'guid', read: (row) => row.contactId, optimised: 'equal' },
      Date: { kind: 'date', read: (row) => dayAt(row.on), optimised: 'range' },
      UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
    },
    type: 'BankTransaction',
    query: work.call.query,
    modifiedSince: headerOf(work.call, 'if-modified-since'),
    paging: 'on request',
  });
  return listAnswer(work, result, 'BankTransactions', (row) => render(work, row));
}

function save(work: Work, element: Json): Saved {
  const type = textOf(element, 'Type') ?? '';
  const kind = kinds[type];
  const over = kind?.credit === 'Overpayment';
  const account = findAccount(work, element, 'BankAccount');
  const { priced, contact, problems } = planPriced(
    work,
    over ? { ...element, LineAmountTypes: 'NoTax' } : element,
    undefined,
    {
      discounts: false,
      control: over,
    },
  );
  const locked = lockProblem(work, priced.on);
  const all = [
    ...(kind ? [] : [say('bankTransactionType')]),
    ...(element['BankAccount'] === undefined ? [say('bankAccountMissing')] : accountProblems(account)),
    ...problems,
    ...(priced.total > 0n ? [] : [say('paymentAmount')]),
    ...[locked ?? []].flat(),
  ];
  if (all.length > 0 || contact.contactProblems.length > 0 || !account || !kind) {
    const echo = echoDocument(element, 'BankTransactionID', ZERO_GUID, contact.contactProblems);
    return { ok: false, echo, problems: [...new Set(all)] };
  }
  const creditId = kind.credit ? newId() : undefined;
  if (kind.credit && creditId !== undefined) {
    const credit: Credit = {
      ...priced,
      id: creditId,
      updatedAt: stamp(work),
      kind: kind.credit,
      type,
      sales: kind.sales,
      number: '',
      status: 'AUTHORISED',
      dueOn: undefined,
      brandingThemeId: undefined,
      applied: 0n,
      refunded: 0n,
      fullyPaidOn: undefined,
    };
    touchCredit(work, work.ledger.credits.put(credit), 'CREATE');
  }
  const transaction = work.ledger.bankTransactions.put({
    ...priced,
    id: newId(),
    updatedAt: stamp(work),
    type,
    status: 'AUTHORISED',
    accountId: account.id,
    creditId,
    creditKind: kind.credit,
  });
  noteReceived(work, transaction.id);
  return { ok: true, rendered: render(work, transaction) };
}

function render(work: Work, transaction: BankTransaction): Json {
  const account = work.ledger.accounts.get(transaction.accountId);
  return {
    BankTransactionID: transaction.id,
    ...(transaction.creditKind === undefined ? {} : { [`${transaction.creditKind}ID`]: transaction.creditId }),
    Type: transaction.type,
    Status: transaction.status,
    BankAccount: {
      AccountID: transaction.accountId,
      ...(account?.code === undefined ? {} : { Code: account.code }),
      Name: account?.name ?? '',
    },
    Contact: contactOf(work, transaction.contactId, 'list'),
    ...days({ Date: transaction.on }),
    ...(transaction.reference === '' ? {} : { Reference: transaction.reference }),
    IsReconciled: false,
    LineAmountTypes: transaction.amounts,
    LineItems: renderLines(work, transaction.lines),
    ...totals(transaction),
    CurrencyCode: transaction.currency,
    CurrencyRate: toNumber(transaction.rate, 6),
    UpdatedDateUTC: renderInstant(transaction.updatedAt),
    HasAttachments: false,
  };
}
