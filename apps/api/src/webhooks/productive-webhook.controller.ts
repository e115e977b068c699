import { Directory, Jobs } from '@bridge/application';
import { readProductiveEvent } from '@bridge/productive';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Metrics } from '../health/metrics.js';
import { By, type Caller } from '../http/gate/caller.js';
import { Needs } from '../http/gate/needs.js';
import { notFound } from '../http/problems/answers.js';

/**
 * Productive tells that a document changed: an automation's HTTP request with an API key. The body is a hint only, so
 * whatever it says, the documents that changed are read anew.
 */
@ApiTags('webhooks')
@Controller('api/v1/webhooks/productive')
export class ProductiveWebhookController {
  constructor(
    private readonly directory: Directory,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
  ) {}

  @Post(':connectionId')
  @Needs('copy')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'A document changed in Productive: read again what is new' })
  @ApiBody({ required: false, schema: { type: 'object', additionalProperties: true } })
  @ApiNoContentResponse({ description: 'Heard. What changed is read within moments.' })
  @ApiNotFoundResponse({ description: 'There is no such connection.' })
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
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
