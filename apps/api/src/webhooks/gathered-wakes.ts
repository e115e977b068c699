interface Gathering {
  readonly timer: NodeJS.Timeout;
  hasMore: boolean;
}

/**
 * Many events about one thing in one moment are one reason to look. The first one wakes at once; whatever follows within
 * that moment wakes once, at its end, since the look that is under way may have been too early for it. What is lost when
 * the process dies meanwhile, the poll finds.
 */
export class GatheredWakes {
  readonly #gathering = new Map<string, Gathering>();

  constructor(
    private readonly wake: (name: string) => Promise<void>,
    /** A late wake-up failed, and nobody waits for it who could be told. */
    private readonly onLost: () => void,
    /** So long one wake-up stands for all that is heard; then there is one more if anything came. */
    private readonly gatherMs: number,
  ) {}

  /** Throws when the wake-up fails: the sender will send it again. */
  async hear(name: string): Promise<void> {
    const gathering = this.#gathering.get(name);
    if (gathering !== undefined) {
      gathering.hasMore = true;
      return;
    }
    const timer = setTimeout(() => void this.#end(name), this.gatherMs);
    this.#gathering.set(name, { timer, hasMore: false });
    await this.wake(name);
  }

  /** Wakes for what was gathered so far, and waits for nothing any more. */
  async close(): Promise<void> {
    const waiting = [...this.#gathering].filter(([, { hasMore }]) => hasMore);
    for (const { timer } of this.#gathering.values()) clearTimeout(timer);
    this.#gathering.clear();
    for (const [name] of waiting) await this.wake(name).catch(this.onLost);
  }

  async #end(name: string): Promise<void> {
    const hasMore = this.#gathering.get(name)?.hasMore ?? false;
    this.#gathering.delete(name);
    if (hasMore) await this.hear(name).catch(this.onLost);
  }
}
