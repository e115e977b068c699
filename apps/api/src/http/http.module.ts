import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ActivityController } from './activity/activity.controller.js';
import { ChangeFeed } from './activity/change-feed.js';
import { EventsController } from './activity/events.controller.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ConnectionBoard } from './connections/connection-board.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ConsentController } from './connections/consent.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { ChartsAndContacts } from './exports/charts-and-contacts.js';
import { WantedDocuments } from './exports/copy-request.js';
import { ExportsController } from './exports/exports.controller.js';
import { LedgerUrls } from './exports/ledger-urls.js';
import { PreviewsController } from './exports/previews.controller.js';
import { ProgressController } from './exports/progress.controller.js';
import { Gatekeeper } from './gate/gatekeeper.js';
import { SignInThrottle } from './gate/sign-in-throttle.js';
import { TenantTurns } from './gate/tenant-turns.js';
import { PaymentsController } from './payments/payments.controller.js';
import { JsonOnly } from './problems/json-only.js';
import { PlainValues } from './problems/plain-values.js';
import { ProblemFilter } from './problems/problem-filter.js';
import { createValidation } from './problems/validation.js';
import { BothSidesController } from './reconciliation/both-sides.controller.js';
import { ReconciliationController } from './reconciliation/reconciliation.controller.js';
import { ExpensePaymentsController } from './session/expense-payments.controller.js';
import { SandboxController } from './session/sandbox.controller.js';
import { SessionController } from './session/session.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { StreamPlaces } from './streams/stream-places.js';

/**
 * The HTTP face. Needs a global module that provides the use cases, the ports and `HttpSettings` under their classes,
 * and in the sandbox `SandboxInfo`. Its guards, its filter and its validation hold for every controller of the process.
 */
@Module({
  // Fixed words come before parameters: `exports/progress` must not be taken for an export called “progress”.
  controllers: [
    SessionController,
    SandboxController,
    ExpensePaymentsController,
    ConsentController,
    ConnectionsController,
    SettingsController,
    DocumentsController,
    PreviewsController,
    ProgressController,
    ExportsController,
    PaymentsController,
    ReconciliationController,
    BothSidesController,
    ActivityController,
    AlertsController,
    EventsController,
    ApiKeysController,
  ],
  providers: [
    SignInThrottle,
    ConnectionBoard,
    WantedDocuments,
    ChartsAndContacts,
    LedgerUrls,
    ChangeFeed,
    StreamPlaces,
    { provide: APP_GUARD, useClass: Gatekeeper },
    { provide: APP_GUARD, useClass: JsonOnly },
    { provide: APP_INTERCEPTOR, useClass: TenantTurns },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: PlainValues },
    { provide: APP_PIPE, useFactory: createValidation },
  ],
})
export class HttpModule {}
