import { Directory, Jobs } from '@bridge/application';
import { readXeroEvents, verifyXeroSignature } from '@bridge/xero';
import {
  Controller,
  Headers,
  Inject,
  Post,
  Req,
  Res,
  type BeforeApplicationShutdown,
  type RawBodyRequest,
} from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ENVIRONMENT } from '../composition/ports.js';
import type { Environment } from '../environment/read-environment.js';
import { Metrics } from '../health/metrics.js';
import { Needs } from '../http/gate/needs.js';
import { GatheredWakes } from './gathered-wakes.js';

/** Payments have no events of their own; what they do to a document has. */
const ABOUT_PAYMENTS = new Set(['INVOICE', 'CREDITNOTE', 'PREPAYMENT', 'OVERPAYMENT']);

const GATHER_MS = 500;

/** Xero wants an empty 200 or 401 within five seconds, and no cookies. An event only wakes the import: the poll is the truth. */
@Controller('api/v1/webhooks/xero')
export class XeroWebhookController implements BeforeApplicationShutdown {
  readonly #wakes = new GatheredWakes(
    (organisationId) => this.#wake(organisationId),
    () => this.#count('not woken'),
    GATHER_MS,
  );

  constructor(
    private readonly directory: Directory,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  @Post()
  @Needs('nobody')
  @ApiExcludeEndpoint()
  async receive(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Headers('x-xero-signature') signature?: string,
  ): Promise<void> {
    const key = this.environment.xero.webhookKey;
    const isGenuine = key !== undefined && verifyXeroSignature(request.rawBody ?? Buffer.alloc(0), signature, key);
    this.#count(isGenuine ? 'genuine' : 'refused');
    if (isGenuine) await this.#hear(request.body);
    response.status(isGenuine ? 200 : 401).end();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#wakes.close();
  }

  async #hear(body: unknown): Promise<void> {
    const events = readXeroEvents(body).filter((event) => ABOUT_PAYMENTS.has(event.category));
    for (const organisationId of new Set(events.map((event) => event.organisationId)))
      await this.#wakes.hear(organisationId);
  }

  async #wake(organisationId: string): Promise<void> {
    const connections = await this.directory.connectionsOf(organisationId);
    if (connections.length === 0) this.#count('unknown organisation');
    for (const { tenantId, connectionId } of connections)
      await this.jobs.wake({ tenantId, connectionId, task: 'import', trigger: 'webhook' });
  }

  #count(outcome: string): void {
    this.metrics.webhooks.inc({ vendor: 'xero', outcome });
  }
}
