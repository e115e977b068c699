import { UnitOfWork } from '@bridge/application';
import { driftKindNames, type DriftKindName, type ReconciliationView } from '@bridge/contracts';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { ConnectionBoard } from '../connections/connection-board.js';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { oneOf, pageParameters } from '../openapi/shape.js';
import { PageQuery } from '../views/page-query.js';
import { reconciliationView } from './reconciliation-view.js';

class DriftsQuery extends PageQuery {
  @IsOptional() @IsIn(driftKindNames) kind?: DriftKindName;
}

@Controller('api/v1/connections')
export class ReconciliationController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly board: ConnectionBoard,
  ) {}

  @Get(':id/reconciliation')
  @Needs('view')
  @Describe('How Xero differs from what was copied, as the last check found it', {
    answers: [200, 'ReconciliationView'],
    query: { kind: oneOf(driftKindNames), ...pageParameters },
  })
  async read(
    @By() { tenantId }: Caller,
    @Param('id') id: string,
    @Query() { kind, offset, limit }: DriftsQuery,
  ): Promise<ReconciliationView> {
    await this.board.mustExist(tenantId, id);
    return this.unitOfWork.run(tenantId, async (store) => {
      const page = await store.drifts.list(id, { offset, limit, ...(kind && { kind }) });
      return reconciliationView((await store.inventories.find(id))?.lastCheck, page, { offset, limit });
    });
  }

  @Post(':id/reconciliation')
  @Needs('manage')
  @Describe('Check now: read everything that was ever copied from Xero and compare', {
    answers: [202],
    more: 'It takes a call of Xero for each thousand documents. lastCheck.finishedAt says when it has ended.',
  })
  @HttpCode(202)
  async check(@By() { tenantId }: Caller, @Param('id') id: string): Promise<void> {
    await this.board.mustExist(tenantId, id);
    await this.unitOfWork.run(tenantId, (store) => store.jobs.wake({ tenantId, connectionId: id, task: 'reconcile' }));
  }
}
