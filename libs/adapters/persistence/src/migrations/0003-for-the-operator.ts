import { Migration } from '@mikro-orm/migrations';

/**
 * The operator's commands walk over all tenants: the clerk may know the ids of all who ever signed in, for signing in is
 * audited. What the audit
 * trail is searched by is made by the database from what the chain covers, so that nothing about an entry can be changed unseen.
 */
export class ForTheOperator extends Migration {
  override up(): void {
    this.addSql('grant select (tenant_id) on audit_heads to bridge_clerk');
    this.addSql('create policy clerk_reads on audit_heads for select to bridge_clerk using (true)');
    this.addSql('alter table audit_entries drop column search_text');
    this.addSql(`alter table audit_entries add column search_text text not null generated always as
      (lower(by || E'\\n' || action || E'\\n' || subject_id || E'\\n' || detail::text)) stored`);
  }
}
