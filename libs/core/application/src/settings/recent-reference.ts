import type { Clock } from '../runtime/clock.js';
import { Recent } from '../runtime/recent.js';
import type { SourceReference, SourceReferenceData } from './source-reference.js';

/** How old what is shown beside a connection may be. What somebody maps from is always read anew. */
const RECENT_MS = 20_000;

/**
 * What the source offers, as it was a moment ago. Reading it costs seven of the source's calls, and every look at the
 * connections needs its subsidiaries.
 */
export class RecentReference {
  readonly #recent: Recent<SourceReferenceData>;

  constructor(
    private readonly reference: SourceReference,
    clock: Clock,
  ) {
    this.#recent = new Recent(RECENT_MS, clock);
  }

  /** Faults of the source pass through. */
  read(tenantId: string): Promise<SourceReferenceData> {
    return this.#recent.of(tenantId, () => this.reference.read(tenantId));
  }
}
