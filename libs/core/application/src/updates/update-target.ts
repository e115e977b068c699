import type { DocumentKind, LedgerEdition, SourceAttachment } from '@bridge/domain';
import type { Export } from '../exports/export.js';
import type { Link } from '../exports/links.js';

/** The document of the ledger that an export changes, instead of making a new one. */
export interface UpdateTarget {
  readonly ledgerId: string;
  /** How the ledger showed it when the update was planned: an update goes over this and over nothing else. */
  readonly before: LedgerEdition;
  /** The export whose document stands there, as far as we know. Absent: a person or something forgotten wrote it. */
  readonly supersedes?: string;
  /** That one sent tracking: what stands there is ours. */
  readonly ownsTracking?: boolean;
  /** A person has seen what was edited in the ledger and confirmed that it is written over. */
  readonly overwritesEdits: boolean;
  /** Ids of attachments that the ledger has as they are. */
  readonly attached: readonly string[];
}

/** What can be updated: purchase orders stand in a list of their own, and are changed there by hand. */
export function isUpdatable(kind: DocumentKind): kind is 'invoice' | 'expense' {
  return kind !== 'purchase_order';
}

/** The newest of these exports whose document stands under the link. */
export function sentUnder(link: Link, sent: Export | undefined): Export | undefined {
  return sent?.receipt?.ledgerId === link.ledgerId ? sent : undefined;
}

/** True when both are the same file as far as the source tells. */
export function isSameFile(one: SourceAttachment, other: SourceAttachment): boolean {
  return one.id === other.id && one.name === other.name && one.sizeBytes === other.sizeBytes;
}

/** True while the files and notes of the version that stands in the ledger have not followed it all. */
export function isOwnPending({ extras }: Link): boolean {
  return extras !== undefined && extras.done?.includes('own') !== true;
}
