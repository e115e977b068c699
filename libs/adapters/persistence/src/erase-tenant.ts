import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Instant } from '@bridge/domain';
import type { Database } from './engine/database.js';
import { MikroAuditTrail } from './repositories/audit-trail.js';

export type Erasure =
  | { readonly outcome: 'erased'; readonly rows: Readonly<Record<string, number>> }
  /** It still sends and reads: its connections must be cut first, which takes our access and the tokens away. */
  | { readonly outcome: 'connected'; readonly connections: readonly string[] }
  | { readonly outcome: 'unknown' };

/** The audit trail is kept for a year at the least, and tells who erased everything else. */
const KEPT = ['audit_entries', 'audit_heads'];
/** Rows of the others refer to these. */
const LAST = ['connections', 'tenants'];

/** Deletes every row of an organisation but its audit trail, in one transaction: all of it, or nothing. */
export function eraseTenant(database: Database, tenantId: string, now: Instant): Promise<Erasure> {
  return database.asTenantAlone(tenantId, async (em) => {
    const live = await em.execute<{ name: string }[]>(
      `select subsidiary_name as name from connections where tenant_id = ? and state <> 'off' order by 1`,
      [tenantId],
    );
    if (live.length > 0) return { outcome: 'connected', connections: live.map(({ name }) => name) };
    const rows: Record<string, number> = {};
    for (const table of await tablesOf(em)) {
      const gone = await em.execute<object[]>(`delete from ${table} where tenant_id = ? returning 1`, [tenantId]);
      if (gone.length > 0) rows[table] = gone.length;
    }
    if (Object.keys(rows).length === 0) return { outcome: 'unknown' };
    const audit = new MikroAuditTrail({ em, tenantId });
    const subject = { kind: 'tenant', id: tenantId } as const;
    await audit.append({ at: now, by: 'the operator', action: 'tenant.erased', subject, detail: { rows } });
    await audit.flush();
    return { outcome: 'erased', rows };
  });
}

/** Every table that is led by a tenant, as the catalogue knows them: one that a later release adds is among them. */
async function tablesOf(em: SqlEntityManager): Promise<readonly string[]> {
  const found = await em.execute<{ name: string }[]>(
    `select relname as name from pg_class
     join pg_attribute on attrelid = pg_class.oid and attname = 'tenant_id' and not attisdropped
     where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const names = found.map(({ name }) => name).filter((name) => !KEPT.includes(name));
  return [...names.filter((name) => !LAST.includes(name)), ...LAST];
}
