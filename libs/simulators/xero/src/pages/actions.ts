import { Refused } from '../books/index.js';
import { type AccountantSeam, type Desk, type Outcome, rows } from './desk.js';

/** What an accountant does to one document. The form says which; the answer is a sentence, or what Xero objects to. */
export function actOnDocument(desk: Desk, tenantId: string, id: string, form: URLSearchParams): Outcome {
  const document = desk.one(tenantId, 'Invoices', id);
  if (document === undefined) return { ok: false, problems: ['There is no such document.'] };
  const status = (Status: string) => desk.call(tenantId, 'POST', `/Invoices/${id}`, { InvoiceID: id, Status });
  switch (form.get('action')) {
    case 'approve':
      return status('AUTHORISED');
    case 'void':
      return status('VOIDED');
    case 'delete':
      return status('DELETED');
    case 'edit':
      return edit(desk, tenantId, document, form);
    case 'pay':
      return pay(desk, tenantId, id, form, Number(form.get('amount')));
    case 'split':
      return split(desk, tenantId, document, form);
    case 'delete-payment':
      return desk.call(tenantId, 'POST', `/Payments/${form.get('payment') ?? ''}`, { Status: 'DELETED' });
    case 'credit':
      return credit(desk, tenantId, document, form);
    default:
      return { ok: false, problems: [`Nobody knows how to ${String(form.get('action'))}.`] };
  }
}

/** One bank movement for several documents, each paid what it still owes. */
export function payTogether(desk: Desk, tenantId: string, form: URLSearchParams): Outcome {
  const documents = form.getAll('documents').map((id) => desk.one(tenantId, 'Invoices', id));
  return desk.call(tenantId, 'PUT', '/BatchPayments', {
    Date: form.get('date'),
    Reference: form.get('reference') ?? '',
    Account: { Code: form.get('account') },
    Payments: documents.map((document) => ({
      Invoice: { InvoiceID: document?.['InvoiceID'] },
      Amount: document?.['AmountDue'],
    })),
  });
}

export function actOnOrganisation(desk: Desk, tenantId: string, form: URLSearchParams): Outcome {
  const id = form.get('id') ?? '';
  switch (form.get('action')) {
    case 'archive-account':
      return desk.call(tenantId, 'POST', `/Accounts/${id}`, { AccountID: id, Status: 'ARCHIVED' });
    case 'archive-contact':
      return desk.call(tenantId, 'POST', `/Contacts/${id}`, { ContactID: id, ContactStatus: 'ARCHIVED' });
    case 'archive-tax-rate':
      return desk.call(tenantId, 'POST', '/TaxRates', {
        TaxRates: [{ Name: form.get('name'), TaxType: id, Status: 'DELETED' }],
      });
    case 'merge-contacts':
      return byHand(desk, tenantId, (person) => person.mergeContacts(id, form.get('into') ?? ''));
    case 'set-lock-dates':
      return byHand(desk, tenantId, (person) =>
        person.setLockDates({
          periodLockedOn: form.get('period') || undefined,
          yearLockedOn: form.get('year') || undefined,
        }),
      );
    default:
      return { ok: false, problems: [`Nobody knows how to ${String(form.get('action'))}.`] };
  }
}

function byHand(desk: Desk, tenantId: string, act: (person: AccountantSeam) => unknown): Outcome {
  try {
    act(desk.byHand(tenantId));
    return { ok: true, body: {} };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problems: [...error.problems] };
    throw error;
  }
}

function pay(desk: Desk, tenantId: string, id: string, form: URLSearchParams, amount: number): Outcome {
  return desk.call(tenantId, 'PUT', '/Payments', {
    Invoice: { InvoiceID: id },
    Account: { Code: form.get('account') },
    Date: form.get('date'),
    Amount: amount,
    Reference: form.get('reference') ?? '',
  });
}

/** What is due, paid in equal parts; the last part takes the odd cents. */
function split(desk: Desk, tenantId: string, document: Record<string, unknown>, form: URLSearchParams): Outcome {
  const due = Math.round(Number(document['AmountDue']) * 100);
  const parts = Math.max(2, Math.min(12, Number(form.get('parts')) || 2));
  const part = Math.floor(due / parts);
  let outcome: Outcome = { ok: true, body: {} };
  for (let index = 0; index < parts && outcome.ok; index++) {
    const cents = index === parts - 1 ? due - part * (parts - 1) : part;
    outcome = pay(desk, tenantId, String(document['InvoiceID']), form, cents / 100);
  }
  return outcome;
}

/** Sends only what was changed: a part-paid document refuses the rest even unchanged. */
function edit(desk: Desk, tenantId: string, document: Record<string, unknown>, form: URLSearchParams): Outcome {
  const changes: Record<string, unknown> = {};
  for (const [field, shown] of [
    ['Reference', document['Reference']],
    ['InvoiceNumber', document['InvoiceNumber']],
    ['Date', dayOf(document, 'Date')],
    ['DueDate', dayOf(document, 'DueDate')],
  ] as const) {
    const wanted = form.get(field);
    if (wanted !== null && wanted !== String(shown ?? '')) changes[field] = wanted;
  }
  const lines = rows(document['LineItems']);
  const edited = lines.map((line, index) => ({
    ...line,
    LineAmount: undefined,
    TaxAmount: undefined,
    Description: form.get(`description-${index}`) ?? line['Description'],
    UnitAmount: Number(form.get(`amount-${index}`) ?? line['UnitAmount']),
  }));
  const touched = edited.some(
    (line, index) =>
      line.Description !== lines[index]?.['Description'] || line.UnitAmount !== lines[index]?.['UnitAmount'],
  );
  if (touched) changes['LineItems'] = JSON.parse(JSON.stringify(edited)) as unknown;
  if (Object.keys(changes).length === 0) return { ok: true, body: {} };
  return desk.call(tenantId, 'POST', `/Invoices/${String(document['InvoiceID'])}`, {
    InvoiceID: document['InvoiceID'],
    ...changes,
  });
}

/** A credit note of one untaxed line, approved and allocated to the document. */
function credit(desk: Desk, tenantId: string, document: Record<string, unknown>, form: URLSearchParams): Outcome {
  const amount = Number(form.get('amount'));
  const [line] = rows(document['LineItems']);
  const made = desk.call(tenantId, 'PUT', '/CreditNotes', {
    Type: document['Type'] === 'ACCPAY' ? 'ACCPAYCREDIT' : 'ACCRECCREDIT',
    Contact: { ContactID: (document['Contact'] as Record<string, unknown>)['ContactID'] },
    CurrencyCode: document['CurrencyCode'],
    Date: form.get('date'),
    LineAmountTypes: 'NoTax',
    Status: 'AUTHORISED',
    LineItems: [
      {
        Description: form.get('reference') || 'Credit',
        Quantity: 1,
        UnitAmount: amount,
        AccountCode: line?.['AccountCode'],
      },
    ],
  });
  if (!made.ok) return made;
  const id = String(rows(made.body['CreditNotes'])[0]?.['CreditNoteID']);
  return desk.call(tenantId, 'PUT', `/CreditNotes/${id}/Allocations`, {
    Allocations: [{ Amount: amount, Invoice: { InvoiceID: document['InvoiceID'] } }],
  });
}

export const dayOf = (document: Record<string, unknown>, field: 'Date' | 'DueDate'): string =>
  String(document[`${field}String`] ?? '').slice(0, 10);
