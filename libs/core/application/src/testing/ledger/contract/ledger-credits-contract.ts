import { money } from '@bridge/domain';
import { codesOf, faultOf, receiptOf, send, sendOne, someContact } from './expectations.js';
import { eachInANewWorld, type LedgerWorld, type MakeLedgerWorld } from './ledger-world.js';
import { sampleBill, sampleCredit, sampleInvoice, sampleSupplierCredit } from './sample-documents.js';

const MINUTE = 60_000;
const pounds = (amount: number) => money(BigInt(amount * 100), 'GBP');

/** What every ledger does with credit notes: how they are made and found again, and how they settle invoices. */
export function describeLedgerCreditsContract(name: string, make: MakeLedgerWorld): void {
  describe(`Credit notes: ${name}`, () => {
    const world = eachInANewWorld(make);

    it('have positive amounts, beside the books of invoices, which do not show them', async () => {
      const contactId = await someContact(world());
      const { outcomes } = await send(world(), [sampleCredit(contactId), sampleSupplierCredit(contactId)]);
      const [credit, supplier] = outcomes.map(receiptOf);
      expect(credit).toMatchObject({ number: 'CN-9002', status: 'approved', total: pounds(60), contactId });
      expect(supplier).toMatchObject({ number: 'EXP-7002', total: pounds(36) });
      const { snapshots } = await world().changes.documents(world().studio, world().now() - MINUTE, 1);
      expect(snapshots).toEqual([]);
      const { pictures } = await world().inventory.ours(world().studio, 0, 1);
      expect(pictures).toEqual([]);
    });

    it('are numbered by the ledger when they have no number', async () => {
      const contactId = await someContact(world());
      const { number: _, ...unnumbered } = sampleCredit(contactId);
      expect((await sendOne(world(), unnumbered)).number).toMatch(/\d/);
    });

    it('have a number of their own for customers; suppliers give any', async () => {
      const contactId = await someContact(world());
      const both = () => send(world(), [sampleCredit(contactId), sampleSupplierCredit(contactId)]);
      await both();
      await world().advance(7 * MINUTE);
      const { outcomes } = await both();
      expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true]);
      expect(codesOf(outcomes[0])).toEqual(['number_in_use']);
    });

    it('are found by their markers, among all and only in this organisation', async () => {
      const contactId = await someContact(world());
      const since = world().now() - MINUTE;
      const [credit, supplier, bill] = [
        sampleCredit(contactId),
        sampleSupplierCredit(contactId),
        sampleBill(contactId, { number: 'EXP-7002' }),
      ];
      const { outcomes } = await send(world(), [credit, supplier]);
      await sendOne(world(), bill);
      const found = await world().documents.findByMarker(world().studio, [credit, supplier, bill], since);
      const idsOf = (marker: string) => found.get(marker)?.map(({ ledgerId }) => ledgerId);
      expect(idsOf(credit.marker)).toEqual([receiptOf(outcomes[0]).ledgerId]);
      expect(idsOf(supplier.marker)).toEqual([receiptOf(outcomes[1]).ledgerId]);
      expect(idsOf(bill.marker)).toHaveLength(1);
      expect((await world().documents.findByMarker(world().labs, [credit, supplier], since)).size).toBe(0);
      await world().advance(10 * MINUTE);
      expect((await world().documents.findByMarker(world().studio, [credit], world().now() - MINUTE)).size).toBe(0);
    });

    it('are made once although the answer was lost, under the same key', async () => {
      const contactId = await someContact(world());
      const since = world().now() - MINUTE;
      const wire = world().documents.compose([sampleSupplierCredit(contactId)]);
      await world().loseNextAnswer();
      expect((await faultOf(world().documents.create(world().studio, 'k-1', wire))).kind).toBe('uncertain');
      const replay = await world().documents.create(world().studio, 'k-1', wire);
      expect(replay.outcomes[0]?.ok).toBe(true);
      const found = await world().documents.findByMarker(world().studio, [sampleSupplierCredit(contactId)], since);
      expect([...found.values()].flat()).toHaveLength(1);
    });

    it('go in calls of their own only', async () => {
      const contactId = await someContact(world());
      const mixed = () => world().documents.compose([sampleCredit(contactId), sampleInvoice(contactId)]);
      expect(mixed).toThrow(RangeError);
    });

    it('take files and notes, and are found by a person by their number', async () => {
      const contactId = await someContact(world());
      for (const form of ['customer_credit', 'supplier_credit'] as const) {
        const note = form === 'customer_credit' ? sampleCredit(contactId) : sampleSupplierCredit(contactId);
        const { ledgerId, number = '' } = await sendOne(world(), note);
        const file = { name: 'note.pdf', contentType: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) };
        await world().documents.attach(world().studio, form, ledgerId, file);
        await world().documents.note(world().studio, form, ledgerId, ['Copied from Productive'], `note-${form}`);
        expect(await world().changes.find(world().studio, form, number)).toMatchObject({
          ledgerId,
          status: 'approved',
        });
        const other = form === 'customer_credit' ? 'supplier_credit' : 'customer_credit';
        expect(await world().changes.find(world().studio, other, number)).toBeUndefined();
        expect(await world().changes.find(world().studio, 'invoice', ledgerId)).toBeUndefined();
      }
    });

    it('settle their invoice, as far as it goes, and say so', async () => {
      const { creditId, invoiceId } = await pair(world());
      expect(await world().credits.invoice(world().studio, invoiceId)).toEqual({
        status: 'approved',
        due: pounds(120),
      });
      await allocate(world(), creditId, invoiceId, 60, 'a-1');
      expect(await world().credits.credit(world().studio, creditId)).toEqual({
        status: 'paid',
        remaining: pounds(0),
        allocated: new Map([[invoiceId, pounds(60)]]),
      });
      expect(await world().credits.invoice(world().studio, invoiceId)).toEqual({ status: 'approved', due: pounds(60) });
      const { snapshots } = await world().changes.documents(world().studio, world().now() - MINUTE, 1);
      expect(snapshots.map(({ paid, credited }) => [paid, credited])).toEqual([[pounds(0), pounds(60)]]);
    });

    it('are allocated once under one key', async () => {
      const { creditId, invoiceId } = await pair(world());
      for (let time = 1; time <= 2; time += 1) await allocate(world(), creditId, invoiceId, 20, 'a-2');
      expect((await world().credits.credit(world().studio, creditId))?.remaining).toEqual(pounds(40));
    });

    it.each([
      ['more than remains', async ({ creditId, invoiceId }: Pair) => allocate(world(), creditId, invoiceId, 61, 'b-1')],
      ['nothing', async ({ creditId, invoiceId }: Pair) => allocate(world(), creditId, invoiceId, 0, 'b-2')],
      [
        'more than is due',
        async ({ creditId, invoiceId }: Pair) => {
          await world().hand.pay(invoiceId, pounds(100), '2026-11-24');
          await allocate(world(), creditId, invoiceId, 21, 'b-3');
        },
      ],
      [
        'to an invoice of another contact',
        async ({ creditId }: Pair) => {
          const other = await world().hand.addContact({ name: 'Somebody else' });
          const invoice = await sendOne(world(), sampleInvoice(other, { number: 'OTHER', status: 'approved' }));
          await allocate(world(), creditId, invoice.ledgerId, 10, 'b-4');
        },
      ],
      [
        'to a draft',
        async ({ creditId, contactId }: Pair) => {
          const draft = await sendOne(world(), sampleInvoice(contactId, { number: 'DRAFT' }));
          await allocate(world(), creditId, draft.ledgerId, 10, 'b-5');
        },
      ],
      [
        'from a draft',
        async ({ invoiceId, contactId }: Pair) => {
          const draft = await sendOne(world(), sampleCredit(contactId, { number: 'DRAFT', status: 'draft' }));
          await allocate(world(), draft.ledgerId, invoiceId, 10, 'b-6');
        },
      ],
    ])('refuse to be allocated: %s', async (_what, attempt) => {
      const both = await pair(world());
      expect((await faultOf(attempt(both))).kind).toBe('refused');
      expect((await world().credits.credit(world().studio, both.creditId))?.allocated.size).toBe(0);
    });

    it('are none where there is another document, or nothing', async () => {
      const { creditId, invoiceId } = await pair(world());
      expect(await world().credits.credit(world().studio, invoiceId)).toBeUndefined();
      expect(await world().credits.invoice(world().studio, creditId)).toBeUndefined();
    });
  });
}

interface Pair {
  readonly contactId: string;
  readonly creditId: string;
  readonly invoiceId: string;
}

/** An approved invoice over 120.00 and an approved credit note over 60.00, of one customer. */
async function pair(world: LedgerWorld): Promise<Pair> {
  const contactId = await someContact(world);
  const invoice = await sendOne(world, sampleInvoice(contactId, { status: 'approved' }));
  const credit = await sendOne(world, sampleCredit(contactId));
  return { contactId, creditId: credit.ledgerId, invoiceId: invoice.ledgerId };
}

function allocate(world: LedgerWorld, creditId: string, invoiceId: string, amount: number, key: string): Promise<void> {
  const allocation = { creditId, invoiceId, amount: pounds(amount), on: '2026-11-20' };
  return world.credits.allocate(world.studio, allocation, key);
}
