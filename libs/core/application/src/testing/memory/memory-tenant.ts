import type { DocumentKind, Chart, Instant, LedgerContact, Watermark } from '@bridge/domain';
import type { AlertSettings } from '../../alerts/alert-settings.js';
import type { Digest } from '../../alerts/digests.js';
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
import type { SeenPicture } from '../../reconciliation/ledger-pictures.js';
import type { Wake } from '../../runtime/jobs.js';
import type { SettingsReview } from '../../settings/settings-reviews.js';
import type { SavedSettings } from '../../settings/settings-store.js';
import { MemoryTable } from './memory-table.js';

/** Everything kept for one tenant, one table per repository. */
export class MemoryTenant {
  readonly #changed = new Set<MemoryTable<object>>();
  readonly tenant = new MemoryTable<Tenant>(this.#changed);
  readonly connections = new MemoryTable<Connection>(this.#changed);
  readonly grants = new MemoryTable<Grant>(this.#changed);
  readonly settings = new MemoryTable<SavedSettings>(this.#changed);
  readonly reviews = new MemoryTable<SettingsReview>(this.#changed);
  readonly charts = new MemoryTable<Chart>(this.#changed);
  readonly contacts = new MemoryTable<{ readonly connectionId: string; readonly contact: LedgerContact }>(
    this.#changed,
  );
  readonly contactsRefreshed = new MemoryTable<{ readonly through: Instant }>(this.#changed);
  readonly contactChoices = new MemoryTable<{
    readonly connectionId: string;
    readonly companyId: string;
    readonly contactId: string;
  }>(this.#changed);
  readonly documents = new MemoryTable<DocumentRow>(this.#changed);
  readonly shelfFilled = new MemoryTable<{ readonly kind: DocumentKind; readonly through: Instant }>(this.#changed);
  readonly exports = new MemoryTable<Export>(this.#changed);
  readonly batches = new MemoryTable<Batch>(this.#changed);
  readonly links = new MemoryTable<Link>(this.#changed);
  readonly tranches = new MemoryTable<Tranche>(this.#changed);
  readonly watermarks = new MemoryTable<Watermark>(this.#changed);
  readonly imports = new MemoryTable<PaymentImport>(this.#changed);
  readonly inventories = new MemoryTable<Inventory>(this.#changed);
  readonly drifts = new MemoryTable<Drift & { readonly connectionId: string }>(this.#changed);
  readonly pictures = new MemoryTable<SeenPicture>(this.#changed);
  readonly findings = new MemoryTable<Finding>(this.#changed);
  readonly alerts = new MemoryTable<AlertSettings>(this.#changed);
  readonly digests = new MemoryTable<Digest>(this.#changed);
  readonly told = new MemoryTable<{ readonly key: string }>(this.#changed);
  readonly audit = new MemoryTable<AuditEntry>(this.#changed);
  readonly wakes = new MemoryTable<Wake>(this.#changed);
  readonly #names: ReadonlyMap<MemoryTable<object>, string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly id: string) {
    this.#names = new Map(
      Object.entries(this).flatMap(([name, part]) => (part instanceof MemoryTable ? [[part, name] as const] : [])),
    );
  }

  /** Names of the tables that the transaction has changed so far. */
  changedTables(): readonly string[] {
    return [...this.#changed].map((table) => this.#names.get(table) ?? '');
  }

  commit(): void {
    for (const table of this.#changed) table.commit();
  }

  /** Answers how to put every row back as it is now, as an operator would from a backup. */
  backUp(): () => void {
    const restore = [...this.#names.keys()].map((table) => table.backUp());
    return () => restore.forEach((one) => one());
  }

  rollBack(): void {
    for (const table of this.#changed) table.rollBack();
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
