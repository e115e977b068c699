import type { Lease, Leases } from '@bridge/application';

/** A lease outlives the process of its holder by this much at the most; that long its work stands still. */
export const BREATH_MS = 6_000;
/** Two renewals in a row may fail before somebody else may take over. */
const RENEW_EVERY_MS = 2_000;

export interface RevivableLeases extends Leases {
  /** Extends a lease that has ended, unless somebody has taken it since. */
  revive(lease: Lease, forMs: number): Promise<boolean>;
}

interface Kept {
  readonly timer: NodeJS.Timeout;
  endsAt: number;
  /** When the table was last asked and said that it is held. */
  heldAt: number;
  /** Under way: a lease that is given back must not be renewed after all. */
  renewal?: Promise<void>;
}

/**
 * Leases that die with the process that holds them. In the table they are good for a few seconds only, and are renewed
 * while the process lives, for as long as the holder asked for. One that is killed or frozen renews nothing: somebody else
 * goes on soon, and the fence keeps out whoever wakes up late. A renewal that comes late, because the process was busy, still
 * holds when nobody has taken the lease meanwhile: its token says so.
 */
export class RenewedLeases implements Leases {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly leases: RevivableLeases) {}

  async take(name: string, forMs: number): Promise<Lease | undefined> {
    const askedAt = performance.now();
    const lease = await this.leases.take(name, Math.min(forMs, BREATH_MS));
    if (lease !== undefined) this.#keep(lease, forMs, askedAt);
    return lease;
  }

  async extend(lease: Lease, forMs: number): Promise<boolean> {
    const askedAt = performance.now();
    const kept = this.#kept.get(keyOf(lease));
    // Held a moment ago, and for three such moments from then: nobody can have taken it, and the timer goes on renewing it.
    if (kept !== undefined && forMs > BREATH_MS && askedAt - kept.heldAt < RENEW_EVERY_MS) {
      kept.endsAt = askedAt + forMs;
      return true;
    }
    const breath = Math.min(forMs, BREATH_MS);
    const isHeld = this.isKept(lease)
      ? await this.leases.revive(lease, breath)
      : await this.leases.extend(lease, breath);
    this.#forget(lease);
    if (isHeld) this.#keep(lease, forMs, askedAt);
    return isHeld;
  }

  async release(lease: Lease): Promise<void> {
    const kept = this.#kept.get(keyOf(lease));
    this.#forget(lease);
    await kept?.renewal;
    await this.leases.release(lease);
  }

  /** Whether the time its holder asked for is not over yet. */
  isKept(lease: Lease): boolean {
    return (this.#kept.get(keyOf(lease))?.endsAt ?? 0) > performance.now();
  }

  /** Renews nothing any more; what is still held ends by itself. */
  close(): void {
    for (const { timer } of this.#kept.values()) clearInterval(timer);
    this.#kept.clear();
  }

  #keep(lease: Lease, forMs: number, askedAt: number): void {
    if (forMs <= BREATH_MS) return;
    const timer = setInterval(() => (kept.renewal = this.#renew(lease, kept)), RENEW_EVERY_MS);
    timer.unref();
    const kept: Kept = { timer, endsAt: askedAt + forMs, heldAt: askedAt };
    this.#kept.set(keyOf(lease), kept);
  }

  async #renew(lease: Lease, kept: Kept): Promise<void> {
    const askedAt = performance.now();
    const leftMs = kept.endsAt - askedAt;
    if (leftMs <= BREATH_MS) this.#forget(lease);
    if (leftMs <= 0) return;
    // An answer that is lost says nothing: the next renewal finds out, or else the fence does.
    const isHeld = await this.leases.revive(lease, Math.min(leftMs, BREATH_MS)).catch(() => 'unknown');
    if (isHeld === true) kept.heldAt = askedAt;
    if (isHeld === false) this.#forget(lease);
  }

  #forget(lease: Lease): void {
    clearInterval(this.#kept.get(keyOf(lease))?.timer);
    this.#kept.delete(keyOf(lease));
  }
}

function keyOf({ name, token }: Lease): string {
  return `${token} ${name}`;
}
