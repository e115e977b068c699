import type { Leases } from '@bridge/application';

export interface Tick {
  readonly name: string;
  readonly everyMs: number;
  /** A long one ends early when the process is to stop. */
  run(stopping: AbortSignal): Promise<void>;
}

export interface TickReport {
  readonly tick: string;
  readonly outcome: 'done' | 'failed';
  readonly error?: unknown;
}

const LONGEST_MS = 60_000;

/**
 * Beats often, and lets a lease say which ticks are due: it is kept for the tick's period and not given back, so of all
 * processes together one runs the tick, and a restart neither repeats nor forgets it.
 */
export class Pulse {
  readonly beatEveryMs: number;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(
    private readonly ticks: readonly Tick[],
    private readonly leases: Leases,
    private readonly report: (report: TickReport) => void,
  ) {
    this.beatEveryMs = Math.min(LONGEST_MS, ...ticks.map((tick) => tick.everyMs));
  }

  /** Runs what is due and resolves when it is done. Never throws: a tick that fails is reported and tried at the next beat. */
  async beat(): Promise<void> {
    await Promise.all(this.ticks.map((tick) => this.#once(tick)));
  }

  /** Begins nothing any more, and resolves when what was running has come to a stop. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** A tick that is still running is not begun again. */
  async #once(tick: Tick): Promise<void> {
    if (this.#running.has(tick.name) || this.#stopping.signal.aborted) return;
    const running = this.#run(tick).finally(() => this.#running.delete(tick.name));
    this.#running.set(tick.name, running);
    await running;
  }

  async #run(tick: Tick): Promise<void> {
    try {
      // A little less than the period: the beat that is due must not come a moment before its lease ends.
      const lease = await this.leases.take(`tick:${tick.name}`, tick.everyMs - this.beatEveryMs / 10);
      if (lease === undefined) return;
      try {
        await tick.run(this.#stopping.signal);
        this.report({ tick: tick.name, outcome: 'done' });
      } catch (error) {
        await this.leases.release(lease);
        throw error;
      }
    } catch (error) {
      this.report({ tick: tick.name, outcome: 'failed', error });
    }
  }
}
