import { isGone, ledgerPaymentId, type LedgerPayment, type LedgerSnapshot, type PaymentsSince } from '@bridge/domain';
import type { Connection } from '../connections/connection.js';
import type { Link } from '../exports/links.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { hasStood, toldBy } from './plan-document.js';

export interface Undecided {
  /** The ledger has to be asked when they were entered. */
  readonly payments: readonly LedgerPayment[];
  /** Ids of those whose document was not there before the sync was switched on. */
  readonly ofNewDocuments: ReadonlySet<string>;
}

/** Live payments on one page of the feed that we have neither recorded nor decided to leave out, or that are back since. */
export function undecidedPayments(
  unitOfWork: UnitOfWork,
  { connection, since }: { readonly connection: Connection; readonly since: PaymentsSince },
  snapshots: readonly LedgerSnapshot[],
): Promise<Undecided> {
  const paid = snapshots.filter((row) => row.payments.length > 0);
  if (paid.length === 0) return Promise.resolve({ payments: [], ofNewDocuments: new Set() });
  return unitOfWork.run(connection.tenantId, async (store) => {
    const ids = paid.map((row) => row.ledgerId);
    const links = new Map((await store.links.byLedgerId(connection.id, ids)).map((link) => [link.ledgerId, link]));
    const tranches = await store.tranches.of([...links.keys()]);
    const known = new Set(tranches.filter((one) => !isGone(one) || hasStood(one)).map(ledgerPaymentId));
    const payments: LedgerPayment[] = [];
    const ofNewDocuments = new Set<string>();
    for (const row of paid) {
      const link = links.get(row.ledgerId);
      if (link === undefined || (link.kind === 'expense' && toldBy(link) !== undefined)) continue;
      const unknown = row.payments.filter(({ id }) => !known.has(id));
      if (isMadeSince(link, since)) for (const { id } of unknown) ofNewDocuments.add(id);
      else payments.push(...unknown);
    }
    return { payments, ofNewDocuments };
  });
}

/** We made the document after the sync was switched on, so whatever was paid of it was entered later still. */
function isMadeSince({ origin, linkedAt }: Link, { switchedOnAt }: PaymentsSince): boolean {
  return origin === 'exported' && linkedAt >= switchedOnAt;
}
