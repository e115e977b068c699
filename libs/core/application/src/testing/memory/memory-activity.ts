import { addDays, dayInUtc, exportStates, type ExportState, type Instant } from '@bridge/domain';
import type { AuditEntry } from '../../audit/audit-trail.js';
import type { Finding } from '../../audit/findings.js';
import type { Export } from '../../exports/export.js';
import type { PaymentImport } from '../../payments/payment-imports.js';
import type { Tranche } from '../../payments/tranches.js';
import type {
  ActivityDay,
  ActivityFigures,
  ActivityList,
  CallUsage,
  Counts,
  ExpensePayment,
  ExportQuery,
  ImportOutcome,
  ImportQuery,
  TrancheQuery,
} from '../../queries/activity-list.js';
import type { Page } from '../../queries/document-list.js';
import type { MemoryCallBudget } from './memory-call-budget.js';
import type { MemoryTenantRows } from './memory-runtime.js';
import { by, downwards } from './order.js';

interface Slice {
  readonly offset: number;
  readonly limit: number;
}

export class MemoryActivityList implements ActivityList {
  constructor(private readonly tenants: MemoryTenantRows) {}

  async exports(tenantId: string, query: ExportQuery): Promise<Page<Export>> {
    const rows = this.tenants
      .of(tenantId)
      .exports.committed()
      .filter((row) => fits(row, query));
    return paged(
      rows.sort(
        downwards(
          by(
            (row) => row.requestedAt,
            (row) => row.id,
          ),
        ),
      ),
      query,
    );
  }

  async tranches(tenantId: string, query: TrancheQuery): Promise<Page<Tranche>> {
    const rows = ofConnection(this.tenants.of(tenantId).tranches.committed(), query.connectionId).filter(
      (row) => query.sourceInvoiceId === undefined || row.sourceInvoiceId === query.sourceInvoiceId,
    );
    return paged(
      rows.sort(
        downwards(
          by(
            (row) => row.paidOn,
            (row) => row.paymentId,
          ),
        ),
      ),
      query,
    );
  }

  async imports(tenantId: string, query: ImportQuery): Promise<Page<PaymentImport>> {
    const rows = ofConnection(this.tenants.of(tenantId).imports.committed(), query.connectionId).filter(
      (row) => isWithin(row.startedAt, query) && (query.outcome === undefined || OUTCOMES[query.outcome](row)),
    );
    return paged(
      rows.sort(
        downwards(
          by(
            (row) => row.startedAt,
            (row) => row.id,
          ),
        ),
      ),
      query,
    );
  }

  async expensePayments(
    tenantId: string,
    query: Slice & { readonly connectionId?: string },
  ): Promise<Page<ExpensePayment>> {
    const rows = ofConnection(this.tenants.of(tenantId).links.committed(), query.connectionId)
      .filter((link) => link.kind === 'expense' && link.archivedAt === undefined)
      .filter((link) => link.paid.minor !== 0n || link.settledOn !== undefined)
      .sort(
        downwards(
          by(
            (link) => link.seenAt,
            (link) => link.ledgerId,
          ),
        ),
      )
      .map(({ sourceId, ledgerId, url, paid, total, settledOn, seenAt }) => ({
        sourceId,
        ledgerId,
        url,
        paid,
        total,
        ...(settledOn !== undefined && { settledOn }),
        seenAt,
      }));
    return paged(rows, query);
  }

  async counts(tenantId: string): Promise<Readonly<Record<string, Counts>>> {
    const tenant = this.tenants.of(tenantId);
    const countsOf = (connectionId: string): Counts => {
      const states = ofConnection(tenant.exports.committed(), connectionId).map((row) => row.state);
      const count = (state: ExportState) => [state, states.filter((other) => other === state).length] as const;
      return {
        exports: Object.fromEntries(exportStates.map(count)) as Record<ExportState, number>,
        tranchesHeld: ofConnection(tenant.tranches.committed(), connectionId).filter(
          ({ state, problems }) =>
            state === 'held' || (state === 'planned' && problems.some(({ code }) => code === 'invoice_not_sent')),
        ).length,
        findings: ofConnection(tenant.findings.committed(), connectionId).filter(isUnresolved).length,
      };
    };
    return Object.fromEntries(tenant.connections.committed().map(({ id }) => [id, countsOf(id)]));
  }
}

