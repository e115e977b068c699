import { money, type LedgerSnapshot } from '@bridge/domain';
import { sendOne, someContact } from './expectations.js';
import { eachInANewWorld, type LedgerWorld, type MakeLedgerWorld } from './ledger-world.js';
import { sampleBill, sampleInvoice } from './sample-documents.js';

const MINUTE = 60_000;
const gbp = (minor: bigint) => money(minor, 'GBP');

/** What every LedgerChanges must do. */
export function describeLedgerChangesContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerChanges: ${name}`, () => {
    const world = eachInANewWorld(make);

    it('shows a part-payment: what was paid, when, and what is still due', async () => {
      const ledgerId = await approved(world());
      const paymentId = await world().hand.pay(ledgerId, gbp(5000n), '2026-11-10');
      const snapshot = await snapshotOf(world(), ledgerId);
      expect(snapshot).toMatchObject({ kind: 'invoice', status: 'approved', number: 'BW-2026-001' });
      expect(snapshot.payments).toEqual([{ id: paymentId, amount: gbp(5000n), paidOn: '2026-11-10' }]);
      // 120.00 − 50.00 = 70.00
      expect([snapshot.total, snapshot.paid, snapshot.credited, snapshot.due]).toEqual(
        [12000n, 5000n, 0n, 7000n].map(gbp),
      );
      expect(snapshot.settledOn).toBeUndefined();
    });

    it('shows a document as paid, with the day, after the last payment', async () => {
      const ledgerId = await approved(world());
      await world().hand.pay(ledgerId, gbp(5000n), '2026-11-10');
      await world().hand.pay(ledgerId, gbp(7000n), '2026-11-12');
      const snapshot = await snapshotOf(world(), ledgerId);
      expect(snapshot).toMatchObject({ status: 'paid', settledOn: '2026-11-12' });
      expect(snapshot.due).toEqual(gbp(0n));
    });

    it('takes a removed payment out of the document and names it among the deleted ones', async () => {
      const ledgerId = await approved(world());
      const since = world().now() - MINUTE;
      const paymentId = await world().hand.pay(ledgerId, gbp(12000n), '2026-11-10');
      expect((await world().changes.payments(world().studio, since, 1)).recordedAt.has(paymentId)).toBe(true);
      await world().hand.removePayment(paymentId);
      expect(await snapshotOf(world(), ledgerId)).toMatchObject({ status: 'approved', payments: [] });
      const payments = await world().changes.payments(world().studio, since, 1);
      expect(payments.deletedIds).toContain(paymentId);
      expect(payments.recordedAt.has(paymentId)).toBe(false);
    });

    it('tells when a payment was entered into the books', async () => {
      const ledgerId = await approved(world());
      await world().advance(5 * MINUTE);
      const enteredAt = world().now();
      const paymentId = await world().hand.pay(ledgerId, gbp(100n), '2026-11-10');
      const { recordedAt } = await world().changes.payments(world().studio, enteredAt - MINUTE, 1);
      expect(Math.abs((recordedAt.get(paymentId) ?? 0) - enteredAt)).toBeLessThan(MINUTE);
    });

    it('counts a credit note as credited, not as cash', async () => {
      const ledgerId = await approved(world());
      await world().hand.credit(ledgerId, gbp(2000n), '2026-11-10');
      const snapshot = await snapshotOf(world(), ledgerId);
      expect([snapshot.paid, snapshot.credited, snapshot.due]).toEqual([0n, 2000n, 10000n].map(gbp));
      expect(snapshot.payments).toEqual([]);
    });

    it('shows voided and deleted documents', async () => {
      const contactId = await someContact(world());
      const voided = await sendOne(world(), sampleInvoice(contactId, { status: 'approved' }));
      const deleted = await sendOne(world(), sampleBill(contactId));
      await world().hand.void(voided.ledgerId);
      await world().hand.delete(deleted.ledgerId);
      expect((await snapshotOf(world(), voided.ledgerId)).status).toBe('voided');
      expect(await snapshotOf(world(), deleted.ledgerId)).toMatchObject({ kind: 'expense', status: 'deleted' });
    });

    it('carries our marker', async () => {
      const contactId = await someContact(world());
      const bill = sampleBill(contactId);
      const { ledgerId } = await sendOne(world(), bill);
      expect((await snapshotOf(world(), ledgerId)).marker).toBe(bill.marker);
    });

    it('gives the oldest change first, and only what changed since', async () => {
      const contactId = await someContact(world());
      const first = await sendOne(world(), sampleInvoice(contactId, { number: 'F-1' }));
      await world().advance(5 * MINUTE);
      const since = world().now();
      const second = await sendOne(world(), sampleInvoice(contactId, { number: 'F-2' }));
      await world().advance(MINUTE);
      const third = await sendOne(world(), sampleInvoice(contactId, { number: 'F-3' }));
      await world().advance(MINUTE);
      await world().hand.approve(second.ledgerId);
      const { snapshots } = await world().changes.documents(world().studio, since, 1);
      const ids = snapshots.map((snapshot) => snapshot.ledgerId);
      expect(ids).toEqual([third.ledgerId, second.ledgerId]);
      expect(ids).not.toContain(first.ledgerId);
    });

    it('answers by its own clock, ends with the last page, and says so when nothing changed', async () => {
      await world().advance(60 * MINUTE);
      const quiet = await world().changes.documents(world().labs, world().now() + MINUTE, 1);
      expect(quiet).toMatchObject({ snapshots: [], unreadable: [], isLast: true });
      expect(Math.abs(quiet.answeredAt - world().now())).toBeLessThan(MINUTE);
    });
  });
}

async function approved(world: LedgerWorld): Promise<string> {
  const contactId = await someContact(world);
  return (await sendOne(world, sampleInvoice(contactId, { status: 'approved' }))).ledgerId;
}

async function snapshotOf(world: LedgerWorld, ledgerId: string): Promise<LedgerSnapshot> {
  const { snapshots, unreadable } = await world.changes.documents(world.studio, world.now() - 60 * MINUTE, 1);
  const found = snapshots.find((snapshot) => snapshot.ledgerId === ledgerId);
  if (!found) throw new Error(`Not in the feed: ${ledgerId}; unreadable: ${JSON.stringify(unreadable)}`);
  return found;
}
