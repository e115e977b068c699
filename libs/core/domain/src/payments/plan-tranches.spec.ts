import { money, zero } from '../money/money.js';
import type { LedgerPayment, LedgerSnapshot } from './ledger-snapshot.js';
import { planSettlement, planTranches } from './plan-tranches.js';
import type { KnownTranche, PaymentsSince } from './tranche.js';

const switchedOnAt = Date.UTC(2026, 10, 1, 9);
const since: PaymentsSince = { switchedOnAt };
const pounds = (amount: number) => money(BigInt(amount) * 100n, 'GBP');

function snapshot(over: Partial<LedgerSnapshot> = {}): LedgerSnapshot {
  const payments = over.payments ?? [];
  const paid = payments.reduce((all, { amount }) => all + amount.minor, 0n);
  const total = over.total ?? pounds(120);
  const credited = over.credited ?? zero('GBP');
  return {
    ledgerId: 'L1',
    kind: 'invoice',
    status: 'approved',
    due: money(total.minor - paid - credited.minor, 'GBP'),
    paid: money(paid, 'GBP'),
    changedAt: switchedOnAt,
    ...over,
    total,
    credited,
    payments,
  };
}

const payment = (id: string, amount: number, over: Partial<LedgerPayment> = {}): LedgerPayment => ({
  id,
  amount: pounds(amount),
  paidOn: '2026-11-10',
  ...over,
});

const tranche = (paymentId: string, amount: number, over: Partial<KnownTranche> = {}): KnownTranche => ({
  paymentId,
  amount: pounds(amount),
  paidOn: '2026-11-10',
  state: 'recorded',
  ...over,
});

const nothing = { remove: [], record: [], leaveOut: [], hold: [], restore: [], problems: [] };

describe('What the source has yet to be told about payments', () => {
  it('is a full payment', () => {
    const paid = payment('p1', 120);
    expect(planTranches(snapshot({ status: 'paid', payments: [paid] }), [], since)).toEqual({
      ...nothing,
      record: [paid],
    });
  });

  it('is each new tranche, and none a second time', () => {
    const payments = [payment('p1', 50), payment('p2', 40)];
    const plan = planTranches(snapshot({ payments }), [tranche('p1', 50)], since);
    expect(plan).toEqual({ ...nothing, record: [payments[1]] });
  });

  it('is both of two payments of one amount on one day: only their ids tell them apart', () => {
    const payments = [payment('p1', 50), payment('p2', 50)];
    expect(planTranches(snapshot({ payments }), [], since).record).toEqual(payments);
    expect(planTranches(snapshot({ payments }), [tranche('p1', 50)], since).record).toEqual([payments[1]]);
  });

  it.each(['planned', 'recording', 'recorded', 'held', 'left_out'] as const)(
    'is the removal of a %s one that is gone',
    (state) => {
      const gone = tranche('p1', 50, { state });
      expect(planTranches(snapshot(), [gone], since)).toEqual({ ...nothing, remove: [gone] });
    },
  );

  it.each(['to_remove', 'removing', 'removed'] as const)('is nothing for one that is gone and %s', (state) => {
    expect(planTranches(snapshot(), [tranche('p1', 50, { state })], since)).toEqual(nothing);
  });

  it('is that a voided invoice has lost its payments', () => {
    const known = [tranche('p1', 50), tranche('p2', 40)];
    expect(planTranches(snapshot({ status: 'voided' }), known, since).remove).toEqual(known);
  });

  it('is the removal and a new version of one that was changed', () => {
    const known = tranche('p1', 50);
    const amount = planTranches(snapshot({ payments: [payment('p1', 60)] }), [known], since);
    expect(amount).toEqual({ ...nothing, remove: [known], record: [payment('p1#2', 60)] });
    const day = planTranches(snapshot({ payments: [payment('p1', 50, { paidOn: '2026-11-11' })] }), [known], since);
    expect(day.remove).toEqual([known]);
    expect(day.record).toEqual([payment('p1#2', 50, { paidOn: '2026-11-11' })]);
  });

  it('counts versions on: what was changed twice or came back gets the next number', () => {
    const first = tranche('p1', 50, { state: 'removed' });
    const second = tranche('p1#2', 60);
    const third = planTranches(snapshot({ payments: [payment('p1', 70)] }), [first, second], since);
    expect(third).toEqual({ ...nothing, remove: [second], record: [payment('p1#3', 70)] });
    const back = planTranches(snapshot({ payments: [payment('p1', 50)] }), [first], since);
    expect(back).toEqual({ ...nothing, record: [payment('p1#2', 50)] });
  });

  it('never is a credit: an invoice settled by a credit note has no payment', () => {
    const credited = snapshot({ status: 'paid', credited: pounds(120) });
    expect(planTranches(credited, [], since)).toEqual(nothing);
    const partly = snapshot({ status: 'paid', credited: pounds(20), payments: [payment('p1', 100)] });
    expect(planTranches(partly, [], since).record).toEqual([payment('p1', 100)]);
  });

  it('is nothing while the amounts contradict each other', () => {
    const over = planTranches(snapshot({ credited: pounds(21), payments: [payment('p1', 100)] }), [], since);
    expect(over).toMatchObject({ remove: [], record: [], problems: [{ code: 'overpaid' }] });
    expect(over.problems[0]?.detail).toBe('121.00 GBP paid or credited on 120.00 GBP.'); // 100 + 21
    const euros = payment('p1', 0, { amount: money(5000n, 'EUR') });
    const foreign = planTranches(snapshot({ payments: [euros] }), [tranche('p2', 5)], since);
    expect(foreign).toMatchObject({ remove: [], record: [], problems: [{ code: 'payment_currency_differs' }] });
    expect(foreign.problems[0]?.detail).toBe('Payment of 50.00 EUR on a document in GBP.');
    expect([over, foreign].map((plan) => plan.problems[0]?.path)).toEqual(['payments', 'payments']);
  });

  it('is nothing while the ledger uses a word for the status that we do not know', () => {
    expect(planTranches(snapshot({ status: 'unknown' }), [tranche('p1', 50)], since)).toEqual(nothing);
  });
});

