import {
  AnnounceCopies,
  CheckDrift,
  Clock,
  CopyAutomatically,
  HearSource,
  ImportPayments,
  Jobs,
  RefreshDocuments,
  SendExports,
  SendExtras,
  SettleSource,
  UnitOfWork,
} from '@bridge/application';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { ENVIRONMENT, LOG, STORES } from '../composition/ports.js';
import type { Stores } from '../composition/stores.js';
import type { Environment } from '../environment/read-environment.js';
import { Metrics } from '../health/metrics.js';
import { RunTask } from './run-task.js';
import { Workers } from './workers.js';

@Module({
  providers: [
    {
      provide: RunTask,
      inject: [
        SendExports,
        AnnounceCopies,
        SendExtras,
        ImportPayments,
        SettleSource,
        CheckDrift,
        RefreshDocuments,
        HearSource,
        CopyAutomatically,
        ENVIRONMENT,
        UnitOfWork,
        Jobs,
        Clock,
      ],
      useFactory: (
        sendExports: SendExports,
        announceCopies: AnnounceCopies,
        sendExtras: SendExtras,
        importPayments: ImportPayments,
        settleSource: SettleSource,
        checkDrift: CheckDrift,
        refreshDocuments: RefreshDocuments,
        hearing: HearSource,
        copyAutomatically: CopyAutomatically,
        { publicUrl }: Environment,
        unitOfWork: UnitOfWork,
        jobs: Jobs,
        clock: Clock,
      ) => {
        const addressOf = (connectionId: string) => `${publicUrl}/api/v1/webhooks/productive/${connectionId}/signed`;
        const hearSource = { run: (tenantId: string) => hearing.run(tenantId, addressOf) };
        const sources = { refreshDocuments, copyAutomatically, hearSource, checkDrift };
        const useCases = { sendExports, announceCopies, sendExtras, importPayments, settleSource, ...sources };
        return new RunTask(useCases, unitOfWork, jobs, clock);
      },
    },
    {
      provide: Workers,
      inject: [STORES, RunTask, Metrics, ENVIRONMENT, LOG],
      useFactory: ({ queue }: Stores, runTask: RunTask, metrics: Metrics, { role, store }: Environment, log: Logger) =>
        new Workers(queue, runTask, metrics, role, store.kind === 'server', log),
    },
  ],
  exports: [RunTask],
})
export class JobsModule {}
