import { initialSettings, type Chart, type DocumentKind, type Instant } from '@bridge/domain';
import type { AuditEntry, AuditSubject, AuditTrail } from '../../audit/audit-trail.js';
import type { Finding, Findings } from '../../audit/findings.js';
import type { DocumentRow, DocumentShelf, WaitingQuery } from '../../documents/document-shelf.js';
import type { Jobs, Wake } from '../../runtime/jobs.js';
import type { Charts } from '../../settings/charts.js';
import type { SettingsReview, SettingsReviews } from '../../settings/settings-reviews.js';
import type { SavedSettings, SettingsStore } from '../../settings/settings-store.js';
import { keyOf, type MemoryTenant } from './memory-tenant.js';
import { by } from './order.js';

export class MemorySettings implements SettingsStore {
  constructor(private readonly rows: MemoryTenant) {}

  async find(connectionId: string): Promise<SavedSettings> {
    return this.rows.settings.get(connectionId) ?? { settings: initialSettings, version: 0 };
  }

  async save(connectionId: string, saved: SavedSettings): Promise<void> {
    this.rows.settings.set(connectionId, saved);
  }
}

export class MemorySettingsReviews implements SettingsReviews {
  constructor(private readonly rows: MemoryTenant) {}

  async find(connectionId: string): Promise<SettingsReview | undefined> {
    return this.rows.reviews.get(connectionId);
  }

  async save(connectionId: string, review: SettingsReview): Promise<void> {
    this.rows.reviews.set(connectionId, review);
  }
}

export class MemoryCharts implements Charts {
  constructor(private readonly rows: MemoryTenant) {}

  async find(connectionId: string): Promise<Chart | undefined> {
    return this.rows.charts.get(connectionId);
  }

  async save(connectionId: string, chart: Chart): Promise<void> {
    this.rows.charts.set(connectionId, chart);
  }
}

export class MemoryDocumentShelf implements DocumentShelf {
  constructor(private readonly rows: MemoryTenant) {}

  async put(rows: readonly DocumentRow[]): Promise<void> {
    for (const row of rows) this.rows.documents.set(keyOf(row.kind, row.sourceId), row);
  }

  async remove(kind: DocumentKind, sourceIds: readonly string[]): Promise<void> {
    for (const sourceId of sourceIds) this.rows.documents.delete(keyOf(kind, sourceId));
  }

  async filledThrough(kind: DocumentKind): Promise<Instant | undefined> {
    return this.rows.shelfFilled.get(kind)?.through;
  }

  async markFilled(kind: DocumentKind, through: Instant): Promise<void> {
    this.rows.shelfFilled.set(kind, { kind, through });
  }

  async waiting(
    { kind, subsidiaryId, by: moment, since }: WaitingQuery,
    limit: number,
  ): Promise<readonly DocumentRow[]> {
    const open = new Set(
      this.rows.links
        .values()
        .filter((link) => link.archivedAt === undefined)
        .map(placeOf),
    );
    const decided = new Set(
      this.rows.exports
        .values()
        .filter(({ state }) => state !== 'exported')
        .map(placeOf),
    );
    return this.rows.documents
      .values()
      .filter((row) => row.kind === kind && row.subsidiaryId === subsidiaryId && row.changedAt >= since)
      .filter((row) => (row[moment] ?? 0) >= since && row.exportedAs === undefined)
      .filter((row) => !open.has(placeOf(row)) && !decided.has(placeOf(row)))
      .sort((a, b) => (b[moment] ?? 0) - (a[moment] ?? 0))
      .slice(0, limit);
  }

  async find(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly DocumentRow[]> {
    return sourceIds
      .map((sourceId) => this.rows.documents.get(keyOf(kind, sourceId)))
      .filter((row) => row !== undefined);
  }
}

export class MemoryFindings implements Findings {
  constructor(private readonly rows: MemoryTenant) {}

  async report(finding: Finding): Promise<void> {
    this.rows.findings.set(keyOf(finding.connectionId, finding.key), finding);
  }

  async resolve(connectionId: string, key: string, at: Instant): Promise<void> {
    const finding = this.rows.findings.get(keyOf(connectionId, key));
    if (finding && finding.resolvedAt === undefined)
      this.rows.findings.set(keyOf(connectionId, key), { ...finding, resolvedAt: at });
  }

  async open(connectionId: string): Promise<readonly Finding[]> {
    return this.rows.findings
      .values()
      .filter((finding) => finding.connectionId === connectionId && finding.resolvedAt === undefined)
      .sort(
        by(
          (finding) => finding.foundAt,
          (finding) => finding.key,
        ),
      );
  }
}

export class MemoryAuditTrail implements AuditTrail {
  constructor(private readonly rows: MemoryTenant) {}

  async append(entry: AuditEntry): Promise<void> {
    this.rows.audit.set(String(this.rows.audit.values().length), entry);
  }

  async about(subject: AuditSubject): Promise<readonly AuditEntry[]> {
    return this.rows.audit
      .values()
      .filter((entry) => entry.subject.kind === subject.kind && entry.subject.id === subject.id);
  }
}

export class MemoryJobs implements Jobs {
  constructor(private readonly rows: MemoryTenant) {}

  async wake(wake: Wake): Promise<void> {
    this.rows.wakes.set(String(this.rows.wakes.values().length), this.rows.own(wake));
  }
}

function placeOf({ kind, sourceId }: { readonly kind: DocumentKind; readonly sourceId: string }): string {
  return keyOf(kind, sourceId);
}
