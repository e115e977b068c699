import { money, type LedgerPicture } from '@bridge/domain';
import { sendOne, someContact } from './expectations.js';
import { eachInANewWorld, type LedgerWorld, type MakeLedgerWorld } from './ledger-world.js';
import { sampleBill, sampleInvoice } from './sample-documents.js';

const gbp = (minor: bigint) => money(minor, 'GBP');

/** What every LedgerInventory must do. */
export function describeLedgerInventoryContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerInventory: ${name}`, () => {
    const world = eachInANewWorld(make);

    it('shows what we made with everything that somebody may change, and nothing that others made', async () => {
      const contactId = await someContact(world());
      const invoice = sampleInvoice(contactId, { status: 'approved' });
      const { ledgerId } = await sendOne(world(), invoice);
      await world().hand.pay(ledgerId, gbp(5000n), '2026-11-10');
      await world().hand.credit(ledgerId, gbp(1000n), '2026-11-11');
      const pictures = await everything(world());
      expect(pictures.map((picture) => picture.ledgerId)).toEqual([ledgerId]);
      expect(pictures[0]).toMatchObject({
        ...{ kind: 'invoice', number: 'BW-2026-001', marker: invoice.marker, status: 'approved', contactId },
        ...{ issuedOn: '2026-11-02', dueOn: '2026-12-02', lines: [{ accountCode: '200', taxType: 'OUTPUT2' }] },
        // 120.00 − 50.00 − 10.00 = 60.00
        ...{ total: gbp(12000n), tax: gbp(2000n), paid: gbp(5000n), credited: gbp(1000n), due: gbp(6000n) },
      });
    });

    it('shows what was voided or deleted since, and bills with their accounts', async () => {
      const contactId = await someContact(world());
      const voided = await sendOne(world(), sampleInvoice(contactId, { status: 'approved' }));
      const deleted = await sendOne(world(), sampleBill(contactId));
      await world().hand.void(voided.ledgerId);
      await world().hand.delete(deleted.ledgerId);
      const pictures = new Map((await everything(world())).map((picture) => [picture.ledgerId, picture]));
      expect(pictures.get(voided.ledgerId)?.status).toBe('voided');
      expect(pictures.get(deleted.ledgerId)).toMatchObject({ kind: 'expense', status: 'deleted' });
    });

    it('begins where it is asked to', async () => {
      const contactId = await someContact(world());
      await sendOne(world(), sampleInvoice(contactId));
      await world().advance(3_600_000);
      const bill = await sendOne(world(), sampleBill(contactId));
      const { pictures } = await world().inventory.ours(world().studio, world().now() - 60_000, 1);
      expect(pictures.map((picture) => picture.ledgerId)).toEqual([bill.ledgerId]);
    });

    it('is empty in books that we never wrote to', async () => {
      expect(await world().inventory.ours(world().labs, 0, 1)).toEqual({ pictures: [], unreadable: [], isLast: true });
    });
  });
}

async function everything(world: LedgerWorld): Promise<readonly LedgerPicture[]> {
  const { pictures, unreadable, isLast } = await world.inventory.ours(world.studio, 0, 1);
  if (!isLast || unreadable.length > 0) throw new Error(`Not everything is readable: ${JSON.stringify(unreadable)}`);
  return pictures;
}
