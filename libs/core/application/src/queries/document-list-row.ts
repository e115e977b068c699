import { isOpen, type Problem, type SinceCopied } from '@bridge/domain';
import type { DocumentRow } from '../documents/document-shelf.js';
import type { Export } from '../exports/export.js';
import type { Link } from '../exports/links.js';
import type { CopyStatus, DocumentListRow } from './document-list.js';

/** A document beside the latest of its exports and its live copy, as a list shows the three. */
export function documentListRow(
  document: DocumentRow,
  standing: { readonly copyStatus: CopyStatus; readonly changes?: SinceCopied | undefined },
  latest: Pick<Export, 'id' | 'state' | 'problems' | 'nextAttemptAt'> | undefined,
  link: Link | undefined,
): DocumentListRow {
  const { copyStatus, changes } = standing;
  return {
    ...document,
    copyStatus,
    ...(changes && { changes }),
    ...(latest && { exportId: latest.id }),
    problems: [...(latest?.problems ?? []), ...problemsOf(link)],
    ...(latest && isOpen(latest.state) && { nextAttemptAt: latest.nextAttemptAt }),
    ...(link && { copy: copyOf(link) }),
  };
}

function problemsOf(link: Link | undefined): readonly Problem[] {
  return [link?.announcement?.problem, link?.extras?.problem, link?.settlement?.problem].filter(
    (problem) => problem !== undefined,
  );
}

function copyOf(link: Link): NonNullable<DocumentListRow['copy']> {
  const { ledgerId, url, number, status, paid, credited, due, settledOn } = link;
  return {
    ledgerId,
    url,
    ...(number !== undefined && { number }),
    status,
    paid,
    credited,
    due,
    ...(settledOn !== undefined && { settledOn }),
  };
}
