import { Migration } from '@mikro-orm/migrations';

/**
 * A copy that is queued, sent, linked and told of moves its document's status twice, and no other step of it writes the
 * document any more: every write of one is a write to each of its indexes.
 */
export class StatusWhereItChanges extends Migration {
  override up(): void {
    this
      .addSql(`create function copy_status_of(doc documents) returns text language plpgsql set enable_seqscan = off as $$
      declare
        standing text;
      begin
        select case
          when latest.state in ('queued', 'sending', 'uncertain') then 'queued'
          when latest.state = 'refused' then 'attention'
          when live.ledger_id is not null and live.status not in ('voided', 'deleted') and sent.copy = live.copy and (
              sent.issued_on <> doc.issued_on::text or sent.due_on <> doc.due_on::text
              or sent.total <> (case when sent.is_credit then -doc.total_minor else doc.total_minor end)::text
              or sent.currency <> doc.currency or sent.total <> live.total_minor::text or sent.currency <> live.currency)
            then 'changed'
          when live.ledger_id is not null then 'copied'
          when latest.state = 'skipped' then 'skipped'
          when doc.exported_as is not null then 'elsewhere'
          else 'not_copied' end
        into standing
        from (values (1)) as always
        left join lateral (
          select state from exports
          where tenant_id = doc.tenant_id and kind = doc.kind and source_id = doc.source_id
          order by copy desc, requested_at desc limit 1) as latest on true
        left join lateral (
          select copy,
            coalesce(document #>> '{wereBooksOpen,issuedOn}', document ->> 'issuedOn') as issued_on,
            coalesce(document #>> '{wereBooksOpen,dueOn}', document ->> 'dueOn') as due_on,
            document #>> '{totals,total,minor}' as total, document -> 'credit' is not null as is_credit,
            document #>> '{totals,total,currency}' as currency
          from exports
          where tenant_id = doc.tenant_id and kind = doc.kind and source_id = doc.source_id and state = 'exported'
          order by copy desc, requested_at desc limit 1) as sent on true
        left join lateral (
          select ledger_id, copy, status, total_minor, currency from links
          where tenant_id = doc.tenant_id and kind = doc.kind and source_id = doc.source_id and archived_at is null
          order by copy desc, linked_at desc, ledger_id desc limit 1) as live on true;
        return standing;
      end $$`);
    this.addSql(`create or replace function set_copy_status() returns trigger language plpgsql as $$ begin
      new.copy_status := copy_status_of(new);
      return new;
    end $$`);
    this
      .addSql(`create or replace function pass_copy_status_on() returns trigger language plpgsql set enable_seqscan = off as $$
      declare
        doc documents;
        standing text;
      begin
        select * into doc from documents
          where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id;
        standing := copy_status_of(doc);
        if standing is distinct from doc.copy_status then
          update documents set copy_status = standing
            where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id;
        end if;
        return null;
      end $$`);
    // Whoever writes a document gets its status worked out; the function above has done that already.
    this.addSql('drop trigger documents_copy_status on documents');
    this.addSql(`create trigger documents_copy_status before insert or update on documents for each row
      when (pg_trigger_depth() = 0) execute function set_copy_status()`);
    this.addSql('drop trigger exports_copy_status on exports');
    this.addSql(`create trigger exports_copy_status after update on exports for each row
      when (old.state is distinct from new.state
        and not (old.state in ('queued', 'sending', 'uncertain') and new.state in ('queued', 'sending', 'uncertain')))
      execute function pass_copy_status_on()`);
  }
}
