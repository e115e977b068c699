import { Migration } from '@mikro-orm/migrations';

/** What a tenant of 100,000 documents waits for is answered from an index alone, whatever the rows weigh. */
export class QuickAtAnySize extends Migration {
  override up(): void {
    // The overview: what was copied on each day.
    this.addSql(`drop index exports_by_changed_at`);
    this.addSql(
      `create index exports_by_changed_at on exports (tenant_id, changed_at) include (state)
       where state in ('exported', 'refused')`,
    );
    // A part of a text is looked for in every document of the tenant. Rows are written short enough for an index since now.
    this.addSql(`alter table documents no force row level security`);
    this.addSql(
      `update documents set number_key = left(number_key, 60), company_key = left(company_key, 120),
         search_text = left(search_text, 500)
       where length(number_key) > 60 or length(company_key) > 120 or length(search_text) > 500`,
    );
    this.addSql(`alter table documents force row level security`);
    this.addSql(
      `create index documents_by_text on documents (tenant_id, kind) include (search_text, source_id, copy_status,
         issued_on, number_key, company_key, total_minor, changed_at)`,
    );
  }
}
