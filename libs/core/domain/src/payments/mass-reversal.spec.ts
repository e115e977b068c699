import { money } from '../money/money.js';
import type { LedgerSnapshot } from './ledger-snapshot.js';
import { isMassReversal, isReversal } from './mass-reversal.js';
import { planTranches } from './plan-tranches.js';
import type { KnownTranche } from './tranche.js';

describe('Many documents that turn unpaid in one run', () => {
  it.each([
    [5, 5, false], // five are ordinary corrections, even when they are all there is
    [6, 6, true],
    [6, 120, false], // 5 % exactly
    [6, 119, true],
    [50, 1000, false],
    [51, 1000, true],
  ])('%d of %d: stop and ask is %s', (reversed, paidBefore, stops) => {
    expect(isMassReversal(reversed, paidBefore)).toBe(stops);
  });
});

describe('A document turns unpaid', () => {
  const gbp = (minor: bigint) => money(minor, 'GBP');
  const payment = (id: string, minor: bigint) => ({ id, amount: gbp(minor), paidOn: '2026-11-25' });
  const tranche = (paymentId: string, minor: bigint, state: KnownTranche['state'] = 'recorded'): KnownTranche => ({
    ...{ paymentId, amount: gbp(minor), paidOn: '2026-11-25', state },
  });
  const turns = (live: readonly ReturnType<typeof payment>[], known: readonly KnownTranche[]) => {
    const paid = gbp(live.reduce((all, { amount }) => all + amount.minor, 0n));
    const snapshot: LedgerSnapshot = {
      ...{ ledgerId: 'L1', kind: 'invoice', status: 'approved', total: gbp(120_00n), paid, due: gbp(0n) },
      ...{ credited: gbp(0n), payments: live, changedAt: 0 },
    };
    return isReversal(planTranches(snapshot, known, { switchedOnAt: 0 }), snapshot, known);
  };

  it('when a payment that Productive shows is gone', () => {
    expect(turns([], [tranche('a', 120_00n)])).toBe(true);
    expect(turns([payment('b', 20_00n)], [tranche('a', 100_00n), tranche('b', 20_00n)])).toBe(true);
  });

  it('not when the bookkeeper deleted it and entered it again, even in two parts', () => {
    expect(turns([payment('b', 120_00n)], [tranche('a', 120_00n)])).toBe(false);
    expect(turns([payment('b', 100_00n), payment('c', 20_00n)], [tranche('a', 120_00n)])).toBe(false);
  });

  it('not when Productive never saw the payment, nor when it stays', () => {
    expect(turns([], [tranche('a', 120_00n, 'planned')])).toBe(false);
    expect(turns([payment('a', 120_00n)], [tranche('a', 120_00n)])).toBe(false);
  });
});
