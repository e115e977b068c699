/** So long one wake-up stands for all that is heard about an organisation; then there is one more if anything came. */
const GATHER_MS = 500;

interface Gathering {
  readonly timer: NodeJS.Timeout;
  hasMore: boolean;
}

/**
 * Many events of one organisation in one moment are one reason to look. The first one wakes at once; whatever follows within
 * half a second wakes once, at its end, since the look that is under way may have been too early for it. What is lost when
 * the process dies meanwhile, the poll finds.
 */
export class GatheredWakes {
  readonly #gathering = new Map<string, Gathering>();

  constructor(
    private readonly wake: (organisationId: string) => Promise<void>,
    /** A late wake-up failed, and nobody waits for it who could be told. */
    private readonly onLost: () => void,
  ) {}

  /** Throws when the wake-up fails: the sender will send it again. */
  async hear(organisationId: string): Promise<void> {
    const gathering = this.#gathering.get(organisationId);
    if (gathering !== undefined) {
      gathering.hasMore = true;
      return;
    }
    const timer = setTimeout(() => void this.#end(organisationId), GATHER_MS);
    this.#gathering.set(organisationId, { timer, hasMore: false });
    await this.wake(organisationId);
  }

  /** Wakes for what was gathered so far, and waits for nothing any more. */
  async close(): Promise<void> {
    const waiting = [...this.#gathering].filter(([, { hasMore }]) => hasMore);
    for (const { timer } of this.#gathering.values()) clearTimeout(timer);
    this.#gathering.clear();
    for (const [organisationId] of waiting) await this.wake(organisationId).catch(this.onLost);
  }

  async #end(organisationId: string): Promise<void> {
    const hasMore = this.#gathering.get(organisationId)?.hasMore ?? false;
    this.#gathering.delete(organisationId);
    if (hasMore) await this.hear(organisationId).catch(this.onLost);
  }
}
