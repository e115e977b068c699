import { problem, zero, type LedgerEdition, type LedgerStatus, type Problem } from '@bridge/domain';
import type { CreateOutcome, UpdatedDocument } from '../../exports/ledger-documents.js';
import { documentProblems, totalsOf, type WireDocument } from './document-rules.js';
import type { FakeBooks, FakeDocument, FakeLine } from './fake-books.js';

/** A change of one document as the fake’s wire carries it. */
export type WireUpdate = Omit<WireDocument, 'number'> & {
  readonly ledgerId: string;
  readonly lines: readonly (WireDocument['lines'][number] & { readonly lineId?: string })[];
};

const MOVES: Readonly<Partial<Record<LedgerStatus, readonly LedgerStatus[]>>> = {
  draft: ['draft', 'submitted', 'approved'],
  submitted: ['draft', 'submitted', 'approved'],
  approved: ['approved'],
};
const NOT_OF_STATUS = 'Invoice not of valid status for modification';

/** Changes a document as a real ledger does, or says everything that stands against it. It never makes a new one. */
export function updateOne(books: FakeBooks, update: WireUpdate, asked: Problem | undefined): CreateOutcome {
  const before = books.documents.get(update.ledgerId);
  if (before === undefined) {
    const detail = 'The document with the supplied id was not found for this endpoint.';
    return { ok: false, problems: [problem('ledger_refused', '', detail)] };
  }
  const problems = asked ? [asked] : updateProblems(books, before, update);
  if (problems.length > 0) return { ok: false, problems };
  const { total, tax } = totalsOf(update, books.chart);
  const { dueOn, reference, marker, contactId, issuedOn } = update;
  const isSettled = update.status === 'approved' && total.minor === 0n;
  const after = books.change(update.ledgerId, {
    ...{ marker, contactId, issuedOn, total, tax, status: isSettled ? 'paid' : update.status },
    ...(dueOn !== undefined && { dueOn }),
    ...(reference !== undefined && { reference }),
    lines: books.withIds(update.lines.map(keepingTracking(before)), before.lines),
  });
  return { ok: true, receipt: books.receiptOf(after), warnings: [] };
}

/** A line that stays keeps its tracking, unless it is sent with some. */
function keepingTracking({ lines = [] }: FakeDocument) {
  return (line: WireUpdate['lines'][number]): FakeLine => {
    const tracking = line.tracking ?? lines.find(({ lineId }) => lineId === line.lineId)?.tracking;
    return line.lineId !== undefined && tracking ? { ...line, tracking } : line;
  };
}

function updateProblems(books: FakeBooks, before: FakeDocument, update: WireUpdate): readonly Problem[] {
  if (books.live(before.ledgerId).length > 0 || before.status === 'paid') {
    const detail = 'This document cannot be edited as it has a payment or credit note allocated to it.';
    return [problem('update_not_allowed', '', NOT_OF_STATUS), problem('update_paid', '', detail)];
  }
  if (MOVES[before.status]?.includes(update.status) !== true) return [problem('update_not_allowed', '', NOT_OF_STATUS)];
  const lockedThrough = books.chart.organisation.lockedThrough ?? '';
  if (before.status === 'approved' && before.issuedOn <= lockedThrough) {
    const detail = 'The document cannot be edited as it is currently dated before the period lock date';
    return [problem('period_locked', 'issuedOn', detail)];
  }
  return documentProblems(update, books, before.ledgerId);
}

export function toWireUpdate(document: UpdatedDocument): WireUpdate {
  const { kind, ledgerId, marker, contactId, issuedOn, dueOn, currency, status } = document;
  return {
    ...{ kind, ledgerId, marker, contactId, issuedOn, currency, status },
    ...(document.kind === 'invoice' && { reference: document.reference ?? '' }),
    ...(dueOn !== undefined && { dueOn }),
    lines: document.lines.map(({ lineId, description, quantity, unitAmount, discountPercent, ...line }) => ({
      ...(lineId !== undefined && { lineId }),
      ...{ description, quantity, unitAmount, accountCode: line.accountCode, taxType: line.taxType },
      ...(line.tracking && { tracking: line.tracking }),
      ...(discountPercent !== undefined && { discountPercent }),
    })),
  };
}

export function editionOf(document: FakeDocument, books: FakeBooks): LedgerEdition {
  const { ledgerId, kind, number, reference, marker, status, total, tax, contactId, issuedOn, dueOn, changedAt } =
    document;
  return {
    ...{ ledgerId, kind, status, total, contactId, issuedOn, changedAt },
    ...(number !== undefined && { number }),
    ...(reference !== undefined && reference !== '' && { reference }),
    ...(marker !== undefined && { marker }),
    ...(dueOn !== undefined && { dueOn }),
    contactName: books.contacts.get(contactId)?.name ?? 'nobody',
    tax: tax ?? zero(total.currency),
    paid: books.settledAmount(ledgerId, true),
    credited: books.settledAmount(ledgerId, false),
    due: books.due(ledgerId),
    lines: (document.lines ?? []).map((line, index) => ({
      description: '',
      net: zero(total.currency),
      ...line,
      lineId: line.lineId ?? `${ledgerId}/${index}`,
    })),
  };
}
