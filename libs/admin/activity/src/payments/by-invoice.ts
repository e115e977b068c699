import type { MoneyView, TrancheView } from '@bridge/contracts';

/** The tranches of one invoice as they were found, and how it stands. */
export interface PaidInvoice {
  readonly ledgerId: string;
  readonly sourceInvoiceId: string;
  readonly connectionId: string;
  readonly number?: string;
  readonly companyName?: string;
  /** By the day they were paid, then as they were seen: the order in which the server counts what is left. */
  readonly tranches: readonly TrancheView[];
  /** After the last tranche that counts. */
  readonly balance?: MoneyView;
  /** Those that stand still until somebody does something, or that could be tried sooner. */
  readonly held: readonly TrancheView[];
}

/** Whether a payment waits although it could be recorded: it says why. */
export function isHeldBack({ state, problems }: TrancheView): boolean {
  return state === 'held' || (state === 'planned' && problems.length > 0);
}

/** Whether a payment is gone in Xero, and so is or will be taken off in Productive. */
export function isDeleted({ state }: TrancheView): boolean {
  return state === 'to_remove' || state === 'removing' || state === 'removed';
}

/** Groups a page of tranches by invoice; the invoice with the newest change stays on top. */
export function byInvoice(tranches: readonly TrancheView[]): readonly PaidInvoice[] {
  const groups = Map.groupBy(tranches, ({ ledgerId }) => ledgerId);
  return [...groups.values()].flatMap((found) => {
    const sorted = found.toSorted(
      (one, other) =>
        one.paidOn.localeCompare(other.paidOn) ||
        one.seenAt.localeCompare(other.seenAt) ||
        one.paymentId.localeCompare(other.paymentId),
    );
    return invoiceOf(sorted);
  });
}

function invoiceOf(tranches: readonly TrancheView[]): readonly PaidInvoice[] {
  const [first] = tranches;
  if (first === undefined) return [];
  const balance = tranches.findLast((tranche) => !isDeleted(tranche) && tranche.balance)?.balance;
  return [
    {
      ledgerId: first.ledgerId,
      sourceInvoiceId: first.sourceInvoiceId,
      connectionId: first.connectionId,
      ...(first.invoiceNumber !== undefined && { number: first.invoiceNumber }),
      ...(first.companyName !== undefined && { companyName: first.companyName }),
      tranches,
      ...(balance && { balance }),
      held: tranches.filter(isHeldBack),
    },
  ];
}
