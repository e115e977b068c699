import type { ReconciliationFilter } from '@bridge/application';

interface Ids {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Ledger ids of the copies that differ in this way: the same rule as `bothSides`, for a list to be filtered by. */
export function differing(
  tenantId: string,
  connectionId: string,
  difference: NonNullable<ReconciliationFilter['difference']>,
): Ids {
  const drifted = `select ledger_id from drifts where tenant_id = ? and connection_id = ?`;
  const voided = `select ledger_id from links
    where tenant_id = ? and connection_id = ? and archived_at is null and status in ('voided', 'deleted')`;
  const gone = `select ledger_id from links
    join shelf_fillings as shelf on shelf.tenant_id = links.tenant_id and shelf.kind = links.kind
    where links.tenant_id = ? and connection_id = ? and archived_at is null and status not in ('voided', 'deleted')
      and linked_at < shelf.through and not exists (
        select from documents as doc where doc.tenant_id = links.tenant_id and doc.kind = links.kind
          and doc.source_id = links.source_id)`;
  const edited = changed(
    tenantId,
    `(copied.issued_on <> doc.issued_on::text or copied.due_on <> doc.due_on::text
    or copied.total <> (case when copied.is_credit then -doc.total_minor else doc.total_minor end)::text or copied.currency <> doc.currency)`,
  );
  const otherTotal = changed(
    tenantId,
    `(copied.total <> live.total_minor::text or copied.currency <> live.currency) and not exists (
      select from drifts where drifts.tenant_id = doc.tenant_id and drifts.connection_id = live.connection_id
        and drifts.ledger_id = live.ledger_id and drifts.kind in ('total', 'currency'))`,
  );
  const place = [tenantId, connectionId];
  if (difference === 'any')
    return union(...[drifted, voided, gone].map((sql) => ({ sql, parameters: place })), edited, otherTotal);
  if (difference === 'edited') return edited;
  if (difference === 'gone') return { sql: gone, parameters: place };
  const ofKind = { sql: `${drifted} and kind = ?`, parameters: [...place, difference] };
  if (difference === 'voided') return union(ofKind, { sql: voided, parameters: place });
  return difference === 'total' ? union(ofKind, otherTotal) : ofKind;
}

/** Newest copies of documents that are no longer what was copied, on one of the sides, and for which the condition holds. */
function changed(tenantId: string, condition: string): Ids {
  return {
    sql: `select live.ledger_id from documents as doc
      cross join lateral (
        select ledger_id, connection_id, total_minor, currency from links
        where links.tenant_id = doc.tenant_id and links.kind = doc.kind and links.source_id = doc.source_id
          and archived_at is null
        order by copy desc, linked_at desc, ledger_id desc limit 1) as live
      cross join lateral (
        select coalesce(document #>> '{wereBooksOpen,issuedOn}', document ->> 'issuedOn') as issued_on,
          coalesce(document #>> '{wereBooksOpen,dueOn}', document ->> 'dueOn') as due_on,
          document #>> '{totals,total,minor}' as total, document -> 'credit' is not null as is_credit,
          document #>> '{totals,total,currency}' as currency
        from exports
        where exports.tenant_id = doc.tenant_id and exports.kind = doc.kind and exports.source_id = doc.source_id
          and exports.state = 'exported'
        order by copy desc, requested_at desc limit 1) as copied
      where doc.tenant_id = ? and doc.kind in ('invoice', 'expense', 'purchase_order')
        and doc.copy_status = 'changed' and ${condition}`,
    parameters: [tenantId],
  };
}

function union(...parts: readonly Ids[]): Ids {
  return {
    sql: parts.map(({ sql }) => sql).join(' union '),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}
