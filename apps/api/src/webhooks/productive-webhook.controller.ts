import { Clock, Directory, Jobs, Recent, UnitOfWork } from '@bridge/application';
import { readProductiveEvent, verifyProductiveSignature } from '@bridge/productive';
import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
  type BeforeApplicationShutdown,
  type RawBodyRequest,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Metrics } from '../health/metrics.js';
import { By, type Caller } from '../http/gate/caller.js';
import { Needs } from '../http/gate/needs.js';
import { Describe } from '../http/openapi/describe.js';
import { notFound } from '../http/problems/answers.js';
import { GatheredWakes } from './gathered-wakes.js';

/** Whose webhooks a connection hears, and the secrets that sign them. */
interface Door {
  readonly tenantId: string;
  readonly secrets: readonly string[];
}

/** An invoice that is copied is three events: its secrets are not read for each. */
const RECENT_MS = 10_000;
/** Each mark that we set is an event too, and each look costs calls of the same 100 in ten seconds. */
const GATHER_MS = 5_000;
/** What no remembered secret signed may be signed by a new one. Forged floods have them read once a second. */
const NEW_SECRETS_MS = 1_000;

/**
 * Productive tells that a document changed: its own webhooks sign what they send, an automation's HTTP request brings an
 * API key. The body is a hint only, so whatever it says, the documents that changed are read anew.
 */
@ApiTags('webhooks')
@Controller('api/v1/webhooks/productive')
export class ProductiveWebhookController implements BeforeApplicationShutdown {
  readonly #doors: Recent<Door | undefined>;
  readonly #wakes = new GatheredWakes(
    (connectionId) => this.#wake(connectionId),
    () => this.metrics.webhooks.inc({ vendor: 'productive', outcome: 'not woken' }),
    GATHER_MS,
  );

  constructor(
    private readonly directory: Directory,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.#doors = new Recent(RECENT_MS, clock);
  }

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
    const isTheirs = isUuid(connectionId) && (await this.#door(connectionId))?.tenantId === tenantId;
    this.metrics.webhooks.inc({ vendor: 'productive', outcome: isTheirs ? readProductiveEvent(body).kind : 'refused' });
    if (!isTheirs) throw notFound();
    await this.#wakes.hear(connectionId);
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
    const body = request.rawBody ?? Buffer.alloc(0);
    const isGenuine = isUuid(connectionId) && (await this.#isGenuine(connectionId, body, signature));
    const outcome = isGenuine ? readProductiveEvent(request.body).kind : 'refused';
    this.metrics.webhooks.inc({ vendor: 'productive', outcome });
    if (isGenuine) await this.#wakes.hear(connectionId);
    response.status(isGenuine ? 204 : 401).end();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#wakes.close();
  }

  async #isGenuine(connectionId: string, body: Buffer, signature: string | undefined): Promise<boolean> {
    const isSigned = async () => {
      const { secrets } = (await this.#door(connectionId)) ?? { secrets: [] };
      return verifyProductiveSignature(body, signature, secrets, this.clock.now());
    };
    if (await isSigned()) return true;
    this.#doors.forgetOlderThan(connectionId, NEW_SECRETS_MS);
    return isSigned();
  }

  #door(connectionId: string): Promise<Door | undefined> {
    return this.#doors.of(connectionId, () => this.#read(connectionId));
  }

  async #read(connectionId: string): Promise<Door | undefined> {
    const tenantId = await this.directory.tenantOf(connectionId);
    if (tenantId === undefined) return undefined;
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    return { tenantId, secrets: (tenant?.sourceHooks ?? []).map(({ secret }) => secret) };
  }

  async #wake(connectionId: string): Promise<void> {
    const door = await this.#door(connectionId);
    if (door !== undefined) await this.jobs.wake({ tenantId: door.tenantId, connectionId, task: 'refresh' });
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