describe('Payments from before the sync', () => {
  const before = payment('old', 50, { recordedAt: switchedOnAt - 1 });
  const after = payment('new', 50, { recordedAt: switchedOnAt });

  it('are left out by the moment they were entered into the books', () => {
    expect(planTranches(snapshot({ payments: [before, after] }), [], since)).toEqual({
      ...nothing,
      record: [after],
      leaveOut: [before],
    });
  });

  it('wait for a person when they are dated before and were changed since, as reconciling does', () => {
    const unsure = payment('r', 50, { paidOn: '2026-10-31', recordedAt: switchedOnAt });
    expect(planTranches(snapshot({ payments: [unsure] }), [], since)).toEqual({ ...nothing, hold: [unsure] });
    const certain = { ...unsure, isOfNewDocument: true };
    expect(planTranches(snapshot({ payments: [certain] }), [], since)).toEqual({ ...nothing, record: [certain] });
  });

  it('are left out by their day where the ledger does not tell the moment', () => {
    const days = [payment('old', 50, { paidOn: '2026-10-31' }), payment('new', 50, { paidOn: '2026-11-01' })];
    expect(planTranches(snapshot({ payments: days }), [], since)).toMatchObject({
      record: [{ id: 'new' }],
      leaveOut: [{ id: 'old' }],
    });
  });

  it('count when a person chose an earlier day, and do not when a later one', () => {
    const plan = (chosenOn: string) => planTranches(snapshot({ payments: [before] }), [], { switchedOnAt, chosenOn });
    expect(plan('2026-11-10').record).toEqual([before]);
    expect(plan('2026-11-11').leaveOut).toEqual([before]);
  });

  it('stay left out when they change, and are not offered any more once they are gone', () => {
    const known = [tranche('old', 50, { state: 'left_out' })];
    expect(planTranches(snapshot({ payments: [payment('old', 60)] }), known, since)).toEqual(nothing);
    expect(planTranches(snapshot(), known, since)).toEqual({ ...nothing, remove: known });
  });

  it('are left out again when they come back, unless they stood in the source once', () => {
    const back = (over: Partial<KnownTranche>) =>
      planTranches(snapshot({ payments: [before] }), [tranche('old', 50, { state: 'removed', ...over })], since);
    expect(back({})).toEqual({ ...nothing, leaveOut: [before] });
    expect(back({ hasStood: true })).toEqual({ ...nothing, record: [{ ...before, id: 'old#2' }] });
  });

  it('stay wanted when they change while they wait to be entered', () => {
    const asked = tranche('old', 60, { state: 'planned' });
    expect(planTranches(snapshot({ payments: [before] }), [asked], since)).toEqual({
      ...nothing,
      remove: [asked],
      record: [{ ...before, id: 'old#2' }],
    });
  });
});

