import type { Instant } from '@bridge/domain';
import type { Circumstances } from './circumstances.js';
import type { Dice } from './dice.js';
import type { Stage } from './stage.js';

const MINUTE = 60_000;

/** What lies between us and the vendors: harsh on every day, and now and then a storm in which no call gets through. */
export class Weather {
  private stormEndsAt: Instant | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly dice: Dice,
    private readonly circumstances: Circumstances,
  ) {
    this.usual();
  }

  /** A moment passes. */
  pass(): void {
    const now = this.stage.clock.now();
    if (this.stormEndsAt !== undefined && this.stormEndsAt <= now) this.usual();
    if (this.dice.happens(0.001)) this.storm(now + this.dice.below(10 * MINUTE));
  }

  clear(): void {
    this.stage.ledger.storm(undefined);
    this.stage.source.storm(undefined);
  }

  private usual(): void {
    this.stormEndsAt = undefined;
    this.stage.ledger.storm(this.circumstances.ledgerStorm);
    this.stage.source.storm(this.circumstances.sourceStorm);
  }

  /** Somebody else uses up all calls. */
  private storm(until: Instant): void {
    this.stage.tell?.('nobody gets through to the ledger any more');
    this.stormEndsAt = until;
    this.stage.ledger.storm({ random: this.dice.next, rateLimited: 1 });
  }
}
