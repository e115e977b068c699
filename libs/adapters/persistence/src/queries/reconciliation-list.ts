import {
  bothSides,
  type CopyStatus,
  type Page,
  type ReconciliationFilter,
  type ReconciliationList,
  type ReconciliationQuery,
  type ReconciliationRow,
} from '@bridge/application';
import type { DocumentKind, Instant } from '@bridge/domain';
import type { Database } from '../engine/database.js';
import { containing, pick, without, type TenantSession } from '../engine/rows.js';
import { documentOf, MikroDocumentShelf } from '../repositories/documents.js';
import { exportOf } from '../repositories/exports.js';
import { linkOf } from '../repositories/links.js';
import { trancheOf } from '../repositories/payments.js';
import { MikroInventories, MikroLedgerPictures } from '../repositories/reconciliation.js';
import { ContactTable } from '../tables/connections.js';
import { DocumentTable, ExportTable, LinkTable } from '../tables/exports.js';
import { DriftTable, TrancheTable } from '../tables/records.js';
import { differing } from './differing.js';

export class MikroReconciliationList implements ReconciliationList {
  constructor(private readonly database: Database) {}

  page(tenantId: string, query: ReconciliationQuery): Promise<Page<ReconciliationRow>> {
    return this.#ask(tenantId, async (session) => {
      const direction = query.descending ? 'desc' : 'asc';
      const order = `${SORTS[query.sort]} ${direction}, l.ledger_id ${direction}`;
      const { sql, parameters } = question(tenantId, query);
      const [counted] = await session.em.execute<{ total: string }[]>(`select count(*) as total ${sql}`, parameters);
      const found = await session.em.execute<FoundRow[]>(`${select(sql)} order by ${order} limit ? offset ?`, [
        ...parameters,
        query.limit,
        query.offset,
      ]);
      return { rows: await completed(session, query.connectionId, found), total: Number(counted?.total) };
    });
  }

  after(
    tenantId: string,
    filter: ReconciliationFilter,
    ledgerId: string | undefined,
    limit: number,
  ): Promise<readonly ReconciliationRow[]> {
    return this.#ask(tenantId, async (session) => {
      const { sql, parameters } = question(tenantId, filter);
      const found = await session.em.execute<FoundRow[]>(
        `${select(`${sql} and l.ledger_id > ?`)} order by l.ledger_id limit ?`,
        [...parameters, ledgerId ?? '', limit],
      );
      return completed(session, filter.connectionId, found);
    });
  }

  #ask<T>(tenantId: string, work: (session: TenantSession) => Promise<T>): Promise<T> {
    return this.database.asTenant(tenantId, async (em) => {
      // A sort by what the other side holds joins all documents of the tenant, never those of all tenants.
      await em.execute(`select set_config('enable_seqscan', 'off', true)`);
      return work({ em, tenantId });
    });
  }
}

const SORTS: Readonly<Record<ReconciliationQuery['sort'], string>> = {
  linked_at: 'l.linked_at',
  issued_on: `coalesce(d.issued_on, date '0001-01-01')`,
  number: `coalesce(d.number_key, '') collate "C"`,
  company: `coalesce(d.company_key, '') collate "C"`,
  total: 'l.total_minor',
  due: 'l.due_minor',
};

interface FoundRow {
  readonly ledgerId: string;
  readonly exportId: string | null;
  readonly copyStatus: CopyStatus | null;
}

function question(
  tenantId: string,
  { connectionId, kind, difference, text }: ReconciliationFilter,
): { readonly sql: string; readonly parameters: unknown[] } {
  const conditions = ['l.tenant_id = ?', 'l.connection_id = ?', 'l.archived_at is null'];
  const parameters: unknown[] = [tenantId, connectionId];
  if (kind !== undefined) {
    conditions.push('l.kind = ?');
    parameters.push(kind);
  }
  if (text !== undefined) {
    conditions.push('(d.search_text like ? or lower(l.number) like ?)');
    parameters.push(containing(text), containing(text));
  }
  if (difference !== undefined) {
    const found = differing(tenantId, connectionId, difference);
    conditions.push(`l.ledger_id in (${found.sql})`);
    parameters.push(...found.parameters);
  }
  const join = `left join documents as d on d.tenant_id = l.tenant_id and d.kind = l.kind and d.source_id = l.source_id`;
  return { sql: `from links as l ${join} where ${conditions.join(' and ')}`, parameters };
}

