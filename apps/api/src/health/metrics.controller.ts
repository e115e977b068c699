import { ActivityList, Directory } from '@bridge/application';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Needs } from '../http/gate/needs.js';
import { Metrics } from './metrics.js';

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly directory: Directory,
    private readonly activity: ActivityList,
  ) {}

  @Get()
  @Needs('nobody')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async read(): Promise<string> {
    await this.#countExports();
    return this.metrics.registry.metrics();
  }

  async #countExports(): Promise<void> {
    const tenants = new Set((await this.directory.liveConnections()).map(({ tenantId }) => tenantId));
    const totals = new Map<string, number>();
    for (const tenantId of tenants)
      for (const { exports } of Object.values(await this.activity.counts(tenantId)))
        for (const [state, count] of Object.entries(exports)) totals.set(state, (totals.get(state) ?? 0) + count);
    this.metrics.exports.reset();
    for (const [state, count] of totals) this.metrics.exports.set({ state }, count);
  }
}
