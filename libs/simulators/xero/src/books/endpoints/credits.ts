import { toNumber } from '../arithmetic/decimal.js';
import { writeBatch } from '../batch.js';
import { invalid, notFound, notImplemented, ok } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderAllocation, renderCredit } from '../documents/render-credit.js';
import { creditNoteShape, saveCreditNote } from '../documents/save-credit-note.js';
import { isGuid, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Credit } from '../ledger.js';
import { say } from '../messages.js';
import { allocate, allocationShape, removeAllocation } from '../payments/allocate.js';
import { remainingCredit } from '../payments/settle-target.js';
import { list } from '../query/list.js';
import type { Fields } from '../query/where.js';
import { textOf } from '../shape.js';
import type { Json } from '../shape.js';
import { attachments } from './attachments.js';
import { feedOf } from './feed.js';
import { history } from './history.js';
import { dayAt, listAnswer } from './invoices.js';

export function creditNotes(work: Work): Answer {
  const { method } = work.call;
  const [id] = work.path;
  if (method === 'GET' || (id !== undefined && work.path.length > 1)) return credits(work, 'CreditNote');
  const before = id === undefined ? undefined : find(work, 'CreditNote', id);
  if (id !== undefined && !before) return notFound();
  if (method !== 'POST' && (method !== 'PUT' || id !== undefined)) return notImplemented();
  const render = (credit: Credit) => renderCredit(work, credit, 'full');
  const save = (element: Json) => {
    const named = before ?? (method === 'POST' ? namedIn(work, element) : undefined);
    const unknown = method === 'POST' && !named && textOf(element, 'CreditNoteID') !== undefined;
    if (unknown)
      return {
        ok: false as const,
        echo: { CreditNoteID: ZERO_GUID, ...element },
        problems: [say('creditNoteUnknown')],
      };
    return saveCreditNote(work, element, named, render);
  };
  return writeBatch(work, {
    key: 'CreditNotes',
    what: 'CreditNote',
    shape: creditNoteShape,
    save,
    only: before ? 'one' : undefined,
  });
}

export function overpayments(work: Work): Answer {
  return credits(work, 'Overpayment');
}

export function prepayments(work: Work): Answer {
  return credits(work, 'Prepayment');
}

/** Reading, allocating and annotating are the same for the three kinds of credit. */
function credits(work: Work, kind: Credit['kind']): Answer {
  const [id, part, ...rest] = work.path;
  const { method } = work.call;
  if (id === undefined) return method === 'GET' ? listCredits(work, kind) : notImplemented();
  const credit = find(work, kind, id);
  if (part === 'History') return history(work, credit?.id);
  if (!credit) {
    const told = { [`${kind}ID`]: id, ValidationErrors: [{ Message: say('creditNoteUnknown') }] };
    return kind === 'CreditNote' && part === 'Allocations' ? invalid([told]) : notFound();
  }
  if (part === 'Allocations') return allocations(work, credit, rest[0]);
  if (part === 'Attachments')
    return attachments(work, {
      ownerId: credit.id,
      endpoint: `${kind}s`,
      online: credit.sales && kind === 'CreditNote',
      rest,
    });
  if (part !== undefined || method !== 'GET') return notImplemented();
  return ok(work, { [`${kind}s`]: [renderCredit(work, credit, 'full')] });
}

function allocations(work: Work, credit: Credit, allocationId: string | undefined): Answer {
  const { method } = work.call;
  if (allocationId === undefined) {
    if (method !== 'PUT') return notImplemented();
    const save = (element: Json) =>
      allocate(work, credit.id, element, (allocation) => renderAllocation(work, allocation));
    return writeBatch(work, { key: 'Allocations', what: 'Allocation', shape: allocationShape, save });
  }
  if (method !== 'DELETE') return notImplemented();
  const allocation = work.ledger.allocations.get(allocationId);
  if (allocation?.creditId !== credit.id) return notFound();
  removeAllocation(work, allocation);
  const gone = { ...renderAllocation(work, allocation), IsDeleted: true };
  return { status: 200, body: gone, touched: work.touched };
}

function find(work: Work, kind: Credit['kind'], idOrNumber: string): Credit | undefined {
  const { credits } = work.ledger;
  const found = isGuid(idOrNumber) ? credits.get(idOrNumber) : credits.find('number', foldName(idOrNumber)).at(-1);
  return found?.kind === kind ? found : undefined;
}

/** The credit note a POST names by id, or a sales credit note by number. */
function namedIn(work: Work, element: Json): Credit | undefined {
  const [id, number] = [textOf(element, 'CreditNoteID'), textOf(element, 'CreditNoteNumber')];
  if (id) return find(work, 'CreditNote', id);
  const byNumber = number ? find(work, 'CreditNote', number) : undefined;
  return byNumber?.sales === true ? byNumber : undefined;
}

function listCredits(work: Work, kind: Credit['kind']): Answer {
  const paged = work.call.query.has('page');
  const result = list<Credit>({
    table: work.ledger.credits,
    fields: fields(work, kind),
    type: kind,
    query: work.call.query,
    ...feedOf(work),
    keep: (credit) => credit.kind === kind,
    paging: 'on request',
  });
  return listAnswer(work, result, `${kind}s`, (credit) => renderCredit(work, credit, paged ? 'full' : 'list'));
}

function fields(work: Work, kind: Credit['kind']): Fields<Credit> {
  return {
    [`${kind}ID`]: { kind: 'guid', read: (row) => row.id, optimised: 'equal' },
    CreditNoteNumber: { kind: 'text', read: (row) => row.number, optimised: 'equal' },
    Type: { kind: 'text', read: (row) => row.type, optimised: 'equal' },
    Status: { kind: 'text', read: (row) => row.status, optimised: 'equal' },
    Reference: { kind: 'text', read: (row) => row.reference, optimised: 'equal' },
    'Contact.ContactID': { kind: 'guid', read: (row) => row.contactId, optimised: 'equal' },
    'Contact.Name': { kind: 'text', read: (row) => work.ledger.contacts.get(row.contactId)?.name, optimised: 'equal' },
    Date: { kind: 'date', read: (row) => dayAt(row.on), optimised: 'range' },
    UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
    Total: { kind: 'number', read: (row) => toNumber(row.total, 2) },
    RemainingCredit: { kind: 'number', read: (row) => toNumber(remainingCredit(row), 2) },
    CurrencyCode: { kind: 'text', read: (row) => row.currency },
  };
}
