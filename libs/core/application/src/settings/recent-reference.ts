import type { Instant } from '@bridge/domain';
import type { Clock } from '../runtime/clock.js';
import type { SourceReference, SourceReferenceData } from './source-reference.js';

/** How old what is shown beside a connection may be. What somebody maps from is always read anew. */
const RECENT_MS = 20_000;

interface Remembered {
  readonly readAt: Instant;
  readonly data: Promise<SourceReferenceData>;
}

/**
 * What the source offers, as it was a moment ago. Reading it costs six of the source's calls, and every look at the
 * connections needs its subsidiaries: several looks within 20 seconds share one reading. A reading that failed is not kept.
 */
export class RecentReference {
  readonly #remembered = new Map<string, Remembered>();

  constructor(
    private readonly reference: SourceReference,
    private readonly clock: Clock,
  ) {}

  /** Faults of the source pass through. */
  async read(tenantId: string): Promise<SourceReferenceData> {
    const now = this.clock.now();
    this.#forgetBefore(now - RECENT_MS);
    const known = this.#remembered.get(tenantId);
    if (known !== undefined) return known.data;
    const data = this.reference.read(tenantId);
    this.#remembered.set(tenantId, { readAt: now, data });
    data.catch(() => this.#remembered.delete(tenantId));
    return data;
  }

  #forgetBefore(instant: Instant): void {
    for (const [tenantId, { readAt }] of this.#remembered) {
      // In the order in which they were read: the rest is younger.
      if (readAt > instant) return;
      this.#remembered.delete(tenantId);
    }
  }
}
