import type { Sql } from '../database/sql.js';

const LOOK_EVERY_MS = 250;

/** What is waiting or under way, by the name of the lease that whoever acts on it must hold. */
interface Work {
  readonly name: string;
  /** Changes whenever somebody takes, extends or gives back the lease. */
  readonly sign: string;
}

interface Watch {
  readonly killedAt: number;
  readonly who: string;
  /** Work that nobody has acted on since the kill: lease and its sign at the kill. */
  readonly open: Map<string, string>;
  /** Seconds from the kill until the last of it was acted on, and what that was. */
  seconds: number;
  last: string;
  isOver: boolean;
}

export interface Recovery {
  /** What was taken up last, and who was killed. */
  readonly what: string;
  readonly seconds: number;
}

/**
 * How long work stands still after a worker is killed: from the kill until somebody acts again on each thing that was
 * waiting or under way at that moment. Somebody acts when the lease that guards it changes: whoever is alive renews it,
 * gives it back or takes it over, and the dead do none of these. Looks on in the database, and touches nothing.
 */
export class RecoveryWatch {
  readonly #watches: Watch[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(
    private readonly sql: Sql,
    private readonly now: () => number,
  ) {}

  begin(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** To be called right after a kill. */
  async killed(who: string): Promise<void> {
    const killedAt = performance.now();
    const work = await this.#work();
    if (work === undefined || work.length === 0) return;
    const open = new Map(work.map(({ name, sign }) => [name, sign]));
    this.#watches.push({ killedAt, who, open, seconds: 0, last: '', isOver: false });
  }

  /** Of each kill that left work. Work that nobody ever took up counts up to now. */
  results(): readonly Recovery[] {
    return this.#watches.map(({ who, seconds, last, isOver, killedAt, open }) => ({
      what: `${last || [...open.keys()].join()} after the death of ${who}`,
      seconds: isOver ? seconds : (performance.now() - killedAt) / 1_000,
    }));
  }

  async #look(): Promise<void> {
    const open = this.#watches.filter((watch) => !watch.isOver);
    if (open.length === 0 || this.#isLooking) return;
    this.#isLooking = true;
    try {
      const work = await this.#work();
      if (work === undefined) return;
      const signs = new Map(work.map(({ name, sign }) => [name, sign]));
      for (const watch of open) this.#compare(watch, signs);
    } finally {
      this.#isLooking = false;
    }
  }

  /** What is no longer waiting was done, or its connection rests because a vendor is out of order. */
  #compare(watch: Watch, signs: ReadonlyMap<string, string>): void {
    for (const [name, sign] of watch.open) {
      if (signs.get(name) === sign) continue;
      watch.open.delete(name);
      watch.seconds = (performance.now() - watch.killedAt) / 1_000;
      watch.last = name;
    }
    watch.isOver = watch.open.size === 0;
  }

  /** Undefined while the database itself does not answer. */
  async #work(): Promise<readonly Work[] | undefined> {
    const now = Math.trunc(this.now());
    try {
      return await this.sql.ask<Work>(
        `with due as (
           select tenant_id, connection_id, 'send' as task from exports where state = 'queued' and next_attempt_at <= ${now}
           union select tenant_id, connection_id, 'send' from batches where closed_at is null and next_attempt_at <= ${now}
           union select tenant_id, connection_id, 'announce' from links where archived_at is null and announcement_due_at <= ${now}
           union select tenant_id, connection_id, 'settle' from links where archived_at is null and settlement_due_at <= ${now}
           union select tenant_id, connection_id, 'settle' from tranches
             where state in ('planned', 'recording', 'to_remove', 'removing') and next_attempt_at <= ${now}
           union select tenant_id, connection_id, 'import' from payment_imports where finished_at is null
         ), names as (
           select distinct due.task || ':' || due.connection_id as name from due
           join connections on connections.tenant_id = due.tenant_id and connections.id = due.connection_id
           where connections.state = 'connected' and coalesce(connections.paused_until, 0) <= ${now}
         )
         select names.name, coalesce(leases.token || ' ' || leases.until, 'none') as sign
         from names left join leases on leases.name = names.name`,
      );
    } catch {
      // PostgreSQL is being restarted; the next look finds it again.
      return undefined;
    }
  }
}
