import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReconciliationList, UnitOfWork, type ReconciliationFilter } from '@bridge/application';
import {
  differenceKindNames,
  documentKinds,
  reconciliationSortNames,
  type DifferenceKindName,
  type DocumentKindName,
  type PageView,
  type ReconciliationListQuery,
  type ReconciliationRowView,
} from '@bridge/contracts';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { ConnectionBoard } from '../connections/connection-board.js';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { oneOf, pageParameters, text } from '../openapi/shape.js';
import { PageQuery } from '../views/page-query.js';
import { pageView } from '../views/plain.js';
import { bothSidesView } from './both-sides-view.js';
import { csvHead, csvRow } from './reconciliation-csv.js';

const differences = [...differenceKindNames, 'any'] as const;
const ROWS_AT_ONCE = 200;

class FilterQuery {
  @IsOptional() @IsIn(documentKinds) kind?: DocumentKindName;
  @IsOptional() @IsIn(differences) difference?: DifferenceKindName | 'any';
  @IsOptional() @IsString() @MaxLength(200) text?: string;
}

class BothSidesQuery extends PageQuery {
  @IsOptional() @IsIn(documentKinds) kind?: DocumentKindName;
  @IsOptional() @IsIn(differences) difference?: DifferenceKindName | 'any';
  @IsOptional() @IsString() @MaxLength(200) text?: string;
  @IsOptional() @IsIn(reconciliationSortNames) sort?: NonNullable<ReconciliationListQuery['sort']>;
  @IsOptional() @IsIn(['true', 'false']) descending?: string;
}

const filters = { kind: oneOf(documentKinds), difference: oneOf(differences), text };

@Controller('api/v1/connections')
export class BothSidesController {
  constructor(
    private readonly list: ReconciliationList,
    private readonly unitOfWork: UnitOfWork,
    private readonly board: ConnectionBoard,
  ) {}

  @Get(':id/reconciliation/documents')
  @Needs('view')
  @Describe('Every copied document as Productive has it and as Xero showed it, with the differences', {
    answers: [200, 'ReconciliationPage'],
    query: {
      ...filters,
      sort: oneOf(reconciliationSortNames),
      descending: oneOf(['true', 'false']),
      ...pageParameters,
    },
    more: 'From what is kept: neither Productive nor Xero is asked. POST …/reconciliation compares anew.',
  })
  async page(
    @By() { tenantId }: Caller,
    @Param('id') id: string,
    @Query() { sort = 'linked_at', descending = 'true', offset, limit, ...query }: BothSidesQuery,
  ): Promise<PageView<ReconciliationRowView>> {
    await this.board.mustExist(tenantId, id);
    const showsPayments = await this.#showsExpensePayments(tenantId);
    const wanted = { ...filterOf(id, query), sort, descending: descending === 'true', offset, limit };
    const page = await this.list.page(tenantId, wanted);
    return pageView(page, wanted, (row) => bothSidesView(row, showsPayments));
  }

  @Get(':id/reconciliation.csv')
  @Needs('view')
  @Describe('The same as a file for spreadsheets', {
    answers: [200],
    textType: 'text/csv',
    query: filters,
    more: 'UTF-8, as RFC 4180 has it, however many there are. Texts that a spreadsheet would take for a formula begin with an apostrophe.',
  })
  async csv(
    @By() { tenantId }: Caller,
    @Param('id') id: string,
    @Query() query: FilterQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.board.mustExist(tenantId, id);
    const showsPayments = await this.#showsExpensePayments(tenantId);
    response.set('Content-Type', 'text/csv; charset=utf-8');
    response.set('Content-Disposition', 'attachment; filename="reconciliation.csv"');
    // Where something fails on the way the line is cut, so that nobody takes a part for the whole.
    await pipeline(Readable.from(this.#lines(tenantId, filterOf(id, query), showsPayments)), response);
  }

  async *#lines(tenantId: string, filter: ReconciliationFilter, showsPayments: boolean): AsyncGenerator<string> {
    yield csvHead;
    for (let after: string | undefined, isLast = false; !isLast;) {
      const rows = await this.list.after(tenantId, filter, after, ROWS_AT_ONCE);
      yield rows.map((row) => csvRow(bothSidesView(row, showsPayments))).join('');
      after = rows.at(-1)?.ledgerId;
      isLast = rows.length < ROWS_AT_ONCE;
    }
  }

  async #showsExpensePayments(tenantId: string): Promise<boolean> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    return tenant?.expensePayments.isVisible ?? false;
  }
}

function filterOf(connectionId: string, { kind, difference, text: part }: FilterQuery): ReconciliationFilter {
  return { connectionId, ...(kind && { kind }), ...(difference && { difference }), ...(part && { text: part }) };
}
