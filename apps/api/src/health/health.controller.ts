import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { STORES } from '../composition/ports.js';
import type { Stores } from '../composition/stores.js';
import { Needs } from '../http/gate/needs.js';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @Inject(STORES) private readonly stores: Stores,
  ) {}

  /** The process runs. */
  @Get('live')
  @Needs('nobody')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can do its work: the database answers. The vendors’ outages are not ours, and a restart would not mend them. */
  @Get('ready')
  @Needs('nobody')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      async () => {
        const check = this.indicator.check('database');
        return this.stores.persistence.checkReady().then(
          () => check.up(),
          () => check.down('does not answer'),
        );
      },
    ]);
  }
}
