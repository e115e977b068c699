import { Migration } from '@mikro-orm/migrations';

/**
 * A copy is compared with both sides as the version that the books took last, whatever became of an update since. The rule
 * is that of 0009; as long as nothing was updated, the newest export is that version.
 */
export class VersionsInTheBooks extends Migration {
  override up(): void {
    this
      .addSql(`create or replace function set_copy_status() returns trigger language plpgsql set enable_seqscan = off as $$ begin
      select case
        when latest.state in ('queued', 'sending', 'uncertain') then 'queued'
        when latest.state = 'refused' then 'attention'
        when live.ledger_id is not null and live.status not in ('voided', 'deleted') and sent.copy = live.copy and (
            sent.issued_on <> new.issued_on::text or sent.due_on <> new.due_on::text
            or sent.total <> new.total_minor::text or sent.currency <> new.currency
            or sent.total <> live.total_minor::text or sent.currency <> live.currency) then 'changed'
        when live.ledger_id is not null then 'copied'
        when latest.state = 'skipped' then 'skipped'
        when new.exported_as is not null then 'elsewhere'
        else 'not_copied' end
      into new.copy_status
      from (values (1)) as always
      left join lateral (
        select state from exports
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id
        order by copy desc, requested_at desc limit 1) as latest on true
      left join lateral (
        select copy,
          coalesce(document #>> '{wereBooksOpen,issuedOn}', document ->> 'issuedOn') as issued_on,
          coalesce(document #>> '{wereBooksOpen,dueOn}', document ->> 'dueOn') as due_on,
          document #>> '{totals,total,minor}' as total, document #>> '{totals,total,currency}' as currency
        from exports
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id and state = 'exported'
        order by copy desc, requested_at desc limit 1) as sent on true
      left join lateral (
        select ledger_id, copy, status, total_minor, currency from links
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id and archived_at is null
        order by copy desc, linked_at desc, ledger_id desc limit 1) as live on true;
      return new;
    end $$`);
  }
}
