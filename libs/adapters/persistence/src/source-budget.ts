import { Fault, type Clock, type SourceBudget } from '@bridge/application';
import type { Instant } from '@bridge/domain';
import type { Database } from './engine/database.js';

/**
 * Productive allows 100 calls in 10 seconds and 4,000 in 30 minutes, counted we do not know how. After a rest so many calls go
 * at once and then one every so often, which is less than either in every window of that length: 25 + 70 and 1,905 + 2,070.
 */
const SHORT = { everyMs: 143, atOnce: 20 };
const LONG = { everyMs: 870, atOnce: 1_900 };
/** So many calls are reserved by one statement. What a process does not use within a second is lost. */
const TOGETHER = 5;
const GOOD_FOR_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;

interface Stock {
  readonly left: number;
  readonly goodUntil: Instant;
}

/** One row per organisation says when its next call is due (a leaky bucket); one statement moves it on, for all processes. */
export class MikroSourceBudget implements SourceBudget {
  readonly #stock = new Map<string, Stock>();
  readonly #last = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One after the other in this process, in the order in which they asked. */
  take(tenantId: string): Promise<void> {
    const next = () => this.#take(tenantId);
    // Whoever was refused before was told so; the next one asks for itself.
    const turn = (this.#last.get(tenantId) ?? Promise.resolve()).then(next, next);
    this.#last.set(tenantId, turn);
    const forget = () => {
      if (this.#last.get(tenantId) === turn) this.#last.delete(tenantId);
    };
    turn.then(forget, forget);
    return turn;
  }

  async #take(tenantId: string): Promise<void> {
    const { left, goodUntil } = this.#stock.get(tenantId) ?? { left: 0, goodUntil: 0 };
    if (left > 0 && this.clock.now() < goodUntil) {
      this.#stock.set(tenantId, { left: left - 1, goodUntil });
      return;
    }
    this.#stock.delete(tenantId);
    const wait = (await this.#reserve(tenantId)) - this.clock.now();
    if (wait > 0) await this.clock.sleep(wait);
    this.#stock.set(tenantId, { left: TOGETHER - 1, goodUntil: this.clock.now() + GOOD_FOR_MS });
  }

  /** The instant from which on they may be made. */
  #reserve(tenantId: string): Promise<Instant> {
    const now = this.clock.now();
    const beginsAt = ({ everyMs, atOnce }: typeof SHORT, next: number) => next - everyMs * atOnce;
    const begins = `greatest(short_next - ${SHORT.everyMs * SHORT.atOnce}, long_next - ${LONG.everyMs * LONG.atOnce})`;
    return this.database.asHousekeeper(async (em) => {
      const ask = (sql: string, ...values: unknown[]) =>
        em.execute<{ short: string; long: string }[]>(sql, [...values, tenantId]);
      const move = () =>
        ask(
          `update source_budgets set short_next = greatest(short_next, ?) + ${SHORT.everyMs * TOGETHER},
             long_next = greatest(long_next, ?) + ${LONG.everyMs * TOGETHER}
           where ${begins} <= ? and organisation = ? returning short_next as short, long_next as long`,
          ...[now, now, now + LONGEST_WAIT_MS],
        );
      let [moved] = await move();
      if (moved === undefined) {
        await ask(
          'insert into source_budgets (short_next, long_next, organisation) values (0, 0, ?) on conflict do nothing',
        );
        [moved] = await move();
      }
      if (moved !== undefined)
        return Math.max(
          beginsAt(SHORT, Number(moved.short) - SHORT.everyMs * TOGETHER),
          beginsAt(LONG, Number(moved.long) - LONG.everyMs * TOGETHER),
        );
      const [row] = await ask(
        'select short_next as short, long_next as long from source_budgets where organisation = ?',
      );
      const at = Math.max(beginsAt(SHORT, Number(row?.short)), beginsAt(LONG, Number(row?.long)));
      throw new Fault(
        { kind: 'rate_limited', scope: 'short', retryAfterMs: Math.max(0, at - now) },
        'The calls that Productive allows are used up',
      );
    });
  }
}
