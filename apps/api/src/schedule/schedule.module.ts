import {
  AccessTokens,
  AlertPeople,
  CheckConnection,
  CheckPlan,
  Clock,
  Directory,
  DueWork,
  Jobs,
  UnitOfWork,
} from '@bridge/application';
import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ScheduleModule as NestSchedule, SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { ENVIRONMENT, LOG, STORES } from '../composition/ports.js';
import type { Stores } from '../composition/stores.js';
import type { Environment } from '../environment/read-environment.js';
import { Metrics } from '../health/metrics.js';
import { Pulse, type TickReport } from './pulse.js';
import { ticksOf } from './ticks.js';

@Module({
  imports: [NestSchedule.forRoot()],
  providers: [
    {
      provide: Pulse,
      inject: [
        Directory,
        DueWork,
        Jobs,
        UnitOfWork,
        AccessTokens,
        CheckConnection,
        CheckPlan,
        Clock,
        STORES,
        ENVIRONMENT,
        Metrics,
        LOG,
        { token: AlertPeople, optional: true },
      ],
      useFactory: (
        directory: Directory,
        dueWork: DueWork,
        jobs: Jobs,
        unitOfWork: UnitOfWork,
        tokens: AccessTokens,
        checkConnection: CheckConnection,
        checkPlan: CheckPlan,
        clock: Clock,
        { persistence }: Stores,
        { importEveryMs }: Environment,
        metrics: Metrics,
        log: Logger,
        alertPeople: AlertPeople | undefined,
      ) =>
        new Pulse(
          ticksOf(
            {
              ...{ directory, dueWork, jobs, unitOfWork, tokens, checkConnection, checkPlan, clock },
              ...(alertPeople && { alertPeople }),
            },
            importEveryMs,
          ),
          persistence.lastingLeases,
          (report) => note(report, metrics, log),
        ),
    },
  ],
  exports: [Pulse],
})
export class ScheduleModule implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    private readonly pulse: Pulse,
    private readonly registry: SchedulerRegistry,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    if (this.environment.role === 'web') return;
    const beat = () => void this.pulse.beat();
    this.registry.addInterval('pulse', setInterval(beat, this.pulse.beatEveryMs));
    beat();
  }

  onModuleDestroy(): void {
    if (this.registry.doesExist('interval', 'pulse')) this.registry.deleteInterval('pulse');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pulse.stop();
  }
}

function note({ tick, outcome, error }: TickReport, metrics: Metrics, log: Logger): void {
  metrics.ticks.inc({ tick, outcome });
  if (outcome === 'failed') log.error({ err: error }, `The tick ${tick} failed`);
  else log.debug({ tick }, 'tick');
}
