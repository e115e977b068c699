import { Migration } from '@mikro-orm/migrations';

/**
 * A copied document that is no longer what was copied, in the source or in the books, has a copy status of its own. The
 * rule is `sinceCopied` of the domain; one voided or deleted in the books is shown as that instead.
 */
export class ChangedSinceCopied extends Migration {
  override up(): void {
    this
      .addSql(`create or replace function set_copy_status() returns trigger language plpgsql set enable_seqscan = off as $$ begin
      select case
        when latest.state in ('queued', 'sending', 'uncertain') then 'queued'
        when latest.state = 'refused' then 'attention'
        when live.ledger_id is not null and live.status not in ('voided', 'deleted')
          and latest.state = 'exported' and latest.copy = live.copy and (
            latest.issued_on <> new.issued_on::text or latest.due_on <> new.due_on::text
            or latest.total <> new.total_minor::text or latest.currency <> new.currency
            or latest.total <> live.total_minor::text or latest.currency <> live.currency) then 'changed'
        when live.ledger_id is not null then 'copied'
        when latest.state = 'skipped' then 'skipped'
        when new.exported_as is not null then 'elsewhere'
        else 'not_copied' end
      into new.copy_status
      from (values (1)) as always
      left join lateral (
        select state, copy, document ->> 'issuedOn' as issued_on, document ->> 'dueOn' as due_on,
          document #>> '{totals,total,minor}' as total, document #>> '{totals,total,currency}' as currency
        from exports
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id
        order by copy desc, requested_at desc limit 1) as latest on true
      left join lateral (
        select ledger_id, copy, status, total_minor, currency from links
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id and archived_at is null
        order by copy desc, linked_at desc, ledger_id desc limit 1) as live on true;
      return new;
    end $$`);
    this.addSql('drop trigger links_copy_status on links');
    this.addSql(`create trigger links_copy_status after update on links for each row
      when (old.archived_at is distinct from new.archived_at or old.status is distinct from new.status
        or old.total_minor is distinct from new.total_minor or old.currency is distinct from new.currency)
      execute function pass_copy_status_on()`);
    // Row-level security holds for the owner too; for this once it must see every tenant's rows.
    const tables = ['documents', 'exports', 'links'];
    for (const table of tables) this.addSql(`alter table ${table} no force row level security`);
    this.addSql(`update documents set copy_status = copy_status where copy_status = 'copied'`);
    for (const table of tables) this.addSql(`alter table ${table} force row level security`);
  }
}
