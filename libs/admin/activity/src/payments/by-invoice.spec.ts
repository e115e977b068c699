import type { TrancheView } from '@bridge/contracts';
import { byInvoice } from './by-invoice.js';

const gbp = (amount: string) => ({ amount, currency: 'GBP' });

const tranche = (paymentId: string, rest: Partial<TrancheView> = {}): TrancheView => ({
  paymentId,
  ledgerId: 'L1',
  connectionId: 'c1',
  sourceInvoiceId: '500',
  invoiceNumber: 'INV-1',
  amount: gbp('100.00'),
  paidOn: '2026-03-01',
  state: 'recorded',
  problems: [],
  seenAt: '2026-03-01T10:00:00Z',
  changedAt: '2026-03-01T10:00:00Z',
  ...rest,
});

describe('Payments by invoice', () => {
  it('run from the oldest tranche to the newest, and end with what is due', () => {
    const [invoice] = byInvoice([
      tranche('p2', { paidOn: '2026-03-31', balance: gbp('0.00') }),
      tranche('p1', { paidOn: '2026-03-01', balance: gbp('100.00') }),
    ]);
    expect(invoice?.tranches.map(({ paymentId }) => paymentId)).toEqual(['p1', 'p2']);
    expect(invoice?.balance).toEqual(gbp('0.00'));
  });

  it('of one day run as they were seen, as what is left was counted', () => {
    const [invoice] = byInvoice([
      tranche('a', { seenAt: '2026-03-01T12:00:00Z', balance: gbp('0.00') }),
      tranche('b', { seenAt: '2026-03-01T11:00:00Z', balance: gbp('100.00') }),
    ]);
    expect(invoice?.tranches.map(({ paymentId }) => paymentId)).toEqual(['b', 'a']);
    expect(invoice?.balance).toEqual(gbp('0.00'));
  });

  it('do not count a deleted tranche in what is due', () => {
    const [invoice] = byInvoice([
      tranche('p1', { balance: gbp('100.00') }),
      tranche('p2', { paidOn: '2026-03-31', state: 'removed', balance: gbp('0.00') }),
    ]);
    expect(invoice?.balance).toEqual(gbp('100.00'));
  });

  it('name the held ones, and keep invoices apart', () => {
    const invoices = byInvoice([
      tranche('p1', { ledgerId: 'L2', state: 'held' }),
      tranche('p2'),
      tranche('p3', { ledgerId: 'L2' }),
    ]);
    expect(invoices.map(({ ledgerId, held }) => [ledgerId, held.length])).toEqual([
      ['L2', 1],
      ['L1', 0],
    ]);
  });
});
