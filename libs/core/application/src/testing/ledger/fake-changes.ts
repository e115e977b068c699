import { formOf, type Instant, type LedgerForm, type LedgerSnapshot } from '@bridge/domain';
import type { LedgerAddress } from '../../connections/connection.js';
import type { DocumentChanges, LedgerChanges, PaymentChanges } from '../../payments/ledger-changes.js';
import type { FakeBooks, FakeDocument } from './fake-books.js';
import { wholeSecond } from './fake-documents.js';
import type { FakeWorld } from './fake-world.js';

/** LedgerChanges in memory. */
export class FakeLedgerChanges implements LedgerChanges {
  constructor(
    private readonly world: FakeWorld,
    private readonly booksAt: (address: LedgerAddress) => FakeBooks,
  ) {}

  async documents(address: LedgerAddress, since: Instant, page: number): Promise<DocumentChanges> {
    const books = this.booksAt(address);
    return this.world.read('changedDocuments', () => {
      // Purchase orders and credit notes have lists of their own, which nobody follows: nothing is paid on them.
      const postings = [...books.documents.values()].filter(
        (row) => row.kind !== 'purchase_order' && row.isCredit !== true,
      );
      const { rows, isLast } = this.page(postings, since, page);
      const unreadable = rows.filter((row) => books.unreadable.has(row.ledgerId));
      return {
        snapshots: rows.filter((row) => !books.unreadable.has(row.ledgerId)).map((row) => snapshotOf(row, books)),
        unreadable: unreadable.map(({ ledgerId, changedAt }) => ({ ledgerId, reason: 'Made unreadable', changedAt })),
        isLast,
        answeredAt: this.world.now(),
      };
    });
  }

  async payments(address: LedgerAddress, since: Instant, page: number): Promise<PaymentChanges> {
    const books = this.booksAt(address);
    const { listsDeletedPayments } = this.world.habits;
    return this.world.read('changedPayments', () => {
      const { rows, isLast } = this.page(books.settlements.values(), since, page);
      const cash = rows.filter((row) => row.isCash);
      return {
        recordedAt: new Map(cash.filter((row) => !row.isDeleted).map((row) => [row.id, row.recordedAt])),
        deletedIds: cash.filter((row) => row.isDeleted && listsDeletedPayments).map((row) => row.id),
        isLast,
      };
    });
  }

  async find(address: LedgerAddress, form: LedgerForm, idOrNumber: string): Promise<LedgerSnapshot | undefined> {
    const books = this.booksAt(address);
    return this.world.read('findDocument', () => {
      const fits = (row: FakeDocument) =>
        formOf({ kind: row.kind, ...(row.isCredit && { credit: {} }) }) === form &&
        (row.ledgerId === idOrNumber || row.number === idOrNumber);
      const found = [...books.documents.values()].find(fits);
      return found && snapshotOf(found, books);
    });
  }

  private page<T extends Row & { readonly changedAt: Instant }>(all: Iterable<T>, since: Instant, page: number) {
    // In order of creation, so that a row that changes while pages are turned pushes no other over the edge of a page.
    const { pageSize, pages, repeatsRows } = this.world.habits;
    const changed = [...all].filter((row) => row.changedAt >= wholeSecond(since)).sort(byId);
    if (pages === 'newest_first') changed.reverse();
    const start = (page - 1) * pageSize;
    const rows = changed.slice(repeatsRows ? Math.max(0, start - 1) : start, start + pageSize);
    rows.sort((a, b) => a.changedAt - b.changedAt);
    return { rows, isLast: start + pageSize >= changed.length };
  }
}

type Row = { readonly ledgerId: string; readonly id?: string };

/** Ids are counted. */
function byId(a: Row, b: Row): number {
  const [left, right] = [a.id ?? a.ledgerId, b.id ?? b.ledgerId];
  return left < right ? -1 : Number(left > right);
}

function snapshotOf(document: FakeDocument, books: FakeBooks): LedgerSnapshot {
  const { ledgerId, kind, number, status, total, changedAt, marker } = document;
  const settlements = books.live(ledgerId);
  const settledOn = settlements.map((row) => row.on).reduce((a, b) => (a > b ? a : b), '');
  return {
    ledgerId,
    kind,
    ...(number !== undefined && { number }),
    status,
    total,
    due: books.due(ledgerId),
    paid: books.settledAmount(ledgerId, true),
    credited: books.settledAmount(ledgerId, false),
    ...(status === 'paid' && { settledOn: settledOn === '' ? document.issuedOn : settledOn }),
    payments: settlements.filter((row) => row.isCash).map(({ id, amount, on }) => ({ id, amount, paidOn: on })),
    changedAt,
    ...(marker !== undefined && { marker }),
  };
}
