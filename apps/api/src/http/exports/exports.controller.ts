import {
  ActivityList,
  RequestExports,
  RetryExports,
  SkipExports,
  UnitOfWork,
  type RequestedExports,
} from '@bridge/application';
import {
  CopyRequestBody,
  ExportIdsBody,
  documentKinds,
  exportStateNames,
  type ExportDetailView,
  type ExportView,
  type ExportsView,
  type PageView,
  type RetryView,
} from '@bridge/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { dayOrInstant, list, text, oneOf, pageParameters } from '../openapi/shape.js';
import { notFound, statusOf } from '../problems/answers.js';
import { HttpProblem } from '../problems/http-problem.js';
import { productiveErrors } from '../problems/productive-errors.js';
import { ledgerDocumentView } from '../views/ledger-document-view.js';
import { pageView } from '../views/plain.js';
import { problemViews } from '../views/problem-view.js';
import { WantedDocuments, choicesOf } from './copy-request.js';
import { exportView, timelineEntry } from './export-view.js';
import { ExportsListQuery, toExportQuery } from './exports-query.js';
import { LedgerUrls } from './ledger-urls.js';

@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly wanted: WantedDocuments,
    private readonly requestExports: RequestExports,
    private readonly retryExports: RetryExports,
    private readonly skipExports: SkipExports,
    private readonly activity: ActivityList,
    private readonly unitOfWork: UnitOfWork,
    private readonly urls: LedgerUrls,
  ) {}

  @Post()
  @Needs('copy')
  @Describe('Copy to Xero', {
    answers: [202, 'ExportsView'],
    body: 'CopyRequestBody',
    more: 'Queues what can be copied and says why the rest cannot. Productive itself may ask with an API key of the right `copy`. Asking twice copies once.',
    refuses: {
      409: [
        'Nothing was queued: expenses need the Professional or Ultimate plan (`expense_sync_feature_unavailable`).',
        'ExportsRefusedDocument',
      ],
      422: [
        'Nothing was queued; every document says why. Where invoices need another plan, `errors` has Productive’s `invalid_attribute`.',
        'ExportsRefusedDocument',
      ],
    },
  })
  @HttpCode(202)
  async request(@By() { tenantId, by }: Caller, @Body() body: CopyRequestBody): Promise<ExportsView> {
    const sourceIds = await this.wanted.of(tenantId, body);
    const choices = choicesOf(body);
    const requested = await this.requestExports.run({ tenantId, kind: body.kind, sourceIds, choices, by });
    const [first] = requested.queued;
    if (first === undefined) throw nothingQueued(requested);
    return {
      requestId: String(first.requestedAt),
      queued: requested.queued.map((row) => exportView(row, new Map())),
      refused: refusedView(requested),
    };
  }

  @Get()
  @Needs('view')
  @Describe('The log of copies, newest first', {
    answers: [200, 'ExportPage'],
    query: {
      connectionId: text,
      kind: oneOf(documentKinds),
      state: list(oneOf(exportStateNames)),
      from: dayOrInstant,
      to: dayOrInstant,
      text,
      ...pageParameters,
    },
  })
  async list(@By() { tenantId }: Caller, @Query() query: ExportsListQuery): Promise<PageView<ExportView>> {
    const wanted = toExportQuery(query);
    const page = await this.activity.exports(tenantId, wanted);
    const urls = await this.urls.of(tenantId, page.rows);
    return pageView(page, wanted, (row) => exportView(row, urls));
  }

  @Post('retry')
  @Needs('copy')
  @Describe('Try refused or skipped copies again, built afresh', {
    answers: [200, 'RetryView[]'],
    body: 'ExportIdsBody',
  })
  @HttpCode(200)
  async retry(@By() { tenantId, by }: Caller, @Body() { exportIds }: ExportIdsBody): Promise<readonly RetryView[]> {
    const ids = [...new Set(exportIds)];
    await this.#mustExist(tenantId, ids);
    const outcomes = await this.retryExports.run(tenantId, ids, by);
    return outcomes.map(({ exportId, problems }) => ({ exportId, problems: problemViews(problems) }));
  }

  @Post('skip')
  @Needs('copy')
  @Describe('Decide that documents will not be copied', { answers: [200, 'SkippedView'], body: 'ExportIdsBody' })
  @HttpCode(200)
  async skip(
    @By() { tenantId, by }: Caller,
    @Body() { exportIds }: ExportIdsBody,
  ): Promise<{ readonly skipped: readonly string[] }> {
    const ids = [...new Set(exportIds)];
    await this.#mustExist(tenantId, ids);
    return { skipped: [...(await this.skipExports.run(tenantId, ids, by))] };
  }

  @Get(':id')
  @Needs('view')
  @Describe('One copy with its document and its story', { answers: [200, 'ExportDetailView'] })
  async detail(@By() { tenantId }: Caller, @Param('id') id: string): Promise<ExportDetailView> {
    const { row, chart, story } = await this.unitOfWork.run(tenantId, async (store) => {
      const [found] = await store.exports.find([id]);
      if (found === undefined) throw notFound();
      return {
        row: found,
        chart: await store.charts.find(found.connectionId),
        story: await store.audit.about({ kind: 'export', id }),
      };
    });
    return {
      ...exportView(row, await this.urls.of(tenantId, [row])),
      document: ledgerDocumentView(row.document, chart),
      timeline: story.map(timelineEntry),
    };
  }

  async #mustExist(tenantId: string, ids: readonly string[]): Promise<void> {
    const found = await this.unitOfWork.run(tenantId, (store) => store.exports.find(ids));
    if (found.length < ids.length) throw notFound();
  }
}

function refusedView({ refused }: RequestedExports): ExportsView['refused'] {
  return refused.map(({ sourceId, problems }) => ({ sourceId, problems: problemViews(problems) }));
}

/** Nothing could be copied, and the caller learns why for every document. */
function nothingQueued(requested: RequestedExports): HttpProblem {
  const problems = requested.refused.flatMap((refused) => refused.problems);
  const [first] = problemViews(problems);
  return new HttpProblem(statusOf(problems), first?.code ?? 'nothing_to_copy', first?.title ?? 'Nothing to copy', {
    detail: first?.detail ?? 'No document matches.',
    problems: problemViews(problems),
    extra: { refused: refusedView(requested), ...productiveErrors(problems) },
  });
}
