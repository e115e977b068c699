import { isOpen, sinceCopied, type SinceCopied } from '@bridge/domain';
import type { DocumentRow } from '../../documents/document-shelf.js';
import type { Export } from '../../exports/export.js';
import type { Link } from '../../exports/links.js';
import type { CopyStatus, DocumentList, DocumentListRow, DocumentQuery, Page } from '../../queries/document-list.js';
import { documentListRow } from '../../queries/document-list-row.js';
import { newestExports } from './memory-exports.js';
import type { MemoryTenantRows } from './memory-runtime.js';
import { by, downwards } from './order.js';

export class MemoryDocumentList implements DocumentList {
  constructor(private readonly tenants: MemoryTenantRows) {}

  async page(tenantId: string, query: DocumentQuery): Promise<Page<DocumentListRow>> {
    const rows = this.#matching(tenantId, query);
    return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length };
  }

  async matching(tenantId: string, query: DocumentQuery, cap: number): Promise<readonly string[]> {
    return this.#matching(tenantId, query)
      .slice(0, cap)
      .map((row) => row.sourceId);
  }

  #matching(tenantId: string, query: DocumentQuery): DocumentListRow[] {
    const tenant = this.tenants.of(tenantId);
    const documents = tenant.documents.committed().filter((row) => fits(row, query));
    const ids = new Set(documents.map((row) => row.sourceId));
    const exports = new Map(
      newestExports(tenant.exports.committed(), query.kind, ids).map((row) => [row.sourceId, row]),
    );
    const sent = new Map(
      newestExports(
        [...tenant.exports.committed()].filter(({ state }) => state === 'exported'),
        query.kind,
        ids,
      ).map((row) => [row.sourceId, row]),
    );
    const links = new Map(
      [...tenant.links.committed()]
        .filter((link) => link.archivedAt === undefined && link.kind === query.kind)
        .sort(
          by(
            (link) => link.copy,
            (link) => link.linkedAt,
            (link) => link.ledgerId,
          ),
        )
        .map((link) => [link.sourceId, link]),
    );
    const order = by<DocumentRow>(sortKeys[query.sort], (row) => row.sourceId);
    return documents
      .map((row) => listRow(row, exports.get(row.sourceId), sent.get(row.sourceId), links.get(row.sourceId)))
      .filter((row) => query.copyStatuses?.includes(row.copyStatus) ?? true)
      .sort(query.descending ? downwards(order) : order);
  }
}

const sortKeys: Readonly<Record<DocumentQuery['sort'], (row: DocumentRow) => string | number | bigint>> = {
  issued_on: (row) => row.issuedOn,
  number: (row) => (row.number ?? '').toLowerCase(),
  company: (row) => (row.companyName ?? '').toLowerCase(),
  total: (row) => row.total.minor,
  changed_at: (row) => row.changedAt,
};

function fits(row: DocumentRow, query: DocumentQuery): boolean {
  const part = query.text?.toLowerCase();
  return (
    row.kind === query.kind &&
    (query.sourceIds?.includes(row.sourceId) ?? true) &&
    (query.subsidiaryIds?.includes(row.subsidiaryId) ?? true) &&
    (query.progress?.includes(row.progress) ?? true) &&
    row.issuedOn >= (query.issuedFrom ?? '') &&
    row.issuedOn <= (query.issuedTo ?? '9999-12-31') &&
    (part === undefined ||
      [row.number, row.title, row.companyName].some((field) => field?.toLowerCase().includes(part)))
  );
}

function listRow(
  row: DocumentRow,
  latest: Export | undefined,
  sent: Export | undefined,
  link: Link | undefined,
): DocumentListRow {
  const isBusy = latest !== undefined && (isOpen(latest.state) || latest.state === 'refused');
  const changes = isBusy ? undefined : changesOf(row, sent, link);
  const copyStatus = changes ? 'changed' : copyStatusOf(row, latest, link);
  return documentListRow(row, { copyStatus, changes }, latest, link);
}

/** Against the version that the ledger took last, whatever became of an update since. */
function changesOf(row: DocumentRow, sent: Export | undefined, link: Link | undefined): SinceCopied | undefined {
  if (sent === undefined || sent.copy !== link?.copy) return undefined;
  if (link.status === 'voided' || link.status === 'deleted') return undefined;
  return sinceCopied(sent.document, row, link);
}

/** A running or refused copy speaks first, then the live copy, then what the source itself says. */
function copyStatusOf(row: DocumentRow, latest: Export | undefined, link: Link | undefined): CopyStatus {
  if (latest && isOpen(latest.state)) return 'queued';
  if (latest?.state === 'refused') return 'attention';
  if (link) return 'copied';
  if (latest?.state === 'skipped') return 'skipped';
  return row.exportedAs === undefined ? 'not_copied' : 'elsewhere';
}