export class MemoryActivityFigures implements ActivityFigures {
  constructor(
    private readonly tenants: MemoryTenantRows,
    private readonly budget: MemoryCallBudget,
  ) {}

  async days(tenantId: string, days: number, now: Instant): Promise<readonly ActivityDay[]> {
    const tenant = this.tenants.of(tenantId);
    return Array.from({ length: days }, (_, index) => {
      const on = addDays(dayInUtc(now), index + 1 - days);
      const changed = <Row extends { readonly changedAt: Instant; readonly state: string }>(
        rows: readonly Row[],
        state: Row['state'],
      ) => rows.filter((row) => row.state === state && dayInUtc(row.changedAt) === on).length;
      return {
        on,
        copied: changed(tenant.exports.committed(), 'exported'),
        refused: changed(tenant.exports.committed(), 'refused'),
        tranches: changed(tenant.tranches.committed(), 'recorded'),
      };
    });
  }

  async calls(tenantId: string, _now: Instant): Promise<readonly CallUsage[]> {
    return this.tenants
      .of(tenantId)
      .connections.committed()
      .filter((row) => row.organisation !== undefined && row.state !== 'off')
      .map(({ id, organisation }) => ({
        connectionId: id,
        usedToday: this.budget.taken(organisation?.organisationId ?? ''),
        dayLimit: 5000,
      }));
  }

  async findings(tenantId: string): Promise<readonly Finding[]> {
    return this.tenants
      .of(tenantId)
      .findings.committed()
      .filter(isUnresolved)
      .sort(
        downwards(
          by(
            (row) => row.foundAt,
            (row) => row.key,
          ),
        ),
      );
  }

  async audit(tenantId: string, query: Slice & { readonly text?: string }): Promise<Page<AuditEntry>> {
    const part = query.text?.toLowerCase() ?? '';
    const rows = this.tenants
      .of(tenantId)
      .audit.committed()
      .filter(({ by: who, action, subject, detail }) =>
        [who, action, subject.id, JSON.stringify(detail)].some((text) => text.toLowerCase().includes(part)),
      );
    return paged([...rows].reverse(), query);
  }
}

function fits(row: Export, query: ExportQuery): boolean {
  const part = query.text?.toLowerCase();
  const texts = [
    row.document.number,
    row.receipt?.number,
    row.document.party.name,
    ...row.problems.map((problem) => problem.detail),
  ];
  return (
    (query.connectionId === undefined || row.connectionId === query.connectionId) &&
    (query.kind === undefined || row.kind === query.kind) &&
    (query.states?.includes(row.state) ?? true) &&
    isWithin(row.requestedAt, query) &&
    (part === undefined || texts.some((text) => text?.toLowerCase().includes(part)))
  );
}

function ofConnection<Row extends { readonly connectionId: string }>(
  rows: readonly Row[],
  connectionId: string | undefined,
): Row[] {
  return rows.filter((row) => connectionId === undefined || row.connectionId === connectionId);
}

function isUnresolved(finding: Finding): boolean {
  return finding.resolvedAt === undefined;
}

function paged<Row>(rows: readonly Row[], { offset, limit }: Slice): Page<Row> {
  return { rows: rows.slice(offset, offset + limit), total: rows.length };
}

const OUTCOMES: Readonly<Record<ImportOutcome, (row: PaymentImport) => boolean>> = {
  found: (row) => row.tranchesPlanned + row.removalsPlanned + row.settlementsPlanned > 0,
  failed: (row) => row.problem !== undefined,
};

function isWithin(at: Instant, { from = -Infinity, to = Infinity }: Pick<ImportQuery, 'from' | 'to'>): boolean {
  return at >= from && at <= to;
}
