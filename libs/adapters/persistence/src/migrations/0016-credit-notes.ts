import { Migration } from '@mikro-orm/migrations';

/**
 * A credit note is positive in the books and negative in the source: that alone is no change since it was copied. The rule
 * is `sinceCopied` of the domain; the function that holds it is changed where it stands, in these two places only.
 */
export class CreditNotes extends Migration {
  override up(): void {
    this.addSql(`do $do$
    declare
      was text := pg_get_functiondef('set_copy_status'::regproc);
      turned text := replace(replace(was,
        'sent.total <> new.total_minor::text',
        'sent.total <> (case when sent.is_credit then -new.total_minor else new.total_minor end)::text'),
        'document #>> ''{totals,total,minor}'' as total,',
        'document #>> ''{totals,total,minor}'' as total, document -> ''credit'' is not null as is_credit,');
    begin
      if turned = was or position('is_credit then' in turned) = 0 or position('as is_credit' in turned) = 0 then
        raise exception 'set_copy_status is not as it was expected';
      end if;
      execute turned;
    end $do$`);
  }
}
