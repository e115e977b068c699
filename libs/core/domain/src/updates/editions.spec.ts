import { toBill } from '../documents/to-bill.js';
import { toPurchaseOrder } from '../documents/to-purchase-order.js';
import { toSalesInvoice } from '../documents/to-sales-invoice.js';
import type { LedgerDocument } from '../documents/ledger-document.js';
import { money } from '../money/money.js';
import { aChart, anExpense, anInvoice, anOrder, asShown, settings } from '../testing/index.js';
import { isSameContent, ledgerEdits, shows } from './editions.js';

function built(made: { ok: true; document: LedgerDocument } | { ok: false }): LedgerDocument {
  if (!made.ok) throw new Error('Expected a document');
  return made.document;
}

const sent = built(toSalesInvoice(anInvoice(), settings(), aChart(), { copy: 1 }));
const bill = built(toBill(anExpense(), settings(), aChart(), { copy: 1 }));
const editsIn = (shown: ReturnType<typeof asShown>) => ledgerEdits(sent, sent.totals.total, shown);

describe('A copy in the books', () => {
  it.each([
    ['a sales invoice', sent],
    ['a bill', bill],
  ])('shows what was sent while nobody edits it: %s', (_, document) => {
    expect(ledgerEdits(document, document.totals.total, asShown(document))).toEqual([]);
    expect(shows(asShown(document), document)).toBe(true);
  });

  it('is the same whatever the ledger does to blanks and to noughts behind the point', () => {
    const [line] = asShown(sent).lines;
    const lines = line ? [{ ...line, description: ' Design\r\n', quantity: '2.0000', unitAmount: '50' }] : [];
    expect(editsIn(asShown(sent, { lines }))).toEqual([]);
  });

  it('names each edit, with what was copied beside what the books show', () => {
    const shown = asShown(sent, {
      ...{ issuedOn: '2026-11-03', dueOn: '2026-12-24', reference: 'PO 7', total: money(13_000n, 'GBP') },
      lines: asShown(sent).lines.map((line) => ({ ...line, accountCode: '200' })),
    });
    expect(editsIn(shown)).toEqual([
      { field: 'total', copied: '120.00 GBP', inBooks: '130.00 GBP' },
      { field: 'issuedOn', copied: '2026-11-02', inBooks: '2026-11-03' },
      { field: 'dueOn', copied: '2026-12-02', inBooks: '2026-12-24' },
      { field: 'reference', copied: 'Website relaunch', inBooks: 'PO 7' },
      { field: 'lines', copied: 'Design: 2 × 50 (210, OUTPUT2)', inBooks: 'Design: 2 × 50 (200, OUTPUT2)' },
    ]);
  });

  it('was not edited by whoever approved it, paid it, renamed its contact or gave it a number', () => {
    const paid = money(12_000n, 'GBP');
    const shown = asShown(sent, { status: 'paid', paid, contactId: 'c-2', number: 'X-9', changedAt: 5 });
    expect(editsIn(shown)).toEqual([]);
    expect(isSameContent(asShown(sent), shown)).toBe(true);
  });

  it('is not edited by a due day that was never sent, but by one that was taken away', () => {
    const { dueOn: _, ...undated } = sent;
    expect(ledgerEdits(undated, sent.totals.total, asShown(sent))).toEqual([]);
    const { dueOn: __, ...taken } = asShown(sent);
    expect(editsIn(taken)).toEqual([{ field: 'dueOn', copied: '2026-12-02', inBooks: 'none' }]);
    const order = built(
      toPurchaseOrder(anOrder(), settings({ purchaseOrders: { initialStatus: 'draft' } }), aChart(), { copy: 1 }),
    );
    const { dueOn: ___, ...undelivered } = order;
    const delivered = asShown(order, { dueOn: '2026-12-24' });
    expect(ledgerEdits(undelivered, order.totals.total, delivered)).toEqual([
      { field: 'dueOn', copied: 'none', inBooks: '2026-12-24' },
    ]);
  });

  it('is edited where its tracking is another, if we sent any; else tracking is the bookkeeper’s own', () => {
    const track = (optionId: string) => [{ categoryId: 'region', optionId }];
    const tracked = { ...sent, lines: sent.lines.map((line) => ({ ...line, tracking: track('north') })) };
    const moved = asShown(tracked);
    const lines = moved.lines.map((line) => ({ ...line, tracking: track('south') }));
    expect(editsIn(asShown(sent, { lines }))).toEqual([]);
    expect(ledgerEdits(tracked, sent.totals.total, { ...moved, lines })).toEqual([
      {
        field: 'lines',
        copied: 'Design: 2 × 50 (210, OUTPUT2, tracking north)',
        inBooks: 'Design: 2 × 50 (210, OUTPUT2, tracking south)',
      },
    ]);
    const [line] = tracked.lines;
    const half = { ...tracked, lines: line ? [line, { ...line, tracking: [] }] : [] };
    expect(ledgerEdits(half, sent.totals.total, asShown(half))).toEqual([]);
    expect(ledgerEdits(half, sent.totals.total, asShown(half, { lines }))).toHaveLength(1);
  });

  it('shows two options of one line in whatever order', () => {
    const [north, design] = [
      { categoryId: 'region', optionId: 'north' },
      { categoryId: 'department', optionId: 'design' },
    ];
    const tracked = { ...sent, lines: sent.lines.map((line) => ({ ...line, tracking: [north, design] })) };
    const lines = asShown(tracked).lines.map((line) => ({ ...line, tracking: [design, north] }));
    expect(shows(asShown(tracked, { lines }), tracked)).toBe(true);
  });

  it('names several lines, their discounts, and what stands on no account', () => {
    const [line] = asShown(sent).lines;
    if (line === undefined) throw new Error('Expected a line');
    const { accountCode: _, taxType: __, ...bare } = line;
    const [edit] = editsIn(asShown(sent, { lines: [{ ...line, discountPercent: '12.5' }, bare] }));
    expect(edit?.inBooks).toBe('Design: 2 × 50 less 12.5 % (210, OUTPUT2); Design: 2 × 50 ()');
  });

  it('of a bill has no reference that we write: its own is the bookkeeper’s', () => {
    expect(ledgerEdits(bill, bill.totals.total, asShown(bill, { reference: 'Their own' }))).toEqual([]);
  });

  it('has another content once a single word of a line is another', () => {
    const lines = asShown(sent).lines.map((line) => ({ ...line, description: 'Design, by hand' }));
    expect(isSameContent(asShown(sent), asShown(sent, { lines }))).toBe(false);
    expect(shows(asShown(sent, { lines }), sent)).toBe(false);
  });

  it('is judged by what the ledger made of it when its total differed then already', () => {
    const shown = asShown(sent, { total: money(12_001n, 'GBP') });
    expect(ledgerEdits(sent, money(12_001n, 'GBP'), shown)).toEqual([]);
  });

  it('was edited by whoever changed a tracking option that was sent; one that was not sent is theirs', () => {
    const tracked = (optionId: string) => [{ categoryId: 'region', optionId }];
    const lines = asShown(sent).lines.map((line) => ({ ...line, tracking: tracked('south') }));
    expect(editsIn(asShown(sent, { lines }))).toEqual([]);
    const withNorth = { ...sent, lines: sent.lines.map((line) => ({ ...line, tracking: tracked('north') })) };
    const edits = ledgerEdits(withNorth, sent.totals.total, asShown(sent, { lines }));
    expect(edits.map(({ field }) => field)).toEqual(['lines']);
    expect(isSameContent(asShown(sent), asShown(sent, { lines }))).toBe(false);
  });

  it('may have a due day of its own when none was sent', () => {
    const { dueOn: _, ...undated } = sent;
    expect(ledgerEdits(undated, sent.totals.total, asShown(sent))).toEqual([]);
  });
});
