import { compare, describeMoney, isOpen, problem, type LedgerDocument, type Money, type Problem } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import { isFault } from '../faults/fault.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerCredits } from './ledger-credits.js';
import type { Link } from './links.js';

/** What became of an allocation, for people to read; `wait`: its invoice is being copied just now. */
export type Allocated = { readonly kind: 'settled'; readonly notice?: Problem } | { readonly kind: 'wait' };

/**
 * Allocates a credit note to its invoice: as much as remains of the one and is due on the other, whichever is less. Looks
 * first, each time. A request that arrives late, after another was made for it, finds nothing that remains or nothing that
 * is due, so that the ledger refuses it. Faults pass through, except a refusal, which is told.
 */
export async function allocateCredit(
  unitOfWork: UnitOfWork,
  ledger: LedgerCredits,
  address: LedgerAddress,
  { ledgerId }: Link,
  { credit, issuedOn }: LedgerDocument,
): Promise<Allocated> {
  if (credit?.ofSourceId === undefined) return { kind: 'settled' };
  const { invoice, isOnItsWay } = await credited(unitOfWork, address, credit.ofSourceId);
  if (isOnItsWay) return { kind: 'wait' };
  if (invoice === undefined) return unallocated('The invoice that it credits is not in Xero as a copy of ours.');
  const name = invoice.number ?? 'its invoice';
  const note = await ledger.credit(address, ledgerId);
  const already = note?.allocated.get(invoice.ledgerId);
  if (already) return allocated(already, name);
  if (note?.status !== 'approved') return unallocated('Xero allocates approved credit notes only.');
  const owed = await ledger.invoice(address, invoice.ledgerId);
  if (owed?.status !== 'approved') return unallocated(`${name} is ${owed?.status ?? 'not there any more'} in Xero.`);
  if (owed.due.currency !== note.remaining.currency) return unallocated(`${name} is in ${owed.due.currency}.`);
  const amount = compare(note.remaining, owed.due) < 0 ? note.remaining : owed.due;
  try {
    const allocation = { creditId: ledgerId, invoiceId: invoice.ledgerId, amount, on: issuedOn };
    await ledger.allocate(address, allocation, `allocate:${ledgerId}:${amount.minor}`);
    return allocated(amount, name);
  } catch (error) {
    if (!isFault(error) || error.fault.kind !== 'refused') throw error;
    // An earlier request, whose answer was lost, may have been faster than this one.
    const since = (await ledger.credit(address, ledgerId))?.allocated.get(invoice.ledgerId);
    if (since) return allocated(since, name);
    return unallocated(error.fault.problems.map(({ detail }) => detail).join(' ') || 'Xero refused to allocate it.');
  }
}

/** The newest live copy of the invoice that is credited. */
function credited(unitOfWork: UnitOfWork, { tenantId, connectionId }: LedgerAddress, sourceId: string) {
  return unitOfWork.run(tenantId, async (store) => {
    const links = await store.links.of('invoice', [sourceId]);
    const [latest] = await store.exports.latestOf('invoice', [sourceId]);
    const isLive = ({ status }: Link) => status !== 'voided' && status !== 'deleted';
    return {
      invoice: links.find((link) => link.connectionId === connectionId && isLive(link)),
      isOnItsWay: latest !== undefined && isOpen(latest.state),
    };
  });
}

function allocated(amount: Money, name: string): Allocated {
  return {
    kind: 'settled',
    notice: problem('credit_allocated', 'credit', `${describeMoney(amount)} of it was allocated to ${name}.`),
  };
}

function unallocated(why: string): Allocated {
  return { kind: 'settled', notice: problem('credit_unallocated', 'credit', why) };
}
