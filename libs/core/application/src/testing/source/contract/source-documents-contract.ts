import { money } from '@bridge/domain';
import { brightwell, coolabah, type MakeSourceWorld, type SourceWorld } from './source-world.js';

export function describeSourceDocumentsContract(name: string, makeWorld: MakeSourceWorld): void {
  describe(`Documents of the source: ${name}`, () => {
    let world: SourceWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });

    it('reads an invoice with its lines, its customer and what it comes to', async () => {
      const id = await world.hand.addInvoice({ net: '100.00', subject: 'Website relaunch', isSent: true });
      const [invoice] = await world.documents.invoices(brightwell, [id]);
      expect(invoice).toMatchObject({
        ...{ kind: 'invoice', id, subsidiaryId: '11', subject: 'Website relaunch', currency: 'GBP' },
        ...{ isCreditNote: false, isFinalised: true, isSent: true, party: { name: 'Acme Ltd' } },
        ...{ net: money(10_000n, 'GBP'), tax: money(2_000n, 'GBP'), total: money(12_000n, 'GBP') },
        exportMark: { isExported: false },
        lines: [
          { net: money(10_000n, 'GBP'), tax: money(2_000n, 'GBP'), taxRate: { percent: '20', subsidiaryId: '11' } },
        ],
      });
      expect(invoice?.number).toBeDefined();
      expect(invoice?.url).toMatch(new RegExp(`^https?://.+/${id}$`));
      expect(invoice?.url).not.toMatch(/xero/i);
    });

    it('reads a credit note with its signs and the invoice that it takes back', async () => {
      const invoice = await world.hand.addInvoice({ net: '100.00' });
      const id = await world.hand.addInvoice({ net: '-50.00', creditFor: invoice });
      const [note, plain] = await world.documents.invoices(brightwell, [id, invoice]);
      expect(note).toMatchObject({
        ...{ isCreditNote: true, creditedInvoiceId: invoice, total: money(-6_000n, 'GBP') },
        lines: [{ quantity: '-1', net: money(-5_000n, 'GBP'), tax: money(-1_000n, 'GBP') }],
      });
      expect(plain).not.toHaveProperty('creditedInvoiceId');
      const refund = await world.hand.addExpense({ net: '-40.00' });
      for (const [kind, sourceId] of [['invoice', id] as const, ['expense', refund] as const]) {
        const { rows } = await world.documents.changedSince(brightwell, kind, world.now() - 60_000, 1);
        const row = rows.find((each) => each.sourceId === sourceId);
        expect([row?.isCreditNote, row && row.total.minor < 0n]).toEqual([true, true]);
      }
    });

    it('tells drafts, finalised and sent invoices apart', async () => {
      const draft = await world.hand.addInvoice({ net: '1.00', isDraft: true });
      const finalised = await world.hand.addInvoice({ net: '1.00' });
      const sent = await world.hand.addInvoice({ net: '1.00', isSent: true });
      const found = await world.documents.invoices(brightwell, [draft, finalised, sent]);
      expect(found.map(({ isFinalised, isSent }) => [isFinalised, isSent])).toEqual([
        [false, false],
        [true, false],
        [true, true],
      ]);
    });

    it('reads many invoices at once, each with its own lines', async () => {
      const nets = ['10.00', '20.00', '30.00'];
      const ids = [];
      for (const net of nets) ids.push(await world.hand.addInvoice({ net }));
      const found = await world.documents.invoices(brightwell, ids);
      expect(found.map(({ id, lines }) => [id, lines.map((line) => line.net.minor)])).toEqual([
        [ids[0], [1_000n]],
        [ids[1], [2_000n]],
        [ids[2], [3_000n]],
      ]);
    });

    it('leaves out what was deleted, and still answers the rest', async () => {
      const [kept, gone] = [
        await world.hand.addInvoice({ net: '10.00' }),
        await world.hand.addInvoice({ net: '20.00' }),
      ];
      await world.hand.delete('invoice', gone);
      const found = await world.documents.invoices(brightwell, [gone, kept, '99999999']);
      expect(found.map(({ id }) => id)).toEqual([kept]);
    });

    it('reads an expense and how far its approval is', async () => {
      const id = await world.hand.addExpense({ net: '40.00', name: 'Stock photos' });
      expect((await world.documents.expenses(brightwell, [id]))[0]).toMatchObject({
        ...{ kind: 'expense', id, subsidiaryId: '11', name: 'Stock photos', currency: 'GBP' },
        ...{ net: money(4_000n, 'GBP'), tax: money(800n, 'GBP'), approval: 'awaiting', isDraft: false },
        exportMark: { isExported: false },
      });
      await world.hand.approve(id);
      expect((await world.documents.expenses(brightwell, [id]))[0]?.approval).toBe('approved');
    });

    it('reads who spent the money of a reimbursable expense, under an id that no company has', async () => {
      const id = await world.hand.addExpense({ net: '40.00', isReimbursable: true });
      const [expense] = await world.documents.expenses(brightwell, [id]);
      expect(expense?.isReimbursable).toBe(true);
      expect(expense?.person?.companyId).toMatch(/^PERSON-\d+$/);
      expect(expense?.person?.name).toMatch(/\w+ \w+/);
      expect(expense?.person?.email).toMatch(/@/);
      const other = await world.hand.addExpense({ net: '40.00' });
      expect((await world.documents.expenses(brightwell, [other]))[0]?.isReimbursable).toBe(false);
    });

    it('reads a purchase order with the expenses that are its lines', async () => {
      const id = await world.hand.addPurchaseOrder({ nets: ['30.00', '10.00'], subject: 'Print run' });
      const [order, missing] = await world.documents.purchaseOrders(brightwell, [id, '99999999']);
      expect(order).toMatchObject({
        ...{ kind: 'purchase_order', id, subsidiaryId: '11', subject: 'Print run', currency: 'GBP' },
        ...{ isFinalised: true, vendor: { name: 'Paper Supplies Ltd' }, exportMark: { isExported: false } },
        ...{ net: money(4_000n, 'GBP'), tax: money(800n, 'GBP') },
        lines: [{ net: money(3_000n, 'GBP'), taxRate: { percent: '20' } }, { net: money(1_000n, 'GBP') }],
      });
      expect(order?.number).toBeDefined();
      expect(missing).toBeUndefined();
      const { rows } = await world.documents.changedSince(brightwell, 'purchase_order', undefined, 1);
      expect(rows.find((row) => row.sourceId === id)).toMatchObject({
        ...{ kind: 'purchase_order', title: 'Print run', progress: 'finalised', companyName: 'Paper Supplies Ltd' },
        total: money(4_800n, 'GBP'),
      });
    });

    it.each(['invoice', 'expense'] as const)('shows every %s that changed since, oldest change first', async (kind) => {
      const add = kind === 'invoice' ? world.hand.addInvoice : world.hand.addExpense;
      const [first, second] = [await add({ net: '10.00' }), await add({ net: '20.00' })];
      const since = world.now();
      await world.hand.rename(kind, first, 'Renamed');
      const { rows } = await world.documents.changedSince(brightwell, kind, since, 1);
      expect(rows.find((row) => row.sourceId === first)?.title).toBe('Renamed');
      expect(rows.map((row) => row.changedAt)).toEqual([...rows.map((row) => row.changedAt)].sort((a, b) => a - b));
      const all = await everything(world, kind);
      expect(all).toEqual(expect.arrayContaining([first, second]));
      expect(new Set(all).size).toBe(all.length);
    });

    it('shows with a changed expense the receipt that it carries', async () => {
      const id = await world.hand.addExpense({ net: '10.00' });
      const bare = await world.documents.changedSince(brightwell, 'expense', undefined, 1);
      expect(bare.receipts.filter(({ expenseId }) => expenseId === id)).toEqual([]);
      const since = world.now();
      const receiptId = await world.hand.addReceipt(id, 'taxi.pdf');
      const { receipts } = await world.documents.changedSince(brightwell, 'expense', since, 1);
      const receipt = { id: receiptId, name: 'taxi.pdf', contentType: 'application/pdf', sizeBytes: 3 };
      expect(receipts.filter(({ expenseId }) => expenseId === id)).toEqual([{ expenseId: id, attachment: receipt }]);
    });

    it.each(['invoice', 'expense'] as const)('reports a deleted %s, and shows it no more', async (kind) => {
      const id = await (kind === 'invoice' ? world.hand.addInvoice : world.hand.addExpense)({ net: '10.00' });
      const since = world.now();
      await world.hand.delete(kind, id);
      expect((await world.documents.changedSince(brightwell, kind, since, 1)).deletedIds).toContain(id);
      expect(await everything(world, kind)).not.toContain(id);
    });

    it('keeps one organisation out of the documents of another', async () => {
      const id = await world.hand.addInvoice({ net: '10.00' });
      expect(await world.documents.invoices(coolabah, [id])).toEqual([]);
      const { rows } = await world.documents.changedSince(coolabah, 'invoice', undefined, 1);
      expect(rows.map((row) => row.sourceId)).not.toContain(id);
    });
  });
}

async function everything(world: SourceWorld, kind: 'invoice' | 'expense'): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const changes = await world.documents.changedSince(brightwell, kind, undefined, page);
    ids.push(...changes.rows.map((row) => row.sourceId));
    if (changes.isLast) return ids;
  }
}
