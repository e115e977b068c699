import { zero, type Instant, type LedgerPicture } from '@bridge/domain';
import type { LedgerAddress } from '../../connections/connection.js';
import type { InventoryPage, LedgerInventory } from '../../reconciliation/ledger-inventory.js';
import type { FakeBooks, FakeDocument } from './fake-books.js';
import { wholeSecond } from './fake-documents.js';
import type { FakeWorld } from './fake-world.js';

/** LedgerInventory in memory. */
export class FakeLedgerInventory implements LedgerInventory {
  constructor(
    private readonly world: FakeWorld,
    private readonly booksAt: (address: LedgerAddress) => FakeBooks,
  ) {}

  async ours(address: LedgerAddress, since: Instant, page: number): Promise<InventoryPage> {
    const books = this.booksAt(address);
    return this.world.read('inventory', () => {
      const ours = [...books.documents.values()]
        .filter((row) => row.isOurs && row.isCredit !== true && row.changedAt >= wholeSecond(since))
        .sort((a, b) => (a.ledgerId < b.ledgerId ? -1 : 1));
      const { pageSize } = this.world.habits;
      const rows = ours.slice((page - 1) * pageSize, page * pageSize);
      const isUnreadable = ({ ledgerId }: FakeDocument) => books.unreadable.has(ledgerId);
      return {
        pictures: rows.filter((row) => !isUnreadable(row)).map((row) => pictureOf(row, books)),
        unreadable: rows.filter(isUnreadable).map(({ ledgerId }) => ({ ledgerId, reason: 'Made unreadable' })),
        isLast: page * pageSize >= ours.length,
      };
    });
  }
}

function pictureOf(document: FakeDocument, books: FakeBooks): LedgerPicture {
  const { ledgerId, kind, number, marker, status, total, tax, contactId, issuedOn, dueOn, lines, changedAt } = document;
  return {
    ...{ ledgerId, kind, status, total, contactId, issuedOn, changedAt },
    ...(number !== undefined && { number }),
    ...(marker !== undefined && { marker }),
    ...(dueOn !== undefined && { dueOn }),
    tax: tax ?? zero(total.currency),
    paid: books.settledAmount(ledgerId, true),
    credited: books.settledAmount(ledgerId, false),
    due: books.due(ledgerId),
    lines: lines ?? [],
  };
}
