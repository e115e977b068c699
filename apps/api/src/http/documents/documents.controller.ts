import { DocumentList, MarkCopied, RefreshDocuments, UnitOfWork, UnlinkCopy } from '@bridge/application';
import { MarkCopiedBody, documentKinds, type CopyView, type DocumentView, type PageView } from '@bridge/contracts';
import type { DocumentKind } from '@bridge/domain';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { notFound, valueOf } from '../problems/answers.js';
import { pageView } from '../views/plain.js';
import { copyView, documentView } from './document-view.js';
import { DocumentsListQuery, toDocumentQuery } from './documents-query.js';

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
  async page(@By() { tenantId }: Caller, @Query() query: DocumentsListQuery): Promise<PageView<DocumentView>> {
    const wanted = toDocumentQuery(query);
    const showsPayments = await this.#showsExpensePayments(tenantId);
    const page = await this.list.page(tenantId, wanted);
    return pageView(page, wanted, (row) => documentView(row, showsPayments));
  }

  /** Reads what changed in Productive now, instead of at the next turn of the schedule. */
  @Post('refresh')
  @Needs('view')
  @HttpCode(204)
  async refresh(@By() { tenantId }: Caller): Promise<void> {
    await this.refreshDocuments.run(tenantId);
  }

  @Delete(':kind/:sourceId/copies/:ledgerId')
  @Needs('copy')
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
