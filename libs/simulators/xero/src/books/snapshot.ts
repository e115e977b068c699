import { createLedger, tableNames } from './ledger.js';
import type { Ledger } from './ledger.js';
import type { Row, Table } from './table.js';

/** JSON-safe: rows per table per organisation, bigints written as `{"$int": "123"}`. */
export function freeze(ledgers: Iterable<Ledger>): unknown {
  const books = [...ledgers].map((ledger) => ({
    tenantId: ledger.tenantId,
    tables: Object.fromEntries(tableNames.map((name) => [name, [...ledger[name].all()]])),
  }));
  return JSON.parse(
    JSON.stringify(books, (_key, value: unknown) => (typeof value === 'bigint' ? { $int: value.toString() } : value)),
  );
}

export function thaw(snapshot: unknown): Map<string, Ledger> {
  const books = JSON.parse(JSON.stringify(snapshot), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$int' in value ? BigInt(String(value.$int)) : value,
  ) as { tenantId: string; tables: Record<string, Row[]> }[];
  return new Map(books.map((book) => [book.tenantId, restore(book)]));
}

function restore(book: { tenantId: string; tables: Record<string, Row[]> }): Ledger {
  const ledger = createLedger(book.tenantId);
  for (const name of tableNames) {
    for (const row of book.tables[name] ?? []) {
      // Rows were written by `snapshot` from the table of the same name.
      (ledger[name] as unknown as Table<Row>).put(row);
      ledger.stamp(row.updatedAt);
    }
  }
  ledger.journal.forget();
  return ledger;
}
