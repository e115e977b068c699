import { TestBed } from '@angular/core/testing';
import { Changes, Session } from '@bridge/admin-data-access';
import { paymentsRoutes } from '../routes.js';
import { aPage, aProblem, aTranche, anImport, connections, gbp } from '../testing/fixtures.js';
import { Screen } from '@bridge/admin-ui/testing';

const open = async (address: string) => {
  const screen = await Screen.open([{ path: 'payments', children: paymentsRoutes }], address);
  await screen.answer('GET', 'connections', connections);
  await screen.answer('GET', 'payment-imports', aPage([anImport()]));
  return screen;
};

describe('Payments of an invoice', () => {
  it('stand tranche by tranche with what was left after each', async () => {
    const screen = await open('/payments');
    await screen.answer(
      'GET',
      'payment-imports/tranches',
      aPage([
        aTranche('p2', { paidOn: '2026-03-31', amount: gbp('800.00'), balance: gbp('0.00') }),
        aTranche('p1', { balance: gbp('800.00') }),
      ]),
    );
    expect(screen.words).toContain('INV-500 Harbour & Finch Fully paid');
    expect(screen.words).toContain('1 Mar 2026 GBP 400.00 GBP 800.00 Recorded in Productive');
    expect(screen.words).toContain('31 Mar 2026 GBP 800.00 GBP 0.00 Recorded in Productive');
  });

  it('appear without a reload', async () => {
    const screen = await open('/payments');
    await screen.answer('GET', 'payment-imports/tranches', aPage([]));
    expect(screen.words).toContain('No payments yet');
    TestBed.inject(Changes).note('payments');
    await screen.settle();
    await screen.answer('GET', 'payment-imports/tranches', aPage([aTranche('p1')]));
    expect(screen.words).toContain('1 Mar 2026');
  });

  it('are struck through once they were deleted in Xero', async () => {
    const screen = await open('/payments');
    await screen.answer('GET', 'payment-imports/tranches', aPage([aTranche('p1', { state: 'removed' })]));
    const struck = [...document.querySelectorAll('del')].map((del) => del.textContent?.replace(/\s/g, ' '));
    expect(struck).toEqual(['1 Mar 2026', 'GBP 400.00']);
    expect(screen.words).toContain('Deleted in Xero');
  });

  it('that are held say why, and can be tried again', async () => {
    const screen = await open('/payments');
    const held = aTranche('p1', { state: 'held', problems: [aProblem({ title: 'More paid than due' })] });
    await screen.answer('GET', 'payment-imports/tranches', aPage([held]));
    expect(screen.words).toContain('More paid than due');
    await screen.press('Retry');
    const sent = await screen.answer('POST', 'payment-imports/tranches/retry', { retried: 1 });
    expect(sent.body).toEqual({ ledgerId: 'L1', paymentIds: ['p1'] });
  });

  it('that wait for an unsent invoice are held back, say so, and can be tried again', async () => {
    const screen = await open('/payments');
    const waiting = aTranche('p1', {
      state: 'planned',
      problems: [aProblem({ title: 'Invoice is not marked as sent' })],
    });
    await screen.answer('GET', 'payment-imports/tranches', aPage([waiting]));
    expect(screen.words).toContain('Held back');
    expect(screen.words).toContain('Invoice is not marked as sent');
    await screen.press('Retry');
    const sent = await screen.answer('POST', 'payment-imports/tranches/retry', { retried: 1 });
    expect(sent.body).toEqual({ ledgerId: 'L1', paymentIds: ['p1'] });
  });

  it('can be those of one invoice', async () => {
    const screen = await open('/payments?invoice=500');
    const { params } = await screen.answer('GET', 'payment-imports/tranches', aPage([aTranche('p1')]));
    expect(params.get('sourceInvoiceId')).toBe('500');
    expect(screen.words).toContain('Payments of one invoice only.');
  });
});

describe('Sync now', () => {
  it('says what it found', async () => {
    const screen = await open('/payments');
    await screen.press('Sync now');
    expect(screen.words).toContain('Reading the changes from Xero…');
    const sent = await screen.answer('POST', 'payment-imports', anImport());
    expect(sent.body).toEqual({ connectionId: 'c1' });
    expect(screen.words).toContain('Changed documents: 3. Payments to record: 2, to remove: 0. Expenses to settle: 1.');
  });

  it('says why it could not', async () => {
    const screen = await open('/payments');
    await screen.press('Sync now');
    const refusal = {
      type: '',
      title: 'Nothing was imported',
      status: 409,
      code: 'x',
      detail: 'It is paused.',
      problems: [],
    };
    await screen.answer('POST', 'payment-imports', refusal, 409);
    expect(screen.words).toContain('Nothing was imported It is paused.');
  });
});

describe('Paid expenses', () => {
  it('show only while the whole agency sees the payment section', async () => {
    const screen = await open('/payments?tab=expenses');
    expect(screen.asked('GET', 'payment-imports/expenses')).toBe(0);
    const loading = TestBed.inject(Session).load();
    await screen.answer('GET', 'session', { showsExpensePayments: true });
    await loading;
    await screen.settle();
    const paid = { sourceId: '7', ledgerId: 'B1', url: 'https://xero.example/B1', title: 'Train', seenAt: '' };
    await screen.answer(
      'GET',
      'payment-imports/expenses',
      aPage([
        { ...paid, paid: gbp('84.20'), total: gbp('84.20'), settledOn: '2026-03-09' },
        { ...paid, ledgerId: 'B2', paid: gbp('10.00'), total: gbp('30.00') },
      ]),
    );
    expect(screen.words).toContain('GBP 84.20 GBP 84.20 9 Mar 2026');
    expect(screen.words).toContain('GBP 10.00 GBP 30.00 Partly paid');
  });
});
