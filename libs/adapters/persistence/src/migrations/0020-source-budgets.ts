import { Migration } from '@mikro-orm/migrations';

/** When the next call to an organisation in the source is due, by two paces. Of no tenant's rows: all processes share it. */
export class SourceBudgets extends Migration {
  override up(): void {
    this.addSql(
      `create table source_budgets (organisation text primary key, short_next bigint not null, long_next bigint not null)`,
    );
    this.addSql(`grant select, insert, update on source_budgets to bridge_app`);
  }
}
