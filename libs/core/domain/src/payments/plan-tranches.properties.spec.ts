import fc from 'fast-check';
import { money, sum, zero } from '../money/money.js';
import type { LedgerPayment, LedgerSnapshot } from './ledger-snapshot.js';
import { counts, ledgerPaymentId, planTranches, type TranchePlan } from './plan-tranches.js';
import { moveTranche, type KnownTranche, type PaymentsSince, type TrancheState } from './tranche.js';

const switchedOnAt = Date.UTC(2026, 10, 3, 12);
const total = money(1_000_000n, 'GBP');
const isHere = ({ state }: KnownTranche) => !['removed', 'to_remove', 'removing'].includes(state);
const isLive = (tranche: KnownTranche) => isHere(tranche) && tranche.state !== 'left_out';

const sinces = fc.constantFrom<PaymentsSince>({ switchedOnAt }, { switchedOnAt, chosenOn: '2026-11-02' });
const payment: fc.Arbitrary<LedgerPayment> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    amount: fc.constantFrom(100n, 200n, 300n).map((minor) => money(minor, 'GBP')),
    paidOn: fc.constantFrom('2026-11-01', '2026-11-03', '2026-11-05'),
    recordedAt: fc.constantFrom(undefined, switchedOnAt - 1, switchedOnAt, switchedOnAt + 1),
  })
  .map(({ recordedAt, ...rest }) => ({ ...rest, ...(recordedAt !== undefined && { recordedAt }) }));
const payments = fc.uniqueArray(payment, { selector: ({ id }) => id, maxLength: 5 });

/** What workers may do to tranches between two looks at the ledger. */
const steps: Partial<Record<TrancheState, readonly TrancheState[]>> = {
  planned: ['planned', 'recording', 'held'],
  recording: ['recording', 'recorded', 'planned'],
  to_remove: ['to_remove', 'removing'],
  removing: ['removing', 'removed', 'to_remove'],
  held: ['held', 'planned'],
};
const round = fc.record({ payments, credit: fc.constantFrom(0n, 5_000n), work: fc.infiniteStream(fc.nat(2)) });

const snapshotOf = (live: readonly LedgerPayment[], credit: bigint): LedgerSnapshot => {
  const paid = sum(
    live.map(({ amount }) => amount),
    'GBP',
  );
  return {
    ledgerId: 'L1',
    kind: 'invoice',
    status: 'approved',
    total,
    paid,
    credited: money(credit, 'GBP'),
    due: money(total.minor - paid.minor - credit, 'GBP'),
    payments: live,
    changedAt: switchedOnAt,
  };
};

function apply(known: readonly KnownTranche[], plan: TranchePlan): KnownTranche[] {
  const added = (payment: LedgerPayment, state: TrancheState): KnownTranche => ({
    paymentId: payment.id,
    amount: payment.amount,
    paidOn: payment.paidOn,
    state,
  });
  // What is left out again takes the place of the row from before.
  const again = new Set(plan.leaveOut.map(({ id }) => id));
  const kept = known.filter(({ paymentId }) => !again.has(paymentId));
  return [
    ...kept.map((tranche) =>
      plan.remove.includes(tranche) ? { ...tranche, state: moveTranche(tranche.state, wayOut(tranche)) } : tranche,
    ),
    ...plan.record.map((payment) => added(payment, 'planned')),
    ...plan.leaveOut.map((payment) => added(payment, 'left_out')),
    ...plan.hold.map((payment) => added(payment, 'held')),
  ];
}

const wayOut = ({ state }: KnownTranche): TrancheState => (state === 'left_out' ? 'removed' : 'to_remove');

/** Every look at the ledger of a history, with what was known before it, its plan, and what is known after it. */
function* looks(history: readonly { payments: LedgerPayment[]; credit: bigint; work: Stream }[], since: PaymentsSince) {
  let known: KnownTranche[] = [];
  for (const { payments: live, credit, work } of history) {
    const snapshot = snapshotOf(live, credit);
    const plan = planTranches(snapshot, known, since);
    const before = known;
    known = apply(known, plan);
    yield { snapshot, before, plan, after: known };
    known = known.map((tranche) => {
      const choices = steps[tranche.state] ?? [tranche.state];
      const choice = choices[Number(work.next().value) % choices.length] ?? tranche.state;
      const hasStood = tranche.hasStood === true || choice === 'recording' || choice === 'recorded';
      const state = choice === tranche.state ? choice : moveTranche(tranche.state, choice);
      return { ...tranche, state, ...(hasStood && { hasStood }) };
    });
  }
}
type Stream = { next(): { readonly value: number } };

describe('Planning tranches, over every history of payments made, changed and deleted', () => {
  const histories = fc.array(round, { minLength: 1, maxLength: 8 });
  const always = (check: (look: ReturnType<typeof looks> extends Generator<infer L> ? L : never) => void) =>
    fc.assert(
      fc.property(histories, sinces, (history, since) => {
        for (const look of looks(history, since)) check(look);
      }),
    );

  it('leaves the live tranches equal to the ledger’s payments, except those from before the sync', () => {
    always(({ snapshot, after }) => {
      const leftOut = new Set(after.filter(({ state }) => state === 'left_out').map(({ paymentId }) => paymentId));
      const shown = after.filter(isLive).map((one) => [ledgerPaymentId(one), one.amount, one.paidOn]);
      const counted = snapshot.payments.filter(({ id }) => !leftOut.has(id));
      const key = (row: readonly unknown[]) => String(row[0]);
      expect(shown.sort((a, b) => key(a).localeCompare(key(b)))).toEqual(
        counted.map((one) => [one.id, one.amount, one.paidOn]).sort((a, b) => key(a).localeCompare(key(b))),
      );
    });
  });

  it('leaves out exactly the new payments that do not count, and enters none that is dated before the switch', () => {
    fc.assert(
      fc.property(payments, sinces, (live, since) => {
        const plan = planTranches(snapshotOf(live, 0n), [], since);
        expect(plan.leaveOut).toEqual(live.filter((one) => !counts(one, since)));
        const counted = live.filter((one) => counts(one, since));
        const isUnsure = (one: LedgerPayment) => since.chosenOn === undefined && one.paidOn < '2026-11-03';
        expect(plan.hold).toEqual(counted.filter(isUnsure));
        expect(plan.record).toEqual(counted.filter((one) => !isUnsure(one)));
      }),
    );
  });

  it('changes nothing when it is done twice', () => {
    fc.assert(
      fc.property(histories, sinces, (history, since) => {
        for (const { snapshot, after } of looks(history, since))
          expect(planTranches(snapshot, after, since)).toEqual({
            ...{ remove: [], record: [], leaveOut: [], hold: [], restore: [], problems: [] },
          });
      }),
    );
  });

  it('gives no two tranches one name, and takes no tranche away twice', () => {
    always(({ before, plan, after }) => {
      const ids = after.map(({ paymentId }) => paymentId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(plan.remove).size).toBe(plan.remove.length);
      expect(plan.remove.every((one) => before.includes(one) && isHere(one))).toBe(true);
    });
  });

  it('never shows more cash than the ledger has: credits are not payments', () => {
    always(({ snapshot, after }) => {
      const shown = after.filter(isLive).reduce((all, { amount }) => all + amount.minor, zero('GBP').minor);
      expect(shown <= snapshot.paid.minor).toBe(true);
    });
  });
});
