import { ActivityFigures, ActivityList, Clock, UnitOfWork, type AuditEntry } from '@bridge/application';
import type { AuditView, OverviewView, PageView } from '@bridge/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { text, pageParameters } from '../openapi/shape.js';
import { instantView, pageView } from '../views/plain.js';
import { TextPageQuery } from '../views/page-query.js';
import { auditWords } from './audit-words.js';
import { overviewView } from './overview-view.js';

const DAYS = 30;

@Controller('api/v1')
export class ActivityController {
  constructor(
    private readonly activity: ActivityList,
    private readonly figures: ActivityFigures,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get('overview')
  @Needs('view')
  @Describe('Counts, findings and calls of each connection, and the last 30 days', { answers: [200, 'OverviewView'] })
  async overview(@By() { tenantId }: Caller): Promise<OverviewView> {
    const now = this.clock.now();
    const [connections, counts, findings, calls, days] = await Promise.all([
      this.unitOfWork.run(tenantId, (store) => store.connections.all()),
      this.activity.counts(tenantId),
      this.figures.findings(tenantId),
      this.figures.calls(tenantId, now),
      this.figures.days(tenantId, DAYS, now),
    ]);
    return overviewView({ connections, counts, findings, calls, days });
  }

  @Get('audit')
  @Needs('manage')
  @Describe('Who did what, newest first', { answers: [200, 'AuditPage'], query: { text, ...pageParameters } })
  async audit(@By() { tenantId }: Caller, @Query() query: TextPageQuery): Promise<PageView<AuditView>> {
    const { text, offset, limit } = query;
    const page = await this.figures.audit(tenantId, { ...(text && { text }), offset, limit });
    return pageView(page, query, auditView);
  }
}

function auditView(entry: AuditEntry): AuditView {
  const { at, by, action, subject, connectionId, detail } = entry;
  return {
    at: instantView(at),
    by,
    action,
    words: auditWords(entry),
    subject: { kind: subject.kind, id: subject.id },
    ...(connectionId !== undefined && { connectionId }),
    detail,
  };
}
