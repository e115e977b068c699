import { keepLines, money, type LedgerEdition } from '@bridge/domain';
import type { AddressedDocument, UpdatedDocument } from '../../../exports/ledger-documents.js';
import { codesOf, faultOf, receiptOf, send, sendOne, someContact } from './expectations.js';
import { eachInANewWorld, type LedgerWorld, type MakeLedgerWorld } from './ledger-world.js';
import { sampleBill, sampleInvoice, sampleLine } from './sample-documents.js';

const MINUTE = 60_000;
const gbp = (minor: bigint) => money(minor, 'GBP');
/** 3 × 50.00 = 150.00 + 20 % = 180.00 */
const threeDays = { lines: [sampleLine({ quantity: '3', net: gbp(15_000n), tax: gbp(3_000n) })] };

/** What every LedgerDocuments must do about documents that are in the books. */
export function describeLedgerUpdatesContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerDocuments, updating: ${name}`, () => {
    const world = eachInANewWorld(make);
    let lastKey = 0;

    const shown = async (ledgerId: string): Promise<LedgerEdition> => {
      const found = (await world().documents.editions(world().studio, [ledgerId], 'send')).get(ledgerId);
      if (found === undefined) throw new Error(`Expected ${ledgerId} in the books`);
      return found;
    };
    const over = (edition: LedgerEdition, document: AddressedDocument, ledgerId = edition.ledgerId) =>
      ({ ...document, ledgerId, lines: keepLines(document.lines, edition.lines) }) as UpdatedDocument;
    const change = (documents: readonly UpdatedDocument[], key = `update-${(lastKey += 1)}`) =>
      world().documents.update(world().studio, key, world().documents.composeUpdates(documents));
    const sent = async (document: (contactId: string) => AddressedDocument) => {
      const contactId = await someContact(world());
      const { ledgerId } = await sendOne(world(), document(contactId));
      return { contactId, ledgerId, before: await shown(ledgerId) };
    };

    it('shows a document with its lines as they were sent', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id));
      expect(before).toMatchObject({
        ...{ kind: 'invoice', number: 'BW-2026-001', reference: 'Spring campaign', status: 'draft', contactId },
        ...{ issuedOn: '2026-11-02', dueOn: '2026-12-02', total: gbp(12_000n), paid: gbp(0n), credited: gbp(0n) },
        lines: [{ description: 'Design, two days', accountCode: '200', taxType: 'OUTPUT2' }],
      });
      expect(Number(before.lines[0]?.quantity)).toBe(2);
    });

    it('shows only what the books have, in this organisation', async () => {
      const { ledgerId } = await sent((id) => sampleInvoice(id));
      const unknown = '99999999-9999-4999-8999-999999999999';
      const found = await world().documents.editions(world().studio, [ledgerId, unknown], 'send');
      expect([...found.keys()]).toEqual([ledgerId]);
      expect((await world().documents.editions(world().labs, [ledgerId], 'send')).size).toBe(0);
    });

    it('changes a document in place: its id, its number and the line that stays', async () => {
      const { before, contactId, ledgerId } = await sent((id) => sampleInvoice(id));
      const [outcome] = (await change([over(before, sampleInvoice(contactId, threeDays))])).outcomes;
      expect(receiptOf(outcome)).toMatchObject({ ledgerId, number: 'BW-2026-001', total: gbp(18_000n) });
      const after = await shown(ledgerId);
      expect(after.lines.map(({ lineId }) => lineId)).toEqual(before.lines.map(({ lineId }) => lineId));
    });

    it('deletes lines that are not named, makes new ones, and takes the reference and a discount away', async () => {
      const { before, contactId, ledgerId } = await sent((id) =>
        sampleInvoice(id, {
          lines: [
            sampleLine({ discountPercent: '50', net: gbp(5_000n), tax: gbp(1_000n) }),
            sampleLine({ description: 'Old' }),
          ],
        }),
      );
      const { reference: _, ...plain } = sampleInvoice(contactId, {
        lines: [sampleLine(), sampleLine({ description: 'New', unitAmount: '10' })],
      });
      await change([over(before, plain)]);
      const after = await shown(ledgerId);
      // 100.00 without its discount, 2 × 10.00: 120.00 + 20 % = 144.00
      expect(after).toMatchObject({ total: gbp(14_400n), lines: [{ lineId: before.lines[0]?.lineId }, {}] });
      expect(after).not.toHaveProperty('reference');
      expect(before.lines.map(({ lineId }) => lineId)).not.toContain(after.lines[1]?.lineId);
    });

    it('shows tracking, takes another option with a line, and leaves it alone where none is sent', async () => {
      const { trackingCategories = [] } = await world().chart.read(world().studio);
      const regions = trackingCategories.flatMap(({ id, name, options }) =>
        options.flatMap((one) => (name === 'Region' && one.isActive ? [{ categoryId: id, optionId: one.id }] : [])),
      );
      const [north, south] = [regions.slice(0, 1), regions.slice(1, 2)];
      const tracked = (tracking: typeof north) => ({ lines: [sampleLine({ tracking })] });
      const { before, contactId, ledgerId } = await sent((id) => sampleInvoice(id, tracked(north)));
      expect(before.lines[0]?.tracking).toEqual(north);
      await change([over(before, sampleInvoice(contactId, tracked(south)))]);
      expect((await shown(ledgerId)).lines[0]?.tracking).toEqual(south);
      await change([over(await shown(ledgerId), sampleInvoice(contactId))]);
      expect((await shown(ledgerId)).lines[0]?.tracking).toEqual(south);
    });

    it('never touches the lines of another document', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id));
      const other = await sendOne(world(), sampleInvoice(contactId, { number: 'BW-2026-002' }));
      const foreign = await shown(other.ledgerId);
      await change([over(foreign, sampleInvoice(contactId, threeDays), before.ledgerId)]);
      expect((await shown(other.ledgerId)).total).toEqual(gbp(12_000n));
    });

    it('refuses what it does not have, and creates nothing', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id));
      const since = world().now() - MINUTE;
      const stranger = sampleInvoice(contactId, { marker: 'https://app.productive.io/1001/invoices/9002' });
      const { outcomes } = await change([over(before, stranger, '99999999-9999-4999-8999-999999999999')]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([false]);
      expect((await world().documents.findByMarker(world().studio, [stranger], since)).size).toBe(0);
    });

    it('does not let a status go down', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id, { status: 'approved' }));
      const [outcome] = (await change([over(before, sampleInvoice(contactId))])).outcomes;
      expect(codesOf(outcome)).toContain('update_not_allowed');
    });

    it.each([
      ['paid in part', (books: LedgerWorld, id: string) => books.hand.pay(id, gbp(100n), '2026-11-24'), 'update_paid'],
      ['credited', (books: LedgerWorld, id: string) => books.hand.credit(id, gbp(100n), '2026-11-24'), 'update_paid'],
      ['voided', (books: LedgerWorld, id: string) => books.hand.void(id), 'update_not_allowed'],
      ['closed', (books: LedgerWorld) => books.hand.lockThrough('2026-11-02'), 'period_locked'],
    ] as const)('refuses a document that is %s', async (_, happens, code) => {
      const { before, contactId, ledgerId } = await sent((id) => sampleInvoice(id, { status: 'approved' }));
      await happens(world(), ledgerId);
      const wanted = sampleInvoice(contactId, { ...threeDays, status: 'approved' });
      const { outcomes } = await change([over(before, wanted)]);
      expect(codesOf(outcomes[0])).toContain(code);
    });

    it('refuses one element and changes the others, in the order asked for', async () => {
      const { before, contactId } = await sent((id) => sampleBill(id));
      const second = await shown((await sendOne(world(), sampleBill(contactId))).ledgerId);
      const wrong = sampleBill(contactId, { lines: [sampleLine({ accountCode: '9999', taxType: 'INPUT2' })] });
      const { outcomes } = await change([over(before, wrong), over(second, sampleBill(contactId))]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
    });

    it('answers a replay of a lost answer, and has changed the document once', async () => {
      const { before, contactId, ledgerId } = await sent((id) => sampleInvoice(id));
      const wanted = [over(before, sampleInvoice(contactId, threeDays))];
      await world().loseNextUpdate();
      expect(await faultOf(change(wanted, 'u-1'))).toEqual({ kind: 'uncertain', isReplayable: true });
      const [replay] = (await change(wanted, 'u-1')).outcomes;
      expect(receiptOf(replay)).toMatchObject({ ledgerId, total: gbp(18_000n) });
    });

    it('refuses a key that comes with another request', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id));
      await change([over(before, sampleInvoice(contactId))], 'u-2');
      const other = change([over(before, sampleInvoice(contactId, threeDays))], 'u-2');
      expect((await faultOf(other)).kind).toBe('refused');
    });

    it('composes the same text for the same documents, at most fifty', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id));
      const document = over(before, sampleInvoice(contactId));
      const { composeUpdates } = world().documents;
      const compose = composeUpdates.bind(world().documents);
      expect(compose([document])).toBe(compose([structuredClone(document)]));
      expect(() => compose(Array.from({ length: 51 }, () => document))).toThrow(RangeError);
    });

    it('leaves the contact as it is', async () => {
      const { before, contactId } = await sent((id) => sampleInvoice(id));
      const named = { ...sampleInvoice(contactId).party, name: 'Renamed', email: 'new@northwind.example' };
      await change([over(before, sampleInvoice(contactId, { party: named }))]);
      const { contacts } = await world().contacts.changedSince(world().studio, undefined, 1);
      expect(contacts.find(({ id }) => id === contactId)?.name).toBe('Northwind Traders');
    });

    it('sends what is new after it as before', async () => {
      const { contactId } = await sent((id) => sampleInvoice(id));
      const { outcomes } = await send(world(), [sampleInvoice(contactId)]);
      expect(codesOf(outcomes[0])).toEqual(['number_in_use']);
    });
  });
}
