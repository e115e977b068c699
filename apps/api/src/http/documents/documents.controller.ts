import {
  DocumentList,
  copyStatuses,
  documentSorts,
  MarkCopied,
  RefreshDocuments,
  UnitOfWork,
  UnlinkCopy,
} from '@bridge/application';
import { MarkCopiedBody, documentKinds, type CopyView, type DocumentView, type PageView } from '@bridge/contracts';
import type { DocumentKind } from '@bridge/domain';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { text, day, list, oneOf, pageParameters } from '../openapi/shape.js';
import { notFound, valueOf } from '../problems/answers.js';
import { pageView } from '../views/plain.js';
import { copyView, documentView } from './document-view.js';
import { DocumentsListQuery, progresses, toDocumentQuery } from './documents-query.js';

@Controller('api/v1/documents')
export class DocumentsController {
  constructor(
    private readonly list: DocumentList,
    private readonly unitOfWork: UnitOfWork,
    private readonly refreshDocuments: RefreshDocuments,
    private readonly unlinkCopy: UnlinkCopy,
    private readonly markCopied: MarkCopied,
  ) {}

  @Get()
  @Needs('view')
  @Describe('Invoices or expenses as Productive has them, with the state of their copies', {
    answers: [200, 'DocumentPage'],
    query: {
      'kind!': oneOf(documentKinds),
      copyStatus: list(oneOf(copyStatuses)),
      progress: list(oneOf(progresses)),
      sourceId: list(text),
      subsidiaryId: text,
      text,
      issuedFrom: day,
      issuedTo: day,
      sort: oneOf(documentSorts),
      descending: oneOf(['true', 'false']),
      ...pageParameters,
    },
    more: 'Productive itself may ask with an API key, for example `?kind=invoice&sourceId=70011`.',
  })
  async page(@By() { tenantId }: Caller, @Query() query: DocumentsListQuery): Promise<PageView<DocumentView>> {
    const wanted = toDocumentQuery(query);
    const showsPayments = await this.#showsExpensePayments(tenantId);
    const page = await this.list.page(tenantId, wanted);
    return pageView(page, wanted, (row) => documentView(row, showsPayments));
  }

  /** Reads what changed in Productive now, instead of at the next turn of the schedule. */
  @Post('refresh')
  @Needs('copy')
  @Describe('Read what changed in Productive now', { answers: [204] })
  @HttpCode(204)
  async refresh(@By() { tenantId }: Caller): Promise<void> {
    await this.refreshDocuments.run(tenantId);
  }

  @Delete(':kind/:sourceId/copies/:ledgerId')
  @Needs('copy')
  @Describe('Forget a copy: nothing changes in Xero', { answers: [204] })
  @HttpCode(204)
  async unlink(
    @By() { tenantId, by }: Caller,
    @Param('kind') kind: string,
    @Param('sourceId') sourceId: string,
    @Param('ledgerId') ledgerId: string,
  ): Promise<void> {
    const isDone = await this.unlinkCopy.run(tenantId, kindOf(kind), sourceId, ledgerId, by);
    if (!isDone) throw notFound();
  }

  @Post(':kind/:sourceId/mark-copied')
  @Needs('copy')
  @Describe('Say which document of Xero is the copy already', {
    answers: [201, 'CopyView'],
    body: 'MarkCopiedBody',
    refuses: { 422: ['Xero has no such live document, or it is the copy of another one.'] },
  })
  async mark(
    @By() { tenantId, by }: Caller,
    @Param('kind') kind: string,
    @Param('sourceId') sourceId: string,
    @Body() { ledgerDocument }: MarkCopiedBody,
  ): Promise<CopyView> {
    const marked = await this.markCopied.run(tenantId, kindOf(kind), sourceId, ledgerDocument.trim(), by);
    if (!marked.ok && marked.problems.some(({ code }) => code === 'source_document_missing')) throw notFound();
    const link = valueOf(marked);
    return copyView(link, link.kind === 'invoice' || (await this.#showsExpensePayments(tenantId)));
  }

  async #showsExpensePayments(tenantId: string): Promise<boolean> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    return tenant?.expensePayments.isVisible ?? false;
  }
}

function kindOf(text: string): DocumentKind {
  const kind = documentKinds.find((name) => name === text);
  if (kind === undefined) throw notFound();
  return kind;
}
