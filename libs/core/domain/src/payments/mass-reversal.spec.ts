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
  const turns = (
    live: readonly ReturnType<typeof payment>[],
    known: readonly KnownTranche[],
    status: LedgerSnapshot['status'] = 'approved',
  ) => {
    const paid = gbp(live.reduce((all, { amount }) => all + amount.minor, 0n));
    const snapshot: LedgerSnapshot = {
      ...{ ledgerId: 'L1', kind: 'invoice', status, total: gbp(120_00n), paid, due: gbp(0n) },
      ...{ credited: gbp(0n), payments: live, changedAt: 0 },
    };
    return isReversal(planTranches(snapshot, known, { switchedOnAt: 0 }), snapshot, known);
  };

  it('when a payment that Productive shows is gone', () => {
    expect(turns([], [tranche('a', 120_00n)])).toBe(true);
    expect(turns([payment('b', 20_00n)], [tranche('a', 100_00n), tranche('b', 20_00n)])).toBe(true);
  });

  it('also when another one goes that Productive never saw, and one in a currency that the document no longer has', () => {
    expect(turns([], [tranche('a', 120_00n), tranche('b', 5_00n, 'planned')])).toBe(true);
    expect(turns([], [tranche('a', 120_00n), { ...tranche('e', 5_00n), amount: money(5_00n, 'EUR') }])).toBe(true);
  });

  it('whatever else was paid that is left out: it is from before the sync, and Productive never sees it', () => {
    const live = [payment('old', 120_00n)];
    expect(turns(live, [tranche('a', 100_00n), tranche('old', 120_00n, 'left_out')])).toBe(true);
    const before = { ...payment('older', 120_00n), recordedAt: -1 };
    expect(turns([before], [tranche('a', 100_00n)])).toBe(true);
  });

  it('not when the document is the copy of another invoice now, where it is recorded', () => {
    expect(turns([payment('a', 120_00n)], [{ ...tranche('a', 120_00n), isElsewhere: true }])).toBe(false);
  });

  it('not for what was still to be entered, when what Productive shows is paid otherwise', () => {
    expect(turns([payment('b', 100_00n)], [tranche('a', 100_00n), tranche('c', 20_00n, 'planned')])).toBe(false);
    expect(turns([payment('b', 100_00n)], [tranche('a', 100_00n), tranche('c', 20_00n, 'removed')])).toBe(false);
  });

  it('not while the ledger uses a word for its status that we do not know', () => {
    expect(turns([], [tranche('a', 120_00n)], 'unknown')).toBe(false);
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
