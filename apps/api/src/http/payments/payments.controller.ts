import {
  ActivityList,
  DecideReversals,
  ImportPayments,
  RetryTranches,
  UnitOfWork,
  importOutcomes,
  type PaymentImport,
  type Tranche,
} from '@bridge/application';
import {
  DecideReversalsBody,
  RetryTranchesBody,
  SyncNowBody,
  type ExpensePaymentView,
  type ImportView,
  type PageView,
  type TrancheView,
} from '@bridge/contracts';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ConnectionBoard } from '../connections/connection-board.js';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { dayOrInstant, oneOf, text, pageParameters } from '../openapi/shape.js';
import { conflict, notFound } from '../problems/answers.js';
import { ConnectionPageQuery } from '../views/page-query.js';
import { pageView } from '../views/plain.js';
import { balanceAfter, expensePaymentView, importView, trancheView } from './payment-views.js';
import { ImportsListQuery, TranchesListQuery, toImportQuery } from './payments-query.js';

@Controller('api/v1/payment-imports')
export class PaymentsController {
  constructor(
    private readonly activity: ActivityList,
    private readonly unitOfWork: UnitOfWork,
    private readonly importPayments: ImportPayments,
    private readonly retryTranches: RetryTranches,
    private readonly decideReversals: DecideReversals,
    private readonly board: ConnectionBoard,
  ) {}

  @Get()
  @Needs('view')
  @Describe('Imports of payments, newest first', {
    answers: [200, 'ImportPage'],
    query: {
      connectionId: text,
      outcome: oneOf(importOutcomes),
      from: dayOrInstant,
      to: dayOrInstant,
      ...pageParameters,
    },
  })
  async list(@By() { tenantId }: Caller, @Query() query: ImportsListQuery): Promise<PageView<ImportView>> {
    return pageView(await this.activity.imports(tenantId, toImportQuery(query)), query, importView);
  }

  /** Reads Xero’s changes now. What is found is entered into Productive by the worker at once. */
  @Post()
  @Needs('copy')
  @Describe('Import payments from Xero now', {
    answers: [201, 'ImportView'],
    body: 'SyncNowBody',
    more: 'While an import runs already, that one is the answer.',
    refuses: { 409: ['The sync is off, the plan does not include it, or Xero is not connected.'] },
  })
  async sync(@By() { tenantId }: Caller, @Body() { connectionId }: SyncNowBody): Promise<ImportView> {
    await this.board.mustExist(tenantId, connectionId);
    const run = await this.importPayments.run(tenantId, connectionId, 'person');
    return importView(run ?? (await this.#running(tenantId, connectionId)));
  }

  @Get('tranches')
  @Needs('view')
  @Describe('Payments by part, newest first', {
    answers: [200, 'TranchePage'],
    query: { connectionId: text, sourceInvoiceId: text, ...pageParameters },
  })
  async tranches(@By() { tenantId }: Caller, @Query() query: TranchesListQuery): Promise<PageView<TrancheView>> {
    const { sourceInvoiceId } = query;
    const page = await this.activity.tranches(tenantId, {
      ...sliceOf(query),
      ...(sourceInvoiceId && { sourceInvoiceId }),
    });
    const around = await this.#around(tenantId, page.rows);
    return pageView(page, query, (row) =>
      trancheView(
        row,
        around.invoices.get(row.sourceInvoiceId),
        balanceAfter(row, around.tranches, around.links.get(row.ledgerId)),
      ),
    );
  }

  @Post('tranches/retry')
  @Needs('copy')
  @Describe('Try held payments of a copy again, or take in those left out', {
    answers: [200, 'RetriedView'],
    body: 'RetryTranchesBody',
  })
  @HttpCode(200)
  async retry(
    @By() { tenantId, by }: Caller,
    @Body() { ledgerId, paymentIds }: RetryTranchesBody,
  ): Promise<{ readonly retried: number }> {
    const known = await this.unitOfWork.run(tenantId, (store) => store.tranches.of([ledgerId]));
    if (known.length === 0) throw notFound();
    return { retried: await this.retryTranches.run(tenantId, ledgerId, paymentIds, by) };
  }

  @Post('reversals')
  @Needs('manage')
  @Describe('Say whether payments that are gone from Xero, suspiciously many at a time, go from Productive too', {
    answers: [200, 'DecidedView'],
    body: 'DecideReversalsBody',
    refuses: { 409: ['No payments wait for a decision.'] },
  })
  @HttpCode(200)
  async decide(
    @By() { tenantId, by }: Caller,
    @Body() { connectionId, decision }: DecideReversalsBody,
  ): Promise<{ readonly documents: number }> {
    await this.board.mustExist(tenantId, connectionId);
    const documents = await this.decideReversals.run(tenantId, connectionId, decision, by);
    if (documents === 0) throw nothingToDecide();
    return { documents };
  }

  @Get('expenses')
  @Needs('view')
  @Describe('Expenses whose bills were paid', {
    answers: [200, 'ExpensePaymentPage'],
    query: { connectionId: text, ...pageParameters },
  })
  async expenses(
    @By() { tenantId }: Caller,
    @Query() query: ConnectionPageQuery,
  ): Promise<PageView<ExpensePaymentView>> {
    const page = await this.activity.expensePayments(tenantId, sliceOf(query));
    const ids = page.rows.map((row) => row.sourceId);
    const expenses = await this.unitOfWork.run(tenantId, (store) => store.documents.find('expense', ids));
    const byId = new Map(expenses.map((row) => [row.sourceId, row]));
    return pageView(page, query, (row) => expensePaymentView(row, byId.get(row.sourceId)));
  }

  /** Whoever asks while an import runs gets that one: it reads what they want read. */
  async #running(tenantId: string, connectionId: string): Promise<PaymentImport> {
    const latest = await this.activity.imports(tenantId, { connectionId, offset: 0, limit: 1 });
    const running = latest.rows.find((row) => row.finishedAt === undefined);
    if (running === undefined) throw nothingToDo();
    return running;
  }

  /** What a list of tranches needs besides: their invoices, their copies, and the other tranches of the same copies. */
  #around(tenantId: string, rows: readonly Tranche[]) {
    const ledgerIds = [...new Set(rows.map((row) => row.ledgerId))];
    const invoiceIds = [...new Set(rows.map((row) => row.sourceInvoiceId))];
    return this.unitOfWork.run(tenantId, async (store) => {
      const invoices = await store.documents.find('invoice', invoiceIds);
      const links = await store.links.of('invoice', invoiceIds);
      return {
        invoices: new Map(invoices.map((row) => [row.sourceId, row])),
        links: new Map(links.map((link) => [link.ledgerId, link])),
        tranches: await store.tranches.of(ledgerIds),
      };
    });
  }
}

function sliceOf({ connectionId, offset, limit }: ConnectionPageQuery) {
  return { ...(connectionId && { connectionId }), offset, limit };
}

function nothingToDecide() {
  return conflict(
    'nothing_to_decide',
    'Nothing waits for a decision',
    'Somebody may have decided already, or the payments are in Xero again.',
  );
}

function nothingToDo() {
  return conflict(
    'import_not_possible',
    'Nothing was imported',
    'Payments are imported while the sync is switched on and Xero is connected. It may also be paused for a while: see the connection.',
  );
}
