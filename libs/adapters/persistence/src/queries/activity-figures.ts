import { addDays, dayInUtc, type Instant } from '@bridge/domain';
import type { ActivityDay, ActivityFigures, AuditEntry, CallUsage, Finding, Page } from '@bridge/application';
import type { Database } from '../engine/database.js';
import { containing, pick } from '../engine/rows.js';
import { entryOf } from '../repositories/audit-trail.js';
import { findingOf } from '../repositories/findings.js';
import { AuditEntryTable, AuditHeadTable, FindingTable } from '../tables/records.js';
import { pageOf, type Slice } from './page-of.js';

const MS_PER_DAY = 86_400_000;

export class MikroActivityFigures implements ActivityFigures {
  constructor(private readonly database: Database) {}

  days(tenantId: string, days: number, now: Instant): Promise<readonly ActivityDay[]> {
    const first = addDays(dayInUtc(now), 1 - days);
    const since = Date.parse(`${first}T00:00:00Z`);
    return this.database.asTenant(tenantId, async (em) => {
      const rows = await em.execute<{ day: string; what: string; count: string }[]>(
        `select changed_at / ${MS_PER_DAY} as day, state as what, count(*) from exports
         where tenant_id = ? and state in ('exported', 'refused') and changed_at >= ? group by 1, 2
         union all
         select changed_at / ${MS_PER_DAY}, state, count(*) from tranches
         where tenant_id = ? and state = 'recorded' and changed_at >= ? group by 1, 2`,
        [tenantId, since, tenantId, since],
      );
      const count = (on: string, what: string) =>
        Number(rows.find((row) => row.what === what && dayInUtc(Number(row.day) * MS_PER_DAY) === on)?.count ?? 0);
      return Array.from({ length: days }, (_, index) => addDays(first, index)).map((on) => ({
        on,
        copied: count(on, 'exported'),
        refused: count(on, 'refused'),
        tranches: count(on, 'recorded'),
      }));
    });
  }

  calls(tenantId: string, now: Instant): Promise<readonly CallUsage[]> {
    return this.database.asTenant(tenantId, async (em) => {
      const rows = await em.execute<{ id: string; began: string | null; used: number | null; limit: number | null }[]>(
        `select connections.id, day_began_at as began, day_used as used, day_limit as "limit"
         from connections left join call_budgets using (organisation_id)
         where tenant_id = ? and organisation_id is not null and state <> 'off' order by connections.id`,
        [tenantId],
      );
      return rows.map(({ id, began, used, limit }) => {
        const resetsAt = began === null ? undefined : Number(began) + MS_PER_DAY;
        const isToday = resetsAt !== undefined && resetsAt > now;
        return {
          connectionId: id,
          usedToday: isToday ? (used ?? 0) : 0,
          dayLimit: limit ?? DAY_LIMIT,
          ...(isToday && { resetsAt }),
        };
      });
    });
  }

  async findings(tenantId: string): Promise<readonly Finding[]> {
    const orderBy = { foundAt: 'desc', key: 'desc' } as const;
    const rows = await this.database.asTenant(tenantId, (em) =>
      pick({ em, tenantId }, FindingTable, { resolvedAt: null }, { orderBy }),
    );
    return rows.map(findingOf);
  }

  audit(tenantId: string, { text, ...slice }: Slice & { readonly text?: string }): Promise<Page<AuditEntry>> {
    const orderBy = { position: 'desc' } as const;
    return this.database.asTenant(tenantId, async (em) => {
      const session = { em, tenantId };
      if (text !== undefined) {
        const where = { searchText: { $like: containing(text) } };
        return pageOf(session, AuditEntryTable, where, orderBy, slice, entryOf);
      }
      const rows = await pick(session, AuditEntryTable, {}, { orderBy, ...slice });
      // Positions begin at 1 and leave no gap. Counting would read the whole trail, for live pages every two seconds.
      const [head] = await pick(session, AuditHeadTable, {});
      return { rows: rows.map(entryOf), total: head?.position ?? 0 };
    });
  }
}

/** Calls a day that Xero allows an app of the Core tier for one organisation. */
export const DAY_LIMIT = 5000;
