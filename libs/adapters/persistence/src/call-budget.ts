import {
  Fault,
  type CallBudget,
  type CallPurpose,
  type Clock,
  type LedgerAddress,
  type RemainingCalls,
} from '@bridge/application';
import type { Instant } from '@bridge/domain';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Database } from './engine/database.js';
import { DAY_LIMIT } from './queries/activity-figures.js';

/**
 * Xero allows 60 calls a minute and 5 at once. Staying under the first leaves room for clocks that differ and for calls that
 * are counted late; a place is free once the answer is here, and Xero has counted that call out by then.
 */
const PER_MINUTE = 55;
const LEDGER_PER_MINUTE = 60;
const AT_ONCE = 5;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A place is given back by itself after this long: its holder died. Longer than the longest call (15 s) may take. */
const PLACE_MS = 20_000;
const LONGEST_WAIT_MS = 65_000;
const LOOK_AGAIN_MS = 200;
/** Sending takes every place for itself when answers are slow: whoever looks more often gets the next one that is free. */
const PERSON_LOOKS_AGAIN_MS = 50;

/** What part of the day's calls each purpose may use. The last 5 % are kept for people, who may use all. */
const SHARES: Readonly<Record<CallPurpose, number>> = { send: 0.6, import: 0.25, check: 0.1, person: 1 };
const NOT_FOR_PEOPLE = 0.95;

/** One row per organisation; one statement grants or refuses, so that all workers together agree. */
export class MikroCallBudget implements CallBudget {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async take({ organisationId }: LedgerAddress, purpose: CallPurpose): Promise<void> {
    const { beginsAt, hasPlace } = await this.#reserve(organisationId, purpose);
    if (hasPlace) return;
    const wait = beginsAt - this.clock.now();
    if (wait > 0) await this.clock.sleep(wait);
    const pause = purpose === 'person' ? PERSON_LOOKS_AGAIN_MS : LOOK_AGAIN_MS;
    for (let waited = 0; !(await this.#takePlace(organisationId)); waited += pause) {
      if (waited >= LONGEST_WAIT_MS) throw limited('short', LOOK_AGAIN_MS);
      await this.clock.sleep(pause);
    }
  }

  async done({ organisationId }: LedgerAddress, remaining: RemainingCalls = {}): Promise<void> {
    const used = 'coalesce(day_limit - ?::integer, day_used)';
    const day = remaining.day ?? null;
    // Far fewer calls used than we counted: the ledger's day has begun anew, and everybody's share with it.
    const share = (column: string) => `${column} = case when ${used} < day_used / 2 then 0 else ${column} end`;
    const now = this.clock.now();
    const minute = LEDGER_PER_MINUTE - (remaining.minute ?? LEDGER_PER_MINUTE);
    // An answer of the minute before says nothing about one that calls were reserved in ahead of time. The first call of
    // the ledger's own minute begins ours as well: out of step, each of them would stall the other.
    const isAhead = `minute_began_at > ${now}`;
    const isFirst = `${remaining.minute !== undefined && minute <= 1}`;
    await this.#execute(
      `update call_budgets set slots_until = slots_until[2:],
         minute_began_at = case when not ${isAhead} and ${isFirst} then ${now} else minute_began_at end,
         minute_used = case when ${isAhead} then minute_used when ${isFirst} then 1 else greatest(minute_used, ?) end,
         ${share('used_by_send')}, ${share('used_by_import')}, ${share('used_by_check')}, day_used = greatest(${used}, 0)
       where organisation_id = ? returning organisation_id`,
      [minute, day, day, day, day, organisationId],
    );
  }

