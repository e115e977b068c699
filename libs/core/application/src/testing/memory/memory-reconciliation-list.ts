import { isOpen } from '@bridge/domain';
import type { DocumentRow } from '../../documents/document-shelf.js';
import type { Link } from '../../exports/links.js';
import { bothSides } from '../../queries/both-sides.js';
import type { Page } from '../../queries/document-list.js';
import type {
  ReconciliationFilter,
  ReconciliationList,
  ReconciliationQuery,
  ReconciliationRow,
} from '../../queries/reconciliation-list.js';
import { newestExports } from './memory-exports.js';
import type { MemoryTenantRows } from './memory-runtime.js';
import { keyOf, type MemoryTenant } from './memory-tenant.js';
import { by, downwards } from './order.js';

interface Found {
  readonly link: Link;
  readonly document: DocumentRow | undefined;
  readonly row: ReconciliationRow;
}

export class MemoryReconciliationList implements ReconciliationList {
  constructor(private readonly tenants: MemoryTenantRows) {}

  async page(tenantId: string, query: ReconciliationQuery): Promise<Page<ReconciliationRow>> {
    const order = by<Found>(sortKeys[query.sort], ({ row }) => row.ledgerId);
    const rows = this.#matching(tenantId, query).sort(query.descending ? downwards(order) : order);
    const page = rows.slice(query.offset, query.offset + query.limit);
    return { rows: page.map(({ row }) => row), total: rows.length };
  }

  async after(
    tenantId: string,
    filter: ReconciliationFilter,
    ledgerId: string | undefined,
    limit: number,
  ): Promise<readonly ReconciliationRow[]> {
    return this.#matching(tenantId, filter)
      .map(({ row }) => row)
      .filter((row) => ledgerId === undefined || row.ledgerId > ledgerId)
      .sort(by((row) => row.ledgerId))
      .slice(0, limit);
  }

  #matching(tenantId: string, { connectionId, kind, difference, text }: ReconciliationFilter): Found[] {
    const tenant = this.tenants.of(tenantId);
    const part = text?.toLowerCase();
    return tenant.links
      .committed()
      .filter((link) => link.connectionId === connectionId && link.archivedAt === undefined)
      .filter((link) => kind === undefined || link.kind === kind)
      .map((link) => found(tenant, link))
      .filter(({ row }) => difference === undefined || row.differences.some((one) => isWanted(one.kind, difference)))
      .filter(
        ({ link, document }) =>
          part === undefined ||
          [link.number, document?.number, document?.title, document?.companyName].some((field) =>
            field?.toLowerCase().includes(part),
          ),
      );
  }
}

const sortKeys: Readonly<Record<ReconciliationQuery['sort'], (found: Found) => string | number | bigint>> = {
  linked_at: ({ link }) => link.linkedAt,
  issued_on: ({ document }) => document?.issuedOn ?? '',
  number: ({ document }) => (document?.number ?? '').toLowerCase(),
  company: ({ document }) => (document?.companyName ?? '').toLowerCase(),
  total: ({ link }) => link.total.minor,
  due: ({ link }) => link.due.minor,
};

function isWanted(kind: string, wanted: string): boolean {
  return wanted === 'any' || kind === wanted;
}

function found(tenant: MemoryTenant, link: Link): Found {
  const { kind, sourceId, connectionId, ledgerId } = link;
  const document = tenant.documents.committed().find((row) => row.kind === kind && row.sourceId === sourceId);
  const exports = tenant.exports.committed();
  const [latest] = newestExports(exports, kind, new Set([sourceId]));
  const taken = exports.filter(({ state }) => state === 'exported');
  const [sent] = newestExports(taken, kind, new Set([sourceId]));
  const through = tenant.shelfFilled.get(kind)?.through;
  const seen = tenant.pictures.get(keyOf(connectionId, ledgerId));
  const lastCheck = tenant.inventories.get(connectionId)?.lastCheck;
  const row = bothSides({
    link,
    ...(document && { document }),
    ...(through !== undefined && { filledThrough: through }),
    ...(sent && { sent }),
    isUnderWay: latest !== undefined && (isOpen(latest.state) || latest.state === 'refused'),
    tranches: tenant.tranches.committed().filter((tranche) => tranche.ledgerId === ledgerId),
    drifts: tenant.drifts.committed().filter((one) => one.connectionId === connectionId && one.ledgerId === ledgerId),
    ...(seen && { seen }),
    ...(lastCheck && { lastCheck }),
    nameOfContact: (id) => tenant.contacts.get(keyOf(connectionId, id))?.contact.name,
  });
  return { link, document, row };
}
