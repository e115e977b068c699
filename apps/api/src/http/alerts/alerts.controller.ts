import { SaveAlerts, UnitOfWork, type AlertSettings, type Digest } from '@bridge/application';
import { AlertsBody, type AlertsView } from '@bridge/contracts';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { conflict } from '../problems/answers.js';
import { invalid, invalidField } from '../problems/validation.js';
import { instantView } from '../views/plain.js';
import { problemView } from '../views/problem-view.js';
import { MailSetup } from './mail-setup.js';

@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly saveAlerts: SaveAlerts,
    private readonly mail: MailSetup,
  ) {}

  @Get()
  @Needs('manage')
  @Describe('Whom the bridge writes to when something fails', { answers: [200, 'AlertsView'] })
  read(@By() { tenantId }: Caller): Promise<AlertsView> {
    return this.#view(tenantId);
  }

  @Put()
  @Needs('manage')
  @Describe('Choose whom the bridge writes to when something fails', {
    answers: [200, 'AlertsView'],
    body: 'AlertsBody',
    refuses: { 409: ['Mail is not set up on this server.'] },
    more: 'One letter an hour at most, a broken connection at once, and no failure twice before it has healed.',
  })
  async save(@By() { tenantId, by }: Caller, @Body() { isOn, addresses }: AlertsBody): Promise<AlertsView> {
    if (isOn && !this.mail.isSetUp)
      throw conflict('mail_not_set_up', 'Mail is not set up', 'Whoever runs this server must set SMTP_URL first.');
    if (isOn && addresses.length === 0)
      throw invalid([invalidField('addresses', 'Name at least one address, or switch alerts off.')]);
    await this.saveAlerts.run(tenantId, isOn, addresses, by);
    return this.#view(tenantId);
  }

  #view(tenantId: string): Promise<AlertsView> {
    return this.unitOfWork.run(tenantId, async (store) =>
      alertsView(this.mail.isSetUp, await store.alerts.find(), await store.digests.latest()),
    );
  }
}

function alertsView(isAvailable: boolean, settings: AlertSettings | undefined, last: Digest | undefined): AlertsView {
  return {
    isAvailable,
    isOn: settings?.isOn ?? false,
    addresses: settings?.addresses ?? [],
    ...(settings && { changedAt: instantView(settings.changedAt), changedBy: settings.changedBy }),
    ...(last && { last: lastView(last) }),
  };
}

function lastView({
  mail,
  createdAt,
  sentAt,
  sentTo,
  problem,
  nextAttemptAt,
}: Digest): NonNullable<AlertsView['last']> {
  return {
    subject: mail.subject,
    writtenAt: instantView(createdAt),
    ...(sentAt !== undefined && { sentAt: instantView(sentAt) }),
    sentTo: sentTo ?? [],
    ...(problem && { problem: problemView(problem) }),
    ...(sentAt === undefined && { nextAttemptAt: instantView(nextAttemptAt) }),
  };
}
