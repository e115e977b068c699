import { Migration } from '@mikro-orm/migrations';

/** An export may change a document that is in the books already, instead of creating one. */
export class Updates extends Migration {
  override up(): void {
    this.addSql('alter table exports add column target jsonb');
    this.addSql('alter table batches add column is_update boolean not null default false');
  }
}
