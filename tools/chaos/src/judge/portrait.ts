import type { Sql } from '../database/sql.js';

const QUESTIONS = [
  `select clock_timestamp() as now`,
  `select tenant_id, id, state, paused_until, last_imported_at from connections`,
  `select connection_id, trigger, started_at, finished_at, problem from payment_imports order by started_at desc limit 12`,
  `select * from leases where until > clock_timestamp()`,
  `select name, state, singleton_key, count(*), max(created_on) as created_on, max(heartbeat_on) as heartbeat_on
     from pgboss.job where state in ('created', 'active') group by 1, 2, 3`,
  `select * from call_budgets`,
  `select id, state, attempts, next_attempt_at, problems from exports where state in ('queued', 'sending', 'uncertain')`,
  `select payment_id, state, attempts, next_attempt_at, problems from tranches
     where state not in ('recorded', 'removed')`,
  `select pid, state, wait_event, now() - xact_start as age, left(query, 200) as query from pg_stat_activity
     where datname = current_database() and xact_start is not null`,
];

/** How the bridge looks from inside when it does not come to rest; for the log, to find out why. */
export async function portrait(sql: Sql): Promise<string> {
  const answers: string[] = [];
  for (const question of QUESTIONS) {
    const rows = await sql.ask<object>(question).catch((error: unknown) => [{ error: String(error) }]);
    answers.push(question, ...rows.map((row) => `  ${JSON.stringify(row)}`));
  }
  return `${answers.join('\n')}\n`;
}
