import { setTimeout as sleep } from 'node:timers/promises';
import { drawn, type Fleet } from './fleet/fleet.js';
import type { RecoveryWatch } from './judge/recovery.js';

/** Longer than any lease outlives its holder. */
const FROZEN_MS = 12_000;

export interface Deeds {
  kills: number;
  killsOfWorkers: number;
  zombies: number;
  postgresRestarts: number;
}

/** Kills, freezes and restarts until told to stop. */
export class Mayhem {
  readonly deeds: Deeds = { kills: 0, killsOfWorkers: 0, zombies: 0, postgresRestarts: 0 };
  readonly #stopping = new AbortController();

  constructor(
    private readonly fleet: Fleet,
    private readonly recovery: RecoveryWatch,
    private readonly restartPostgres: (() => Promise<void>) | undefined,
    private readonly note: (event: string) => void,
  ) {}

  /** Resolves when everything that was begun is over: nobody is frozen any more. */
  async run(forMs: number): Promise<void> {
    const timer = setTimeout(() => this.#stopping.abort(), forMs);
    await Promise.all([
      this.#again(
        () => 2_000 + Math.random() * 3_000,
        () => this.#kill(),
      ),
      this.#again(
        () => 20_000,
        () => this.#freeze(),
      ),
      ...(this.restartPostgres
        ? [
            this.#again(
              () => 45_000,
              () => this.#restart(),
            ),
          ]
        : []),
    ]);
    clearTimeout(timer);
  }

  async #kill(): Promise<void> {
    const victim = drawn(this.fleet.up());
    if (victim === undefined) return;
    this.note(`${victim.name} is killed`);
    victim.kill();
    this.deeds.kills += 1;
    if (victim.role === 'web') return;
    this.deeds.killsOfWorkers += 1;
    await this.recovery.killed(victim.name);
  }

  /** A process that does not know how long it has slept, and goes on where it was. */
  async #freeze(): Promise<void> {
    const victim = drawn(this.fleet.up('worker'));
    if (victim === undefined) return;
    this.note(`${victim.name} is frozen`);
    victim.freeze();
    await sleep(FROZEN_MS);
    victim.thaw();
    this.note(`${victim.name} is thawed`);
    this.deeds.zombies += 1;
  }

  async #restart(): Promise<void> {
    this.note('PostgreSQL is restarted');
    await this.restartPostgres?.();
    this.note('PostgreSQL is back');
    this.deeds.postgresRestarts += 1;
  }

  async #again(pauseMs: () => number, act: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await sleep(pauseMs(), undefined, { signal }).catch(() => 'over');
      if (signal.aborted) return;
      await act();
    }
  }
}
