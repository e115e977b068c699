import { compare, sum } from '../money/money.js';
import type { LedgerSnapshot } from './ledger-snapshot.js';
import { ledgerPaymentId, type TranchePlan } from './plan-tranches.js';
import type { KnownTranche } from './tranche.js';

/** Fewer than this many are ordinary corrections, whatever share they are. */
const ALWAYS_ALLOWED = 5;

/** More than 5 % of a connection's paid documents turning unpaid in one run is more likely a fault than a correction: stop and ask. */
export function isMassReversal(reversed: number, paidBefore: number): boolean {
  return reversed > ALWAYS_ALLOWED && reversed * 20 > paidBefore;
}

/**
 * True when what the source shows as paid would become less. A payment that was deleted and entered again, under another
 * id or in other parts, is a correction and takes nothing away. One that is left out makes up for nothing: it never comes.
 */
export function isReversal(plan: TranchePlan, snapshot: LedgerSnapshot, known: readonly KnownTranche[]): boolean {
  if (!plan.remove.some((tranche) => tranche.state === 'recorded')) return false;
  const { currency } = snapshot.total;
  const amounts = (rows: readonly Pick<KnownTranche, 'amount'>[]) =>
    sum(
      rows.map((row) => row.amount),
      currency,
    );
  const shown = known.filter(({ state, amount }) => state === 'recorded' && amount.currency === currency);
  const leftOut = new Set([
    ...known.filter(({ state }) => state === 'left_out').map(ledgerPaymentId),
    ...plan.leaveOut.map(({ id }) => id),
  ]);
  const counted = snapshot.payments.filter(({ id }) => !leftOut.has(id));
  return compare(amounts(counted), amounts(shown)) < 0;
}
