import { CopyPlanner, UnitOfWork, type PlannedCopy } from '@bridge/application';
import { CopyRequestBody, type PreviewView } from '@bridge/contracts';
import type { Chart } from '@bridge/domain';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { ledgerDocumentView, sourceDocumentView } from '../views/ledger-document-view.js';
import { problemViews } from '../views/problem-view.js';
import { WantedDocuments, choicesOf } from './copy-request.js';

@Controller('api/v1/previews')
export class PreviewsController {
  constructor(
    private readonly wanted: WantedDocuments,
    private readonly planner: CopyPlanner,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What a copy would make of each document, and everything that stands against it. Changes nothing. */
  @Post()
  @Needs('view')
  @Describe('What a copy would make of each document, and everything that stands against it; changes nothing', {
    answers: [200, 'PreviewView[]'],
    body: 'CopyRequestBody',
  })
  @HttpCode(200)
  async preview(@By() { tenantId }: Caller, @Body() body: CopyRequestBody): Promise<readonly PreviewView[]> {
    const sourceIds = await this.wanted.of(tenantId, body);
    if (sourceIds.length === 0) return [];
    const planned = await this.planner.plan(tenantId, body.kind, sourceIds, choicesOf(body));
    const charts = await this.#charts(tenantId, planned);
    return planned.map((copy) => previewView(copy, copy.connection && charts.get(copy.connection.id)));
  }

  #charts(tenantId: string, planned: readonly PlannedCopy[]): Promise<ReadonlyMap<string, Chart | undefined>> {
    const ids = new Set(planned.flatMap(({ connection }) => connection?.id ?? []));
    return this.unitOfWork.run(tenantId, async (store) => {
      const charts = new Map<string, Chart | undefined>();
      for (const id of ids) charts.set(id, await store.charts.find(id));
      return charts;
    });
  }
}

function previewView({ sourceId, source, connection, built }: PlannedCopy, chart: Chart | undefined): PreviewView {
  return {
    sourceId,
    ...(connection && { connectionId: connection.id }),
    ...(source && { source: sourceDocumentView(source) }),
    ...(built.ok && { document: ledgerDocumentView(built.document, chart) }),
    notices: problemViews(built.ok ? built.notices : []),
    problems: problemViews(built.ok ? [] : built.problems),
  };
}
