import { add, compare, describeMoney, problem, zero, type Money } from '@bridge/domain';
import type { LedgerAddress } from '../../connections/connection.js';
import type { Allocation, LedgerCredit, LedgerCredits } from '../../exports/ledger-credits.js';
import { Fault } from '../../faults/fault.js';
import type { FakeBooks, FakeDocument } from './fake-books.js';
import type { FakeWorld } from './fake-world.js';

/** LedgerCredits in memory. */
export class FakeLedgerCredits implements LedgerCredits {
  constructor(
    private readonly world: FakeWorld,
    private readonly booksAt: (address: LedgerAddress) => FakeBooks,
  ) {}

  async credit(address: LedgerAddress, creditId: string): Promise<LedgerCredit | undefined> {
    const books = this.booksAt(address);
    return this.world.read('readCredit', () => {
      const note = books.documents.get(creditId);
      if (note?.isCredit !== true) return undefined;
      const allocated = new Map<string, Money>();
      for (const { ledgerId, amount } of books.allocationsOf(creditId))
        allocated.set(ledgerId, add(allocated.get(ledgerId) ?? zero(amount.currency), amount));
      return { status: note.status, remaining: books.remaining(creditId), allocated };
    });
  }

  async invoice(address: LedgerAddress, invoiceId: string) {
    const books = this.booksAt(address);
    return this.world.read('readCredit', () => {
      const invoice = books.documents.get(invoiceId);
      return isInvoice(invoice) ? { status: invoice.status, due: books.due(invoiceId) } : undefined;
    });
  }

  async allocate(address: LedgerAddress, allocation: Allocation, key: string): Promise<void> {
    const books = this.booksAt(address);
    const { creditId, invoiceId, amount, on } = allocation;
    const request = `${address.organisationId} ${creditId} ${invoiceId} ${describeMoney(amount)} ${on}`;
    const refusal = this.world.write('allocate', key, request, () => allocateIn(books, allocation));
    if (refusal === undefined) return;
    throw new Fault({ kind: 'refused', problems: [problem('ledger_refused', '', refusal)] }, refusal);
  }
}

/** What the ledger has against it; undefined when it is done. */
function allocateIn(books: FakeBooks, { creditId, invoiceId, amount, on }: Allocation): string | undefined {
  const [note, invoice] = [books.documents.get(creditId), books.documents.get(invoiceId)];
  if (note?.isCredit !== true || !isInvoice(invoice)) return 'The credit note or the invoice could not be found';
  if (note.status !== 'approved' || invoice.status !== 'approved') return 'Both must be approved';
  if (note.contactId !== invoice.contactId) return 'The contacts differ';
  if (note.total.currency !== invoice.total.currency) return 'The currencies differ';
  const isTooMuch = compare(amount, books.remaining(creditId)) > 0 || compare(amount, books.due(invoiceId)) > 0;
  if (amount.minor <= 0n || isTooMuch) return 'The amount is more than what remains, or than what is due';
  books.settle(invoiceId, amount, on, false, creditId);
  return undefined;
}

function isInvoice(document: FakeDocument | undefined): document is FakeDocument {
  return document?.kind === 'invoice' && document.isCredit !== true;
}