/** With what the ledger took last of each document. */
function select(sql: string): string {
  return `select l.ledger_id as "ledgerId", d.copy_status as "copyStatus", (
      select id from exports
      where exports.tenant_id = l.tenant_id and exports.kind = l.kind and exports.source_id = l.source_id
        and exports.state = 'exported'
      order by copy desc, requested_at desc limit 1) as "exportId" ${sql}`;
}

async function completed(
  session: TenantSession,
  connectionId: string,
  found: readonly FoundRow[],
): Promise<ReconciliationRow[]> {
  const ledgerIds = found.map((row) => row.ledgerId);
  const of = { ledgerId: { $in: ledgerIds } };
  const links = byKey((await pick(session, LinkTable, of)).map(linkOf), (link) => link.ledgerId);
  const exportIds = found.map((row) => row.exportId).filter((id) => id !== null);
  const exports = byKey(
    (await pick(session, ExportTable, { id: { $in: exportIds } })).map(exportOf),
    (row) => `${row.kind}/${row.sourceId}`,
  );
  const documents = await documentsOf(session, [...links.values()]);
  const filled = await filledThrough(session, new Set([...links.values()].map(({ kind }) => kind)));
  const tranches = Map.groupBy((await pick(session, TrancheTable, of)).map(trancheOf), (row) => row.ledgerId);
  const drifts = Map.groupBy(
    await pick(session, DriftTable, { connectionId, ...of }, { orderBy: { foundAt: 'asc', kind: 'asc' } }),
    (row) => row.ledgerId,
  );
  const pictures = byKey(
    await new MikroLedgerPictures(session).of(connectionId, ledgerIds),
    ({ picture }) => picture.ledgerId,
  );
  const lastCheck = (await new MikroInventories(session).find(connectionId))?.lastCheck;
  const names = await contactNames(session, connectionId, [
    ...[...pictures.values()].map(({ picture }) => picture.contactId),
    ...[...exports.values()].flatMap(({ receipt }) => receipt?.contactId ?? []),
    ...[...drifts.values()]
      .flat()
      .flatMap(({ kind, expected, shown }) => (kind === 'contact' ? [expected, shown] : [])),
  ]);
  return found.flatMap(({ ledgerId, copyStatus }) => {
    const link = links.get(ledgerId);
    if (link === undefined) return [];
    const document = documents.get(`${link.kind}/${link.sourceId}`);
    const sent = exports.get(`${link.kind}/${link.sourceId}`);
    const through = filled.get(link.kind);
    const seen = pictures.get(ledgerId);
    return bothSides({
      link,
      ...(document && { document }),
      ...(through !== undefined && { filledThrough: through }),
      ...(sent && { sent }),
      isUnderWay: copyStatus === 'queued' || copyStatus === 'attention',
      tranches: tranches.get(ledgerId) ?? [],
      drifts: (drifts.get(ledgerId) ?? []).map((row) => without(row, 'tenantId', 'connectionId')),
      ...(seen && { seen }),
      ...(lastCheck && { lastCheck }),
      nameOfContact: (id) => names.get(id),
    });
  });
}

async function documentsOf(
  session: TenantSession,
  links: readonly { readonly kind: string; readonly sourceId: string }[],
) {
  const found = [];
  for (const [kind, ofKind] of Map.groupBy(links, (link) => link.kind)) {
    const sourceId = { $in: ofKind.map((link) => link.sourceId) };
    found.push(...(await pick(session, DocumentTable, { kind, sourceId })).map(documentOf));
  }
  return byKey(found, (row) => `${row.kind}/${row.sourceId}`);
}

async function filledThrough(session: TenantSession, kinds: ReadonlySet<DocumentKind>) {
  const shelf = new MikroDocumentShelf(session);
  const found = new Map<DocumentKind, Instant | undefined>();
  for (const kind of kinds) found.set(kind, await shelf.filledThrough(kind));
  return found;
}

async function contactNames(session: TenantSession, connectionId: string, ids: readonly string[]) {
  const rows = await pick(session, ContactTable, { connectionId, id: { $in: [...new Set(ids)] } });
  return new Map(rows.map((row) => [row.id, row.contact.name]));
}

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
