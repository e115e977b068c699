import { money } from '@bridge/domain';
import { brightwell, coolabah, type MakeSourceWorld, type SourceWorld } from './source-world.js';

const gbp = (minor: bigint) => money(minor, 'GBP');

export function describeSourcePaymentsContract(name: string, makeWorld: MakeSourceWorld): void {
  describe(`Payments in the source: ${name}`, () => {
    let world: SourceWorld;
    let invoiceId: string;
    beforeEach(async () => {
      world = await makeWorld();
      invoiceId = await world.hand.addInvoice({ net: '100.00', isSent: true }); // 120.00 with tax
    });

    const record = (minor: bigint, note = '[xero:p1]') =>
      world.payments.record(brightwell, { invoiceId, amount: gbp(minor), paidOn: '2026-11-20', note });
    const paidOn = async () => {
      const { rows } = await world.documents.changedSince(brightwell, 'invoice', world.now(), 1);
      return rows.find((row) => row.sourceId === invoiceId)?.paidOn;
    };

    it('shows a payment as it was recorded, with its note', async () => {
      const id = await record(5_000n);
      expect(await world.payments.of(brightwell, invoiceId)).toEqual([
        { id, amount: gbp(5_000n), paidOn: '2026-11-20', note: '[xero:p1]' },
      ]);
    });

    it('doubles a payment that is recorded twice: nobody but us can prevent it', async () => {
      const [first, second] = [await record(5_000n), await record(5_000n)];
      expect(first).not.toBe(second);
      expect(await world.payments.of(brightwell, invoiceId)).toHaveLength(2);
    });

    it('takes the last penny, and then shows the invoice as paid', async () => {
      await record(5_000n);
      expect(await paidOn()).toBeUndefined();
      await record(7_000n); // 50.00 + 70.00 = 120.00
      expect(await paidOn()).toBe('2026-11-20');
    });

    it('refuses a payment beyond the total, and records nothing', async () => {
      await record(7_000n);
      await expect(record(5_001n)).rejects.toMatchObject({
        fault: { kind: 'refused', problems: [{ code: 'overpaid' }] },
      });
      expect(await world.payments.of(brightwell, invoiceId)).toHaveLength(1);
    });

    it('refuses a payment of nothing', async () => {
      await expect(record(0n)).rejects.toMatchObject({
        fault: { kind: 'refused', problems: [{ code: 'payment_refused' }] },
      });
    });

    it('refuses a payment of an invoice that is not sent, until it is marked as sent', async () => {
      invoiceId = await world.hand.addInvoice({ net: '100.00' });
      await expect(record(5_000n)).rejects.toMatchObject({
        fault: { kind: 'refused', problems: [{ code: 'invoice_not_sent' }] },
      });
      await world.payments.markSent(brightwell, invoiceId, '2026-11-19');
      await world.payments.markSent(brightwell, invoiceId, '2026-11-20');
      await record(5_000n);
      expect(await world.payments.of(brightwell, invoiceId)).toHaveLength(1);
    });

    it('knows no payments of an invoice that does not exist, and takes none', async () => {
      invoiceId = '99999999';
      expect(await world.payments.of(brightwell, invoiceId)).toEqual([]);
      await expect(record(5_000n)).rejects.toMatchObject({ fault: { kind: 'not_found' } });
      await expect(world.payments.markSent(brightwell, invoiceId, '2026-11-20')).rejects.toMatchObject({
        fault: { kind: 'not_found' },
      });
    });

    it('opens the invoice again when a payment is removed, and does not mind a second removal', async () => {
      const id = await record(12_000n);
      await world.payments.remove(brightwell, id);
      await world.payments.remove(brightwell, id);
      expect(await world.payments.of(brightwell, invoiceId)).toEqual([]);
      expect(await paidOn()).toBeUndefined();
    });

    it('marks an expense as paid and as not paid, as often as asked', async () => {
      const id = await world.hand.addExpense({ net: '40.00' });
      const settled = async () => (await world.documents.expenses(brightwell, [id]))[0]?.paidOn;
      await world.payments.settleExpense(brightwell, id, '2026-11-20');
      await world.payments.settleExpense(brightwell, id, '2026-11-20');
      expect(await settled()).toBe('2026-11-20');
      await world.payments.settleExpense(brightwell, id, null);
      expect(await settled()).toBeUndefined();
    });

    it('keeps one organisation out of the payments of another', async () => {
      const id = await record(5_000n);
      expect(await world.payments.of(coolabah, invoiceId)).toEqual([]);
      await world.payments.remove(coolabah, id);
      expect(await world.payments.of(brightwell, invoiceId)).toHaveLength(1);
    });
  });
}
