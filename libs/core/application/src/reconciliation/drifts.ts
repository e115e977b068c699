import type { Difference, DocumentKind, DriftKind, Instant } from '@bridge/domain';
import type { Page } from '../queries/document-list.js';

/** One way in which one document of the books has drifted. */
export interface Drift extends Difference {
  readonly ledgerId: string;
  readonly documentKind: DocumentKind;
  readonly sourceId?: string;
  readonly number?: string;
  readonly foundAt: Instant;
}

/** What the last complete check found. */
export abstract class Drifts {
  /** Puts these in the place of all others; one that was found before keeps its `foundAt`. */
  abstract replaceAll(connectionId: string, drifts: readonly Drift[]): Promise<void>;
  /** Oldest first; of one kind, or all. */
  abstract list(
    connectionId: string,
    query: { readonly kind?: DriftKind; readonly offset: number; readonly limit: number },
  ): Promise<Page<Drift>>;
}
