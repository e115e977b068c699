import { aChart, anExpense, anInvoice, anOrder, settings } from '../testing/index.js';
import type { ClosedPeriodRule, InitialStatus } from '../settings/settings.js';
import { placeInPeriod } from './closed-period.js';
import type { LedgerDocument } from './ledger-document.js';
import { sinceCopied } from './since-copied.js';
import { toBill } from './to-bill.js';
import { toPurchaseOrder } from './to-purchase-order.js';
import { toSalesInvoice } from './to-sales-invoice.js';

const books = (lockedThrough: string) => aChart({ organisation: { ...aChart().organisation, lockedThrough } });
const by = (closedPeriods: ClosedPeriodRule) => settings({ options: { closedPeriods } });
const invoice = anInvoice({ invoicedOn: '2026-10-03', dueOn: '2026-10-17' });

describe('A document dated in a closed period', () => {
  it('is moved to the first open day, and never due before it', () => {
    const result = toSalesInvoice(invoice, by('move'), books('2026-10-31'), { copy: 1 });
    expect(result).toMatchObject({
      ok: true,
      document: {
        issuedOn: '2026-11-01',
        dueOn: '2026-11-01',
        status: 'approved',
        wereBooksOpen: { issuedOn: '2026-10-03', dueOn: '2026-10-17' },
      },
      notices: [
        {
          code: 'date_moved',
          path: 'issuedOn',
          detail: 'Dated 2026-10-03, books closed through 2026-10-31: copied with 2026-11-01, which it is also due on.',
        },
      ],
    });
  });

  it('keeps a due day that is late enough', () => {
    const late = anInvoice({ invoicedOn: '2026-10-03', dueOn: '2026-11-01' });
    const result = toSalesInvoice(late, by('move'), books('2026-10-31'), { copy: 1 });
    expect(result).toMatchObject({
      document: { issuedOn: '2026-11-01', dueOn: '2026-11-01', wereBooksOpen: { issuedOn: '2026-10-03' } },
      notices: [{ detail: 'Dated 2026-10-03, books closed through 2026-10-31: copied with 2026-11-01.' }],
    });
  });

  it('becomes a draft on its own days, even where a person chose another status', () => {
    const result = toBill(anExpense({ spentOn: '2026-10-03' }), by('draft'), books('2026-10-31'), {
      copy: 1,
      status: 'submitted',
    });
    expect(result).toMatchObject({
      document: {
        issuedOn: '2026-10-03',
        dueOn: '2026-12-03',
        status: 'draft',
        wereBooksOpen: { status: 'submitted' },
      },
      notices: [{ code: 'sent_as_draft', path: 'status' }],
    });
  });

  it('as a bill without a due date of its own counts the days from its own date', () => {
    const expense = anExpense({ spentOn: '2026-10-03', dueOn: undefined });
    const thirty = settings({ options: { closedPeriods: 'move' }, expenses: { dueDaysWhenMissing: 14 } });
    // 3 October + 14 days is 17 October, which is closed.
    expect(toBill(expense, thirty, books('2026-10-31'), { copy: 1 })).toMatchObject({
      document: { issuedOn: '2026-11-01', dueOn: '2026-11-01' },
    });
  });

  it('is refused unless the settings say otherwise', () => {
    const result = toSalesInvoice(invoice, by('block'), books('2026-10-31'), { copy: 1 });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'period_locked', path: 'issuedOn' }] });
  });

  it.each<[string, string | undefined, InitialStatus | undefined]>([
    ['because the books were closed the day before', '2026-10-02', 'approved'],
    ['because nothing is closed', undefined, 'approved'],
    ['because it is a draft anyway', '2026-10-31', 'draft'],
    ['because nobody has chosen its status yet', '2026-10-31', undefined],
  ])('is not touched %s', (_why, lockedThrough, status) => {
    for (const rule of ['block', 'draft', 'move'] as const)
      expect(placeInPeriod({ issuedOn: '2026-10-03' }, status, rule, lockedThrough)).toEqual({
        issuedOn: '2026-10-03',
        status,
        notices: [],
      });
  });

  it('is not touched as a purchase order, which is never in the books', () => {
    const order = anOrder({ issuedOn: '2026-10-03' });
    const on = { ...by('move'), purchaseOrders: { initialStatus: 'approved' } } as const;
    expect(toPurchaseOrder(order, on, books('2026-10-31'), { copy: 1 })).toMatchObject({
      document: { issuedOn: '2026-10-03', status: 'approved' },
      notices: [],
    });
  });
});

describe('A copy that was moved out of a closed period', () => {
  const moved = toSalesInvoice(invoice, by('move'), books('2026-10-31'), { copy: 1 });
  const since = (now: { issuedOn: string; dueOn: string }) =>
    moved.ok && sinceCopied(moved.document satisfies LedgerDocument, { ...now, total: invoice.total }, invoice);

  it('has not changed because of that', () => {
    expect(since({ issuedOn: '2026-10-03', dueOn: '2026-10-17' })).toBeUndefined();
  });

  it('has changed when somebody gives the source other days', () => {
    expect(since({ issuedOn: '2026-10-04', dueOn: '2026-11-01' })).toEqual({
      issuedOn: { copied: '2026-10-03', now: '2026-10-04' },
      dueOn: { copied: '2026-10-17', now: '2026-11-01' },
    });
  });
});