  /** Counts the call in this minute, and takes a place where one is free; or in the next one, and says when that begins. */
  #reserve(organisationId: string, purpose: CallPurpose): Promise<{ beginsAt: number; hasPlace: boolean }> {
    const now = this.clock.now();
    return this.database.asHousekeeper(async (em) => {
      const reserve = () => em.execute<{ began: string }[]>(reserveSql(purpose, now), [organisationId]);
      let [granted] = await reserve();
      if (granted === undefined) {
        await makeRow(em, organisationId, now);
        [granted] = await reserve();
      }
      if (granted === undefined) throw await whyNot(em, organisationId, purpose, now);
      const beginsAt = Number(granted.began);
      const place = beginsAt > now ? [] : await em.execute<object[]>(placeSql(now), [organisationId]);
      return { beginsAt, hasPlace: place.length > 0 };
    });
  }

  async #takePlace(organisationId: string): Promise<boolean> {
    const rows = await this.#execute(placeSql(this.clock.now()), [organisationId]);
    return rows.length > 0;
  }

  #execute<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.database.asHousekeeper((em) => em.execute<Row[]>(sql, [...parameters]));
  }
}

/** Where nothing was granted there may be no row yet, unless another process has made it since. */
async function makeRow(em: SqlEntityManager, organisationId: string, now: Instant): Promise<void> {
  await em.execute(
    `insert into call_budgets values (?, ?, 0, ?, 0, ?, 0, 0, 0, '{}') on conflict (organisation_id) do nothing`,
    [organisationId, now, now, DAY_LIMIT],
  );
}

async function whyNot(
  em: SqlEntityManager,
  organisationId: string,
  purpose: CallPurpose,
  now: Instant,
): Promise<Fault> {
  const [row] = await em.execute<{ minute: string; day: string; spent: boolean }[]>(
    `select minute_began_at as minute, day_began_at as day, not (${dayAllows(purpose, now)}) as spent
     from call_budgets where organisation_id = ?`,
    [organisationId],
  );
  return row?.spent
    ? limited('day', Number(row.day) + DAY_MS - now)
    : limited('short', Number(row?.minute) + MINUTE_MS - now);
}

function placeSql(now: Instant): string {
  const free = `array(select until from unnest(slots_until) as until where until > ${now} order by until)`;
  return `update call_budgets set slots_until = ${free} || ${now + PLACE_MS}::bigint
    where organisation_id = ? and cardinality(${free}) < ${AT_ONCE} returning organisation_id`;
}

function reserveSql(purpose: CallPurpose, now: number): string {
  const isNewMinute = `${now} >= minute_began_at + ${MINUTE_MS}`;
  const isNewDay = `${now} >= day_began_at + ${DAY_MS}`;
  const counted = (column: string, by: CallPurpose) =>
    `${column} = case when ${isNewDay} then 0 else ${column} end + ${by === purpose ? 1 : 0}`;
  return `update call_budgets set
      minute_began_at = case when ${isNewMinute} then ${now}
        when minute_used >= ${PER_MINUTE} then minute_began_at + ${MINUTE_MS} else minute_began_at end,
      minute_used = case when ${isNewMinute} or minute_used >= ${PER_MINUTE} then 1 else minute_used + 1 end,
      day_began_at = case when ${isNewDay} then ${now} else day_began_at end,
      day_used = case when ${isNewDay} then 1 else day_used + 1 end,
      ${counted('used_by_send', 'send')}, ${counted('used_by_import', 'import')}, ${counted('used_by_check', 'check')}
    where organisation_id = ?
      and (minute_used < ${PER_MINUTE} or minute_began_at + ${MINUTE_MS} - ${now} <= ${LONGEST_WAIT_MS})
      and (${dayAllows(purpose, now)})
    returning minute_began_at as began`;
}

function dayAllows(purpose: CallPurpose, now: number): string {
  const isNewDay = `${now} >= day_began_at + ${DAY_MS}`;
  if (purpose === 'person') return `${isNewDay} or day_used < day_limit`;
  return `${isNewDay} or (day_used < day_limit * ${NOT_FOR_PEOPLE} and used_by_${purpose} < day_limit * ${SHARES[purpose]})`;
}

function limited(scope: 'short' | 'day', retryAfterMs: number): Fault {
  const what = scope === 'day' ? 'Today’s share of calls is used up' : 'This minute’s calls are used up';
  return new Fault({ kind: 'rate_limited', retryAfterMs, scope }, what);
}
