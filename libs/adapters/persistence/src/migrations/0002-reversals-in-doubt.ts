import { Migration } from '@mikro-orm/migrations';

/** Payments that are gone from the ledger with suspiciously many others wait for a person's word. */
export class ReversalsInDoubt extends Migration {
  override up(): void {
    this.addSql('alter table tranches drop constraint tranches_state_check');
    this.addSql(`alter table tranches add constraint tranches_state_check check (state in
      ('planned', 'recording', 'recorded', 'to_remove', 'removing', 'removed', 'held', 'left_out', 'in_doubt', 'kept'))`);
    this.addSql(`create index links_in_doubt on links (tenant_id, connection_id)
      where archived_at is null and settlement is not null and settlement_due_at is null`);
  }
}
