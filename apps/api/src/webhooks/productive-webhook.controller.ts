import { Clock, Directory, Jobs, UnitOfWork } from '@bridge/application';
import { readProductiveEvent, verifyProductiveSignature } from '@bridge/productive';
import { Body, Controller, Headers, HttpCode, Param, Post, Req, Res, type RawBodyRequest } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Metrics } from '../health/metrics.js';
import { By, type Caller } from '../http/gate/caller.js';
import { Needs } from '../http/gate/needs.js';
import { Describe } from '../http/openapi/describe.js';
import { notFound } from '../http/problems/answers.js';

/**
 * Productive tells that a document changed: its own webhooks sign what they send, an automation's HTTP request brings an
 * API key. The body is a hint only, so whatever it says, the documents that changed are read anew.
 */
@ApiTags('webhooks')
@Controller('api/v1/webhooks/productive')
export class ProductiveWebhookController {
  constructor(
    private readonly directory: Directory,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Post(':connectionId')
  @Needs('copy')
  @HttpCode(204)
  @ApiBearerAuth()
  @Describe('A document changed in Productive: read again what is new', { answers: [204] })
  @ApiBody({ required: false, schema: { type: 'object', additionalProperties: true } })
  async receive(
    @Param('connectionId') connectionId: string,
    @Body() body: object | undefined,
    @By() { tenantId }: Caller,
  ): Promise<void> {
    const isTheirs = isUuid(connectionId) && (await this.directory.tenantOf(connectionId)) === tenantId;
    this.metrics.webhooks.inc({ vendor: 'productive', outcome: isTheirs ? readProductiveEvent(body).kind : 'refused' });
    if (!isTheirs) throw notFound();
    await this.jobs.wake({ tenantId, connectionId, task: 'refresh' });
  }

  /** Productive's webhooks: 204 when one of the tenant's secrets signed the raw body, else an empty 401, whatever is wrong. */
  @Post(':connectionId/signed')
  @Needs('nobody')
  @ApiExcludeEndpoint()
  async receiveSigned(
    @Param('connectionId') connectionId: string,
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Headers('productive-signature') signature?: string,
  ): Promise<void> {
    const tenantId = isUuid(connectionId) ? await this.directory.tenantOf(connectionId) : undefined;
    const secrets = tenantId === undefined ? [] : await this.#secretsOf(tenantId);
    const body = request.rawBody ?? Buffer.alloc(0);
    const isGenuine = verifyProductiveSignature(body, signature, secrets, this.clock.now());
    const outcome = isGenuine ? readProductiveEvent(request.body).kind : 'refused';
    this.metrics.webhooks.inc({ vendor: 'productive', outcome });
    if (isGenuine && tenantId !== undefined) await this.jobs.wake({ tenantId, connectionId, task: 'refresh' });
    response.status(isGenuine ? 204 : 401).end();
  }

  async #secretsOf(tenantId: string): Promise<string[]> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    return (tenant?.sourceHooks ?? []).map(({ secret }) => secret);
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
