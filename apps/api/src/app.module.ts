import { Module, type DynamicModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Logger } from 'pino';
import { CoreModule } from './composition/core.module.js';
import type { Stores } from './composition/stores.js';
import type { Environment } from './environment/read-environment.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';
import { LastAnswers } from './web/last-answers.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** Everything of the API. What each process really does is said by its role. */
@Module({})
export class AppModule {
  static forRoot(environment: Environment, log: Logger, stores: Stores): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.forRoot(environment, log, stores),
        // A worker listens too, for its health and its metrics only.
        ...(environment.role === 'worker' ? [] : [HttpModule, WebhooksModule]),
        HealthModule,
        JobsModule,
        ScheduleModule,
      ],
      providers: [
        {
          provide: LastAnswers,
          inject: [HttpAdapterHost],
          useFactory: (host: HttpAdapterHost) => new LastAnswers(host),
        },
      ],
    };
  }
}
