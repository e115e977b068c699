/** A page of the admin asks some ten things at once, a server one after the other. */
const AT_ONCE = 16;
export const MOST_WAITING = 200;
/** Enough to keep a process busy; whoever comes beside a line waits for no more than these. */
const IN_A_LINE = 4;

interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Places for what organisations ask, each with its own. Whoever asks for more than it has forms a line. While others are being
 * served a line goes on one by one, and else with one more each time a place comes back: nobody waits behind a line of another's.
 */
export class Turns {
  readonly #queues = new Map<string, Queue>();

  /** Waits for a place; false at once when too many wait already. */
  async take(name: string): Promise<boolean> {
    const queue = this.#queues.get(name) ?? { running: 0, waiting: [] };
    this.#queues.set(name, queue);
    if (queue.running < AT_ONCE && queue.waiting.length === 0) {
      queue.running += 1;
      return true;
    }
    if (queue.waiting.length >= MOST_WAITING) return false;
    await new Promise<void>((resolve) => queue.waiting.push(resolve));
    return true;
  }

  /** The places go to those who wait longest. */
  giveBack(name: string): void {
    const queue = this.#queues.get(name);
    if (queue === undefined) return;
    queue.running -= 1;
    const places = this.#servesOthers(queue) ? 1 : Math.min(IN_A_LINE, queue.running + 2);
    while (queue.running < places) {
      const next = queue.waiting.shift();
      if (next === undefined) break;
      queue.running += 1;
      next();
    }
    if (queue.running === 0) this.#queues.delete(name);
  }

  #servesOthers(own: Queue): boolean {
    for (const queue of this.#queues.values()) if (queue !== own && queue.running > 0) return true;
    return false;
  }
}
