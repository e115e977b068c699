import {
  documentListRow,
  type CopyStatus,
  type DocumentList,
  type DocumentListRow,
  type DocumentQuery,
  type DocumentRow,
  type Link,
  type Page,
} from '@bridge/application';
import { sinceCopied, type LedgerDocument } from '@bridge/domain';
import type { Database } from '../engine/database.js';
import { containing, pick, type TenantSession } from '../engine/rows.js';
import { documentOf } from '../repositories/documents.js';
import { linkOf } from '../repositories/links.js';
import { DocumentTable, ExportTable, LinkTable } from '../tables/exports.js';

export class MikroDocumentList implements DocumentList {
  constructor(private readonly database: Database) {}

  page(tenantId: string, query: DocumentQuery): Promise<Page<DocumentListRow>> {
    return this.database.asTenant(tenantId, async (em) => {
      const session = { em, tenantId };
      const { sql, parameters } = question(tenantId, query);
      if (query.text !== undefined) {
        const found = await em.execute<(FoundRow & { total: string })[]>(
          `with d as materialized (select ${SHOWN} ${sql})
           select d.source_id as "sourceId", d.copy_status as "copyStatus", e.id as "exportId", s.id as "sentId", l.ledger_id as "ledgerId",
             (select count(*) from d) as total
           from (select * from d order by ${orderOf(query)} limit ? offset ?) as d ${STANDING} order by ${orderOf(query)}`,
          [...parameters, query.limit, query.offset],
        );
        // Behind the last page there is no row that could tell.
        if (found.length > 0 || query.offset === 0)
          return { rows: await completed(session, query.kind, found), total: Number(found[0]?.total ?? 0) };
      }
      const [counted] = await em.execute<{ total: string }[]>(`select count(*) as total ${sql}`, parameters);
      const found = await em.execute<FoundRow[]>(
        `select d.source_id as "sourceId", d.copy_status as "copyStatus", e.id as "exportId", s.id as "sentId", l.ledger_id as "ledgerId"
         from (select * ${sql} order by ${orderOf(query)} limit ? offset ?) as d ${STANDING} order by ${orderOf(query)}`,
        [...parameters, query.limit, query.offset],
      );
      return { rows: await completed(session, query.kind, found), total: Number(counted?.total) };
    });
  }

  async matching(tenantId: string, query: DocumentQuery, cap: number): Promise<readonly string[]> {
    const { sql, parameters } = question(tenantId, query);
    const rows = await this.database.asTenant(tenantId, (em) =>
      em.execute<{ sourceId: string }[]>(`select d.source_id as "sourceId" ${sql} order by ${orderOf(query)} limit ?`, [
        ...parameters,
        cap,
      ]),
    );
    return rows.map((row) => row.sourceId);
  }
}

interface FoundRow {
  readonly sourceId: string;
  readonly copyStatus: CopyStatus;
  readonly exportId: string | null;
  readonly sentId: string | null;
  readonly ledgerId: string | null;
}

/** A part of a text is looked for in every row: once, for the page and for how many there are. */
const SHOWN = `d.tenant_id, d.kind, d.source_id, d.copy_status, d.issued_on, d.number_key, d.company_key, d.total_minor,
  d.changed_at`;

/** The newest export, the newest that the books took, and the newest live link of each document. */
const STANDING = `left join lateral (
    select id from exports
    where exports.tenant_id = d.tenant_id and exports.kind = d.kind and exports.source_id = d.source_id
    order by copy desc, requested_at desc limit 1) as e on true
  left join lateral (
    select id from exports
    where exports.tenant_id = d.tenant_id and exports.kind = d.kind and exports.source_id = d.source_id
      and state = 'exported'
    order by copy desc, requested_at desc limit 1) as s on true
  left join lateral (
    select ledger_id from links
    where links.tenant_id = d.tenant_id and links.kind = d.kind and links.source_id = d.source_id
      and archived_at is null
    order by copy desc, linked_at desc, ledger_id desc limit 1) as l on true`;

const SORTS: Readonly<Record<DocumentQuery['sort'], string>> = {
  issued_on: 'd.issued_on',
  number: 'd.number_key',
  company: 'd.company_key',
  total: 'd.total_minor',
  changed_at: 'd.changed_at',
};

function question(tenantId: string, query: DocumentQuery): { readonly sql: string; readonly parameters: unknown[] } {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const ask = (condition: string, ...values: readonly unknown[]) => {
    conditions.push(condition);
    parameters.push(...values);
  };
  const among = (column: string, values: readonly string[] | undefined) => {
    if (values) ask(values.length === 0 ? 'false' : `${column} in (${values.map(() => '?').join(', ')})`, ...values);
  };
  ask('d.tenant_id = ?', tenantId);
  ask('d.kind = ?', query.kind);
  among('d.source_id', query.sourceIds);
  among('d.subsidiary_id', query.subsidiaryIds);
  among('d.progress', query.progress);
  if (query.issuedFrom !== undefined) ask('d.issued_on >= ?', query.issuedFrom);
  if (query.issuedTo !== undefined) ask('d.issued_on <= ?', query.issuedTo);
  if (query.text !== undefined) ask('d.search_text like ?', containing(query.text));
  among('d.copy_status', query.copyStatuses);
  return { sql: `from documents as d where ${conditions.join(' and ')}`, parameters };
}

function orderOf(query: DocumentQuery): string {
  const direction = query.descending ? 'desc' : 'asc';
  return `${SORTS[query.sort]} ${direction}, d.source_id ${direction}`;
}

async function completed(
  session: TenantSession,
  kind: DocumentQuery['kind'],
  found: readonly FoundRow[],
): Promise<DocumentListRow[]> {
  const ids = (values: readonly (string | null)[]) => ({ $in: values.filter((value) => value !== null) });
  const sourceId = ids(found.map((row) => row.sourceId));
  const documents = byKey(await pick(session, DocumentTable, { kind, sourceId }), (row) => row.sourceId);
  const exports = byKey(
    await pick(session, ExportTable, { id: ids(found.flatMap((row) => [row.exportId, row.sentId])) }),
    (row) => row.id,
  );
  const links = byKey(
    await pick(session, LinkTable, { ledgerId: ids(found.map((row) => row.ledgerId)) }),
    (row) => row.ledgerId,
  );
  return found.flatMap((row) => {
    const document = documents.get(row.sourceId);
    const link = links.get(row.ledgerId ?? '');
    const [latest, sent] = [exports.get(row.exportId ?? ''), exports.get(row.sentId ?? '')];
    return document ? [listRow(row.copyStatus, documentOf(document), latest, sent, link && linkOf(link))] : [];
  });
}

function listRow(
  copyStatus: CopyStatus,
  document: DocumentRow,
  latest: Parameters<typeof documentListRow>[2],
  sent: { readonly document: LedgerDocument } | undefined,
  link: Link | undefined,
): DocumentListRow {
  const changes = copyStatus === 'changed' && sent && link ? sinceCopied(sent.document, document, link) : undefined;
  return documentListRow(document, { copyStatus, changes }, latest, link);
}

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
