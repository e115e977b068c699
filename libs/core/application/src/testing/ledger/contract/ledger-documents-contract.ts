import { money } from '@bridge/domain';
import { eachInANewWorld, type MakeLedgerWorld } from './ledger-world.js';
import { sampleBill, sampleInvoice, sampleLine, sampleOrder } from './sample-documents.js';
import { codesOf, faultOf, receiptOf, send, sendOne, someContact } from './expectations.js';

const MINUTE = 60_000;

/** What every LedgerDocuments must do. */
export function describeLedgerDocumentsContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerDocuments: ${name}`, () => {
    const world = eachInANewWorld(make);

    it('creates a sales invoice and a bill with the totals we expect', async () => {
      const contactId = await someContact(world());
      const { outcomes } = await send(world(), [sampleInvoice(contactId), sampleBill(contactId)]);
      const [invoice, bill] = outcomes.map(receiptOf);
      expect(invoice).toMatchObject({ number: 'BW-2026-001', status: 'draft', contactId });
      expect(invoice?.total).toEqual(money(12000n, 'GBP'));
      expect(bill?.total).toEqual(money(3600n, 'GBP'));
      expect(invoice?.ledgerId).not.toBe(bill?.ledgerId);
    });

    it('rounds tax per line, half away from zero', async () => {
      const contactId = await someContact(world());
      const lines = ['0.33', '0.33', '0.33'].map((unitAmount) => sampleLine({ quantity: '1', unitAmount }));
      // 0.33 × 20 % = 0.066 → 0.07 per line; 3 × 0.40 = 1.20, where 0.99 × 20 % = 0.198 → 0.20 would make 1.19.
      expect((await sendOne(world(), sampleInvoice(contactId, { lines }))).total).toEqual(money(120n, 'GBP'));
    });

    it('keeps four decimals of a unit price', async () => {
      const contactId = await someContact(world());
      const lines = [sampleLine({ quantity: '1000', unitAmount: '0.1234' })];
      // 1000 × 0.1234 = 123.40, + 20 % = 24.68 → 148.08
      expect((await sendOne(world(), sampleInvoice(contactId, { lines }))).total).toEqual(money(14808n, 'GBP'));
    });

    it('takes the status that was asked for', async () => {
      const contactId = await someContact(world());
      const statuses = ['draft', 'submitted', 'approved'] as const;
      const documents = statuses.map((status) => sampleInvoice(contactId, { status, number: `N-${status}` }));
      const { outcomes } = await send(world(), documents);
      expect(outcomes.map((outcome) => receiptOf(outcome).status)).toEqual(['draft', 'submitted', 'approved']);
    });

    it('numbers an invoice that has no number', async () => {
      const contactId = await someContact(world());
      const unnumbered = { ...sampleInvoice(contactId) };
      delete (unnumbered as { number?: string }).number;
      expect((await sendOne(world(), unnumbered)).number).toMatch(/\d/);
    });

    it('refuses one element and creates the others, in the order asked for', async () => {
      const contactId = await someContact(world());
      const { outcomes } = await send(world(), [
        sampleInvoice(contactId, { number: 'A-1' }),
        sampleInvoice(contactId, { number: 'A-2', lines: [sampleLine({ accountCode: '205' })] }),
        sampleInvoice(contactId, { number: 'A-3' }),
      ]);
      expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
      expect(codesOf(outcomes[1])).toEqual(['account_archived']);
      expect(receiptOf(outcomes[2]).number).toBe('A-3');
    });

    it('refuses a sales number that is in use, and lets bills share theirs', async () => {
      const contactId = await someContact(world());
      await send(world(), [sampleInvoice(contactId), sampleBill(contactId)]);
      const { outcomes } = await send(world(), [sampleInvoice(contactId), sampleBill(contactId)]);
      expect(codesOf(outcomes[0])).toEqual(['number_in_use']);
      expect(outcomes[1]?.ok).toBe(true);
    });

    it.each([
      ['account_unknown', { lines: [sampleLine({ accountCode: '610' })] }],
      ['account_unknown', { lines: [sampleLine({ accountCode: '9999' })] }],
      ['tax_rate_not_allowed', { lines: [sampleLine({ taxType: 'INPUT2' })] }],
      ['currency_not_enabled', { currency: 'CHF' }],
    ] as const)('says %s in our own words', async (code, change) => {
      const contactId = await someContact(world());
      const { outcomes } = await send(world(), [sampleInvoice(contactId, { status: 'approved', ...change })]);
      expect(codesOf(outcomes[0])).toContain(code);
    });

    it('takes a tracking option with a line, and refuses one that was archived', async () => {
      const contactId = await someContact(world());
      const { trackingCategories = [] } = await world().chart.read(world().studio);
      const tracking = trackingCategories.flatMap(({ id, name, options }) => {
        const option = options.find((one) => one.name === (name === 'Region' ? 'North' : 'Design'));
        return option ? [{ categoryId: id, optionId: option.id }] : [];
      });
      expect(tracking).toHaveLength(2);
      const tracked = (number: string) => sampleInvoice(contactId, { number, lines: [sampleLine({ tracking })] });
      expect((await send(world(), [tracked('T-1')])).outcomes[0]?.ok).toBe(true);
      await world().hand.archiveTrackingOption('Department', 'Design');
      const { outcomes } = await send(world(), [tracked('T-2'), sampleInvoice(contactId, { number: 'T-3' })]);
      expect(codesOf(outcomes[0])).toEqual(['tracking_option_gone']);
      expect(outcomes[1]?.ok).toBe(true);
    });

    it('refuses a document for an archived contact', async () => {
      const contactId = await someContact(world());
      await world().hand.archiveContact(contactId);
      const { outcomes } = await send(world(), [sampleInvoice(contactId)]);
      expect(codesOf(outcomes[0])).toEqual(['contact_archived']);
    });

    it('refuses to approve a document in a closed period', async () => {
      const contactId = await someContact(world());
      await world().hand.lockThrough('2026-11-02');
      const { outcomes } = await send(world(), [sampleInvoice(contactId, { status: 'approved' })]);
      expect(codesOf(outcomes[0])).toEqual(['period_locked']);
    });

    it('composes the same text for the same documents', () => {
      const documents = [sampleInvoice('c-1'), sampleBill('c-1')];
      expect(world().documents.compose(documents)).toBe(world().documents.compose(structuredClone(documents)));
    });

    it('answers a replay of a lost answer with the same documents', async () => {
      const contactId = await someContact(world());
      const wire = world().documents.compose([sampleBill(contactId)]);
      await world().loseNextAnswer();
      const since = world().now() - MINUTE;
      expect(await faultOf(world().documents.create(world().studio, 'k-1', wire))).toEqual({
        kind: 'uncertain',
        isReplayable: true,
      });
      await world().advance(4 * MINUTE);
      const replay = await world().documents.create(world().studio, 'k-1', wire);
      const bill = sampleBill(contactId);
      const found = await world().documents.findByMarker(world().studio, [bill], since);
      expect(found.get(bill.marker)).toEqual([receiptOf(replay.outcomes[0])]);
    });

    it('forgets a key after six minutes: the same request then creates a second document', async () => {
      const contactId = await someContact(world());
      const wire = world().documents.compose([sampleBill(contactId)]);
      const since = world().now() - MINUTE;
      await world().documents.create(world().studio, 'k-2', wire);
      await world().advance(7 * MINUTE);
      await world().documents.create(world().studio, 'k-2', wire);
      const bill = sampleBill(contactId);
      const found = await world().documents.findByMarker(world().studio, [bill], since);
      expect(found.get(bill.marker)).toHaveLength(2);
    });

    it('refuses a key that comes with another request', async () => {
      const contactId = await someContact(world());
      const create = (number: string) =>
        world().documents.create(world().studio, 'k-3', world().documents.compose([sampleBill(contactId, { number })]));
      await create('one');
      expect((await faultOf(create('two'))).kind).toBe('refused');
    });

    it('finds our documents by marker, deleted ones among them, in this organisation only', async () => {
      const contactId = await someContact(world());
      const since = world().now() - MINUTE;
      const invoice = sampleInvoice(contactId);
      const receipt = await sendOne(world(), invoice);
      await world().hand.delete(receipt.ledgerId);
      const here = await world().documents.findByMarker(
        world().studio,
        [invoice, { kind: 'invoice', marker: 'https://no.example/1' }],
        since,
      );
      expect([...here.keys()]).toEqual([invoice.marker]);
      expect(here.get(invoice.marker)?.map((found) => [found.ledgerId, found.status])).toEqual([
        [receipt.ledgerId, 'deleted'],
      ]);
      expect((await world().documents.findByMarker(world().labs, [invoice], since)).size).toBe(0);
    });

    it('looks only at what changed since', async () => {
      const contactId = await someContact(world());
      const invoice = sampleInvoice(contactId);
      await sendOne(world(), invoice);
      await world().advance(10 * MINUTE);
      const found = await world().documents.findByMarker(world().studio, [invoice], world().now() - MINUTE);
      expect(found.size).toBe(0);
    });

    it('attaches a file and adds notes without disturbing the document', async () => {
      const contactId = await someContact(world());
      const since = world().now() - MINUTE;
      const bill = sampleBill(contactId);
      const { ledgerId } = await sendOne(world(), bill);
      const file = { name: 'receipt (1).pdf', contentType: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) };
      await world().documents.attach(world().studio, 'expense', ledgerId, file);
      await world().documents.note(world().studio, 'expense', ledgerId, ['Copied from Productive'], 'note-1');
      const found = await world().documents.findByMarker(world().studio, [bill], since);
      expect(found.get(bill.marker)?.[0]?.total).toEqual(money(3600n, 'GBP'));
    });

    it('puts a purchase order beside the books, with a number of its own, and finds it again', async () => {
      const contactId = await someContact(world());
      const since = world().now() - MINUTE;
      const order = sampleOrder(contactId);
      const receipt = await sendOne(world(), order);
      expect(receipt).toMatchObject({ number: 'PO-2001', status: 'draft', total: money(3600n, 'GBP'), contactId });
      await world().documents.note(world().studio, 'purchase_order', receipt.ledgerId, ['Paper'], 'note-2');
      const found = await world().documents.findByMarker(world().studio, [order, sampleInvoice(contactId)], since);
      expect([...found].map(([marker, receipts]) => [marker, receipts.map(({ ledgerId }) => ledgerId)])).toEqual([
        [order.marker, [receipt.ledgerId]],
      ]);
      const [again] = (await send(world(), [order])).outcomes;
      expect(codesOf(again)).toEqual(['number_in_use']);
    });

    it('takes purchase orders in calls of their own only', async () => {
      const contactId = await someContact(world());
      expect(() => world().documents.compose([sampleOrder(contactId), sampleBill(contactId)])).toThrow(RangeError);
    });

    it('says disconnected when the owner throws us out', async () => {
      const contactId = await someContact(world());
      await world().disconnect();
      expect(await faultOf(send(world(), [sampleInvoice(contactId)]))).toEqual({ kind: 'disconnected' });
    });
  });
}
