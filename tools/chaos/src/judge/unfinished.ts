import type { Sql } from '../database/sql.js';

/**
 * What the bridge has not brought to an end, in words; empty once it is quiet. `quietSince`, by the bridge's clock: by then
 * the last payment was made, so an import that began later has seen them all.
 */
export async function unfinished(sql: Sql, quietSince: number): Promise<readonly string[]> {
  const rows = await sql.ask<{ what: string; count: string }>(
    `select 'export ' || state as what, count(*) from exports where state in ('queued', 'sending', 'uncertain') group by 1
     union all select 'open batch', count(*) from batches where closed_at is null having count(*) > 0
     union all select 'tranche ' || state, count(*) from tranches
       where state in ('planned', 'recording', 'to_remove', 'removing', 'held', 'in_doubt') group by 1
     union all select 'connection without an import since', count(*) from connections
       where not exists (select from payment_imports runs where runs.connection_id = connections.id
         and runs.started_at > ${Math.trunc(quietSince)} and runs.finished_at is not null and runs.problem is null) having count(*) > 0
     union all select 'announcement', count(*) from links
       where announcement_due_at is not null and archived_at is null having count(*) > 0
     union all select 'settlement', count(*) from links
       where settlement_due_at is not null and archived_at is null having count(*) > 0`,
  );
  return rows.map(({ what, count }) => `${count} × ${what}`);
}
