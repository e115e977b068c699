import type { LimitKind } from './limits.js';

export interface CallRecord {
  at: string;
  method: string;
  path: string;
  tenantId?: string;
  status: number;
  correlationId: string;
  idempotencyKey?: string;
  replayed: boolean;
  fault?: string;
}

export interface StatsReport {
  calls: number;
  byEndpoint: Record<string, number>;
  byTenant: Record<string, number>;
  byStatus: Record<string, number>;
  rateLimited: Record<LimitKind, number>;
  highestConcurrency: Record<string, number>;
  replays: number;
  webhooks: { sent: number; accepted: number; refused: number };
  /** Failures of the simulator itself, or of a check it was given. Always empty in a good run. */
  defects: string[];
}

const KEPT_CALLS = 500;

/** What an observer counts at Xero's door. */
export class Stats {
  #report = blank();
  #calls: CallRecord[] = [];

  record(call: CallRecord): void {
    this.#calls = [call, ...this.#calls].slice(0, KEPT_CALLS);
    this.#report.calls += 1;
    count(this.#report.byEndpoint, `${call.method} ${endpointOf(call.path)}`);
    count(this.#report.byStatus, String(call.status));
    if (call.tenantId !== undefined) count(this.#report.byTenant, call.tenantId);
    if (call.replayed) this.#report.replays += 1;
  }

  limited(kind: LimitKind): void {
    this.#report.rateLimited[kind] += 1;
  }

  inFlight(tenantId: string, concurrent: number): void {
    this.#report.highestConcurrency[tenantId] = Math.max(concurrent, this.#report.highestConcurrency[tenantId] ?? 0);
  }

  webhook(outcome: 'accepted' | 'refused'): void {
    this.#report.webhooks.sent += 1;
    this.#report.webhooks[outcome] += 1;
  }

  defect(error: unknown): void {
    this.#report.defects.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  report(): StatsReport {
    return structuredClone(this.#report);
  }

  /** The latest calls, newest first. */
  calls(): readonly CallRecord[] {
    return this.#calls;
  }

  reset(): void {
    this.#report = blank();
    this.#calls = [];
  }
}

const blank = (): StatsReport => ({
  calls: 0,
  byEndpoint: {},
  byTenant: {},
  byStatus: {},
  rateLimited: { concurrent: 0, minute: 0, day: 0, appminute: 0 },
  highestConcurrency: {},
  replays: 0,
  webhooks: { sent: 0, accepted: 0, refused: 0 },
  defects: [],
});

function count(table: Record<string, number>, key: string): void {
  table[key] = (table[key] ?? 0) + 1;
}

/** `/Invoices/0b…/Attachments/receipt.pdf` → `/Invoices/{id}/Attachments/{name}`. */
export function endpointOf(path: string): string {
  const segments = path
    .replace(/^\/api\.xro\/2\.0/, '')
    .split('/')
    .filter((segment) => segment !== '');
  return `/${segments.map((segment, index) => (index === 1 && segment !== 'Actions' ? '{id}' : index === 3 ? (segments[2] === 'Attachments' ? '{name}' : '{id}') : segment)).join('/')}`;
}
