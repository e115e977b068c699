import type { InferEntity } from '@mikro-orm/core';
import { money, type DocumentKind, type Instant } from '@bridge/domain';
import type { DocumentRow, DocumentShelf, WaitingQuery } from '@bridge/application';
import { pick, put, searchable, type Filled, without, type TenantSession } from '../engine/rows.js';
import { DocumentTable, ShelfFillingTable } from '../tables/exports.js';
import { minorIn } from './links.js';

export class MikroDocumentShelf implements DocumentShelf {
  constructor(private readonly session: TenantSession) {}

  async put(rows: readonly DocumentRow[]): Promise<void> {
    // The last of two rows for one document counts: one statement may not touch a row twice.
    const last = new Map(rows.map((row) => [`${row.kind}/${row.sourceId}`, rowOf(row)]));
    await put(this.session, DocumentTable, [...last.values()]);
  }

  async remove(kind: DocumentKind, sourceIds: readonly string[]): Promise<void> {
    const { em, tenantId } = this.session;
    await em.nativeDelete(DocumentTable, { tenantId, kind, sourceId: { $in: [...sourceIds] } });
  }

  async filledThrough(kind: DocumentKind): Promise<Instant | undefined> {
    const [row] = await pick(this.session, ShelfFillingTable, { kind });
    return row?.through;
  }

  async markFilled(kind: DocumentKind, through: Instant): Promise<void> {
    await put(this.session, ShelfFillingTable, [{ kind, through }]);
  }

  async waiting({ kind, subsidiaryId, by, since }: WaitingQuery, limit: number): Promise<readonly DocumentRow[]> {
    const { em, tenantId } = this.session;
    const moment = by === 'sentSince' ? 'sent_since' : 'eligible_since';
    const found = await em.execute<{ sourceId: string }[]>(
      `select source_id as "sourceId" from documents
       where tenant_id = ? and kind = ? and subsidiary_id = ? and copy_status = 'not_copied'
         and ${moment} >= ? and changed_at >= ? order by ${moment} desc, source_id limit ?`,
      [tenantId, kind, subsidiaryId, since, since, limit],
    );
    return this.find(
      kind,
      found.map((row) => row.sourceId),
    );
  }

  async find(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly DocumentRow[]> {
    const rows = await pick(this.session, DocumentTable, { kind, sourceId: { $in: sourceIds } });
    const byId = new Map(rows.map((row) => [row.sourceId, documentOf(row)]));
    return sourceIds.map((id) => byId.get(id)).filter((row) => row !== undefined);
  }
}

export function documentOf(row: Filled<InferEntity<typeof DocumentTable>>): DocumentRow {
  const { currency, netMinor, totalMinor, ...rest } = row;
  const document = without(rest, 'tenantId', 'numberKey', 'companyKey', 'searchText');
  return { ...document, net: money(netMinor, currency), total: money(totalMinor, currency) };
}

/** In UTF-16 units, of 3 bytes at the most. Together they stand in one entry of an index, which may have 2,704 bytes. */
const LONGEST = { numberKey: 60, companyKey: 120, searchText: 500 };

function rowOf({ net, total, ...row }: DocumentRow) {
  return {
    ...row,
    currency: total.currency,
    netMinor: minorIn(total.currency, net),
    totalMinor: total.minor,
    numberKey: (row.number ?? '').toLowerCase().slice(0, LONGEST.numberKey),
    companyKey: (row.companyName ?? '').toLowerCase().slice(0, LONGEST.companyKey),
    searchText: searchable(row.number, row.companyName, row.title).slice(0, LONGEST.searchText),
  };
}
