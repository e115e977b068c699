import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What operators watch. No label names a tenant, a document or a person. */
export class Metrics {
  readonly registry = new Registry();

  readonly ledgerCalls = new Counter({
    name: 'bridge_ledger_calls_total',
    help: 'Calls to Xero, by operation and status (0: no answer).',
    labelNames: ['call', 'status'],
    registers: [this.registry],
  });
  readonly sourceCalls = new Counter({
    name: 'bridge_source_calls_total',
    help: 'Calls to Productive, by method and status (0: no answer).',
    labelNames: ['method', 'status'],
    registers: [this.registry],
  });
  readonly tasks = new Histogram({
    name: 'bridge_task_seconds',
    help: 'Jobs, by task and outcome.',
    labelNames: ['task', 'outcome'],
    buckets: [0.05, 0.25, 1, 5, 15, 60, 180],
    registers: [this.registry],
  });
  readonly webhooks = new Counter({
    name: 'bridge_webhooks_total',
    help: 'Deliveries heard, by vendor and outcome.',
    labelNames: ['vendor', 'outcome'],
    registers: [this.registry],
  });
  readonly ticks = new Counter({
    name: 'bridge_ticks_total',
    help: 'Ticks of the schedule run by this process, by outcome.',
    labelNames: ['tick', 'outcome'],
    registers: [this.registry],
  });
  readonly exports = new Gauge({
    name: 'bridge_exports',
    help: 'Exports of all tenants, by state.',
    labelNames: ['state'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
