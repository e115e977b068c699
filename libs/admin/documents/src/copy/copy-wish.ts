import type { DocumentKindName, DocumentsQuery } from '@bridge/contracts';

/** What somebody wants to copy: these, or all that match the list's query. */
export interface CopyWish {
  readonly kind: DocumentKindName;
  readonly sourceIds?: readonly string[];
  readonly matching?: DocumentsQuery;
  readonly count: number;
  /** Changes the copies there are, and makes none. */
  readonly isUpdate?: boolean;
}
