import { Migration } from '@mikro-orm/migrations';

/** The clerk finds passes over the ledger's changes that began and never ended: their worker died. */
export class InterruptedImports extends Migration {
  override up(): void {
    this.addSql('grant select (tenant_id, connection_id, finished_at) on payment_imports to bridge_clerk');
    this.addSql('create policy clerk_reads on payment_imports for select to bridge_clerk using (true)');
    this.addSql(
      'create index payment_imports_open on payment_imports (tenant_id, connection_id) where finished_at is null',
    );
  }
}
