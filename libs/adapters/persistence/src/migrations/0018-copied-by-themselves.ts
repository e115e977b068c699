import { Migration } from '@mikro-orm/migrations';

/** When a document was seen to be finalised, sent or approved, so that it can be copied by itself. What is known already has no such moment. */
export class CopiedByThemselves extends Migration {
  override up(): void {
    this.addSql('alter table documents add column eligible_since bigint, add column sent_since bigint');
    for (const moment of ['eligible_since', 'sent_since'])
      this.addSql(`create index documents_by_${moment} on documents (tenant_id, kind, ${moment})
        where ${moment} is not null and copy_status = 'not_copied'`);
    this.addSql(`create index links_by_source_ever on links (tenant_id, kind, source_id)`);
  }
}
