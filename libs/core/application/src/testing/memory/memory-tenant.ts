import type { DocumentKind, Chart, Instant, LedgerContact, Watermark } from '@bridge/domain';
import type { AuditEntry } from '../../audit/audit-trail.js';
import type { Finding } from '../../audit/findings.js';
import type { Connection } from '../../connections/connection.js';
import type { Grant } from '../../connections/grants.js';
import type { DocumentRow } from '../../documents/document-shelf.js';
import type { Batch } from '../../exports/batches.js';
import type { Export } from '../../exports/export.js';
import type { Link } from '../../exports/links.js';
import type { Tenant } from '../../identity/tenants.js';
import type { PaymentImport } from '../../payments/payment-imports.js';
import type { Tranche } from '../../payments/tranches.js';
import type { Drift } from '../../reconciliation/drifts.js';
import type { Inventory } from '../../reconciliation/inventories.js';
import type { Wake } from '../../runtime/jobs.js';
import type { SavedSettings } from '../../settings/settings-store.js';
import { MemoryTable } from './memory-table.js';

/** Everything kept for one tenant, one table per repository. */
export class MemoryTenant {
  readonly tenant = new MemoryTable<Tenant>();
  readonly connections = new MemoryTable<Connection>();
  readonly grants = new MemoryTable<Grant>();
  readonly settings = new MemoryTable<SavedSettings>();
  readonly charts = new MemoryTable<Chart>();
  readonly contacts = new MemoryTable<{ readonly connectionId: string; readonly contact: LedgerContact }>();
  readonly contactsRefreshed = new MemoryTable<{ readonly through: Instant }>();
  readonly contactChoices = new MemoryTable<{
    readonly connectionId: string;
    readonly companyId: string;
    readonly contactId: string;
  }>();
  readonly documents = new MemoryTable<DocumentRow>();
  readonly shelfFilled = new MemoryTable<{ readonly kind: DocumentKind; readonly through: Instant }>();
  readonly exports = new MemoryTable<Export>();
  readonly batches = new MemoryTable<Batch>();
  readonly links = new MemoryTable<Link>();
  readonly tranches = new MemoryTable<Tranche>();
  readonly watermarks = new MemoryTable<Watermark>();
  readonly imports = new MemoryTable<PaymentImport>();
  readonly inventories = new MemoryTable<Inventory>();
  readonly drifts = new MemoryTable<Drift & { readonly connectionId: string }>();
  readonly findings = new MemoryTable<Finding>();
  readonly audit = new MemoryTable<AuditEntry>();
  readonly wakes = new MemoryTable<Wake>();
  readonly #tables: readonly (readonly [name: string, table: MemoryTable<object>])[];
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly id: string) {
    this.#tables = Object.entries(this).filter(([, part]) => part instanceof MemoryTable);
  }

  /** Names of the tables that the transaction has changed so far. */
  changedTables(): readonly string[] {
    return this.#tables.flatMap(([name, table]) => (table.hasChanges ? [name] : []));
  }

  commit(): void {
    for (const [, table] of this.#tables) table.commit();
  }

  /** Answers how to put every row back as it is now, as an operator would from a backup. */
  backUp(): () => void {
    const restore = this.#tables.map(([, table]) => table.backUp());
    return () => restore.forEach((one) => one());
  }

  rollBack(): void {
    for (const [, table] of this.#tables) table.rollBack();
  }

  /** Runs one after the other, in the order asked for, whatever became of the one before. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Refuses a row of somebody else: the database would refuse it as well. */
  own<Row extends { readonly tenantId: string }>(row: Row): Row {
    if (row.tenantId !== this.id) throw new RangeError(`A row of tenant ${row.tenantId} was offered to ${this.id}`);
    return row;
  }
}

export function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join('\n');
}
