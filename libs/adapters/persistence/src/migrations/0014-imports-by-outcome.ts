import { Migration } from '@mikro-orm/migrations';

/** Most passes over the ledger's changes find nothing. Those that did, or that failed, are what people look for. */
export class ImportsByOutcome extends Migration {
  override up(): void {
    this.addSql(
      `create index payment_imports_found on payment_imports (tenant_id, started_at desc, id desc)
       where tranches_planned > 0 or removals_planned > 0 or settlements_planned > 0`,
    );
    this.addSql(
      `create index payment_imports_failed on payment_imports (tenant_id, started_at desc, id desc)
       where problem is not null`,
    );
  }
}
