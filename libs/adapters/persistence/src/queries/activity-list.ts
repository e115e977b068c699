import { exportStates, type ExportState } from '@bridge/domain';
import type {
  ActivityList,
  Counts,
  ExpensePayment,
  Export,
  ExportQuery,
  ImportQuery,
  Page,
  PaymentImport,
  Tranche,
  TrancheQuery,
} from '@bridge/application';
import type { Database } from '../engine/database.js';
import { containing } from '../engine/rows.js';
import { exportOf } from '../repositories/exports.js';
import { linkOf } from '../repositories/links.js';
import { importOf, trancheOf } from '../repositories/payments.js';
import { ExportTable, LinkTable } from '../tables/exports.js';
import { PaymentImportTable, TrancheTable } from '../tables/records.js';
import { pageOf, type Slice } from './page-of.js';

type OfConnection = Slice & { readonly connectionId?: string };

export class MikroActivityList implements ActivityList {
  constructor(private readonly database: Database) {}

  exports(tenantId: string, query: ExportQuery): Promise<Page<Export>> {
    const where = {
      ...only('connectionId', query.connectionId),
      ...only('kind', query.kind),
      ...(query.states && { state: { $in: query.states } }),
      ...between('requestedAt', query),
      ...(query.text !== undefined && { searchText: { $like: containing(query.text) } }),
    };
    const orderBy = { requestedAt: 'desc', id: 'desc' } as const;
    return this.database.asTenant(tenantId, (em) =>
      pageOf({ em, tenantId }, ExportTable, where, orderBy, query, exportOf),
    );
  }

  tranches(tenantId: string, query: TrancheQuery): Promise<Page<Tranche>> {
    const where = {
      ...only('connectionId', query.connectionId),
      ...only('sourceInvoiceId', query.sourceInvoiceId),
    };
    const orderBy = { paidOn: 'desc', paymentId: 'desc' } as const;
    return this.database.asTenant(tenantId, (em) =>
      pageOf({ em, tenantId }, TrancheTable, where, orderBy, query, trancheOf),
    );
  }

  imports(tenantId: string, query: ImportQuery): Promise<Page<PaymentImport>> {
    const where = {
      ...only('connectionId', query.connectionId),
      ...between('startedAt', query),
      ...(query.outcome === 'failed' && { problem: { $ne: null } }),
      ...(query.outcome === 'found' && { $or: FOUND }),
    };
    const orderBy = { startedAt: 'desc', id: 'desc' } as const;
    return this.database.asTenant(tenantId, (em) =>
      pageOf({ em, tenantId }, PaymentImportTable, where, orderBy, query, importOf),
    );
  }

  expensePayments(tenantId: string, query: OfConnection): Promise<Page<ExpensePayment>> {
    const where = {
      ...only('connectionId', query.connectionId),
      kind: 'expense',
      archivedAt: null,
      $or: [{ paidMinor: { $ne: 0n } }, { settledOn: { $ne: null } }],
    };
    const orderBy = { seenAt: 'desc', ledgerId: 'desc' } as const;
    return this.database.asTenant(tenantId, (em) =>
      pageOf({ em, tenantId }, LinkTable, where, orderBy, query, (row) => {
        const { sourceId, ledgerId, url, paid, total, settledOn, seenAt } = linkOf(row);
        return { sourceId, ledgerId, url, paid, total, ...only('settledOn', settledOn), seenAt };
      }),
    );
  }

  counts(tenantId: string): Promise<Readonly<Record<string, Counts>>> {
    return this.database.asTenant(tenantId, async (em) => {
      const count = async (rows: string) => {
        const sql = `select ${rows} group by 1, 2`;
        const found = await em.execute<{ connectionId: string; what: string; count: string }[]>(sql, [tenantId]);
        return (connectionId: string, what: string) =>
          Number(found.find((row) => row.connectionId === connectionId && row.what === what)?.count ?? 0);
      };
      const exports = await count(
        `connection_id as "connectionId", state as what, count(*) from exports where tenant_id = ?`,
      );
      const tranches = await count(
        `connection_id as "connectionId", 'held' as what, count(*) from tranches
         where (state = 'held' or (state = 'planned' and problems @> '[{"code": "invoice_not_sent"}]')) and tenant_id = ?`,
      );
      const findings = await count(
        `connection_id as "connectionId", 'open' as what, count(*) from findings
         where resolved_at is null and tenant_id = ?`,
      );
      const connections = await em.execute<{ id: string }[]>('select id from connections where tenant_id = ?', [
        tenantId,
      ]);
      const countsOf = (id: string): Counts => ({
        exports: Object.fromEntries(exportStates.map((state) => [state, exports(id, state)])) as Record<
          ExportState,
          number
        >,
        tranchesHeld: tranches(id, 'held'),
        findings: findings(id, 'open'),
      });
      return Object.fromEntries(connections.map(({ id }) => [id, countsOf(id)]));
    });
  }
}

/** In the words of the index of passes that found something. */
const FOUND = [{ tranchesPlanned: { $gt: 0 } }, { removalsPlanned: { $gt: 0 } }, { settlementsPlanned: { $gt: 0 } }];

function between(column: string, { from, to }: { readonly from?: number; readonly to?: number }): object {
  if (from === undefined && to === undefined) return {};
  return { [column]: { ...only('$gte', from), ...only('$lte', to) } };
}

function only<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