describe('Payments of a document that is the copy of another invoice than before', () => {
  const elsewhere = (state: KnownTranche['state']) => tranche('p1', 50, { state, isElsewhere: true });
  const paid = snapshot({ payments: [payment('p1', 50)] });

  it.each(['planned', 'recording', 'recorded', 'held', 'in_doubt', 'kept'] as const)(
    'leave the one where they are %s, and are recorded for the other',
    (state) => {
      expect(planTranches(paid, [elsewhere(state)], since)).toEqual({
        ...nothing,
        remove: [elsewhere(state)],
        record: [payment('p1#2', 50)],
      });
    },
  );

  it('are recorded once', () => {
    const known = [elsewhere('removed'), tranche('p1#2', 50)];
    expect(planTranches(paid, known, since)).toEqual(nothing);
  });

  it('stay left out when they are from before the sync, and are offered for the other', () => {
    expect(planTranches(paid, [elsewhere('left_out')], since)).toEqual({ ...nothing, leaveOut: [payment('p1', 50)] });
  });

  it('only leave it when they are gone', () => {
    expect(planTranches(snapshot(), [elsewhere('recorded')], since)).toEqual({
      ...nothing,
      remove: [elsewhere('recorded')],
    });
  });
});

describe('The paid day of an expense', () => {
  const bill = (over: Partial<LedgerSnapshot> = {}) => snapshot({ kind: 'expense', status: 'paid', ...over });
  const paid = [payment('p1', 70, { paidOn: '2026-11-09' }), payment('p2', 50, { paidOn: '2026-11-12' })];

  it('is the day the bill was fully paid, as the ledger says it or else the last payment', () => {
    expect(planSettlement(bill({ payments: paid, settledOn: '2026-11-13' }), undefined, since)).toBe('2026-11-13');
    expect(planSettlement(bill({ payments: paid }), undefined, since)).toBe('2026-11-12');
    expect(planSettlement(bill({ payments: [...paid].reverse() }), undefined, since)).toBe('2026-11-12');
  });

  it('is said once, and again when it changes', () => {
    expect(planSettlement(bill({ payments: paid }), '2026-11-12', since)).toBeUndefined();
    expect(planSettlement(bill({ payments: paid }), '2026-11-11', since)).toBe('2026-11-12');
  });

  it('is not said of a part-payment', () => {
    expect(planSettlement(bill({ status: 'approved', payments: paid }), undefined, since)).toBeUndefined();
  });

  it.each(['approved', 'voided', 'deleted', 'draft'] as const)(
    'is taken back when we had said it and it is %s',
    (status) => {
      expect(planSettlement(bill({ status }), '2026-11-12', since)).toBeNull();
      expect(planSettlement(bill({ status }), undefined, since)).toBeUndefined();
    },
  );

  it('is not concluded from an unknown word or from nothing', () => {
    expect(planSettlement(bill({ status: 'unknown' }), '2026-11-12', since)).toBeUndefined();
    expect(planSettlement(bill(), undefined, since)).toBeUndefined();
  });

  it('is not said of a bill that was paid before the sync, but is once a payment is newer', () => {
    const old = payment('p1', 70, { recordedAt: switchedOnAt - 1 });
    const recent = payment('p2', 50, { recordedAt: switchedOnAt });
    expect(planSettlement(bill({ payments: [old] }), undefined, since)).toBeUndefined();
    expect(planSettlement(bill({ payments: [old, recent] }), undefined, since)).toBe('2026-11-10');
    // What we said ourselves is put right, however old the payment is.
    expect(planSettlement(bill({ payments: [old] }), '2026-11-09', since)).toBe('2026-11-10');
  });

  it('goes by the day alone when credits settled the bill', () => {
    const settled = (settledOn: string) => planSettlement(bill({ settledOn }), undefined, since);
    expect(settled('2026-10-31')).toBeUndefined();
    expect(settled('2026-11-01')).toBe('2026-11-01');
  });
});

describe('A payment that was missed in the ledger with many others', () => {
  const kept = (state: KnownTranche['state']) => tranche('p1', 50, { state });

  it('is not planned for removal again while a person thinks, nor after they kept it', () => {
    for (const state of ['in_doubt', 'kept'] as const)
      expect(planTranches(snapshot(), [kept(state)], since)).toEqual(nothing);
  });

  it('counts as recorded again when the ledger shows it as it was: it is not entered twice', () => {
    for (const state of ['in_doubt', 'kept'] as const)
      expect(planTranches(snapshot({ payments: [payment('p1', 50)] }), [kept(state)], since)).toEqual({
        ...nothing,
        restore: [kept(state)],
      });
  });

  it('is taken out and entered anew when the ledger shows another amount', () => {
    expect(planTranches(snapshot({ payments: [payment('p1', 60)] }), [kept('in_doubt')], since)).toEqual({
      ...nothing,
      remove: [kept('in_doubt')],
      record: [payment('p1#2', 60)],
    });
  });
});
