import type { Instant } from '@bridge/domain';
import type { ConsentRequest, Directory, DueWork, Task, Wake } from '@bridge/application';
import { becomeTenant, type Database } from './engine/database.js';
import { pick, put, without } from './engine/rows.js';
import { ConsentRequestTable } from './tables/records.js';

export class MikroDirectory implements Directory {
  constructor(private readonly database: Database) {}

  keepConsentRequest({ stateHash, ...request }: ConsentRequest): Promise<void> {
    const { tenantId } = request;
    return this.database.asTenant(tenantId, (em) =>
      put({ em, tenantId }, ConsentRequestTable, [{ ...request, secretHash: stateHash }]),
    );
  }

  /** Whoever deletes the row has it: of two callers at once, one gets nothing. */
  takeConsentRequest(stateHash: string, now: Instant): Promise<ConsentRequest | undefined> {
    return this.database.asVisitor(stateHash, async (em) => {
      const known = await em.findOne(ConsentRequestTable, { secretHash: stateHash }, { disableIdentityMap: true });
      if (!known) return undefined;
      const { tenantId } = known;
      await becomeTenant(em, tenantId);
      const [row] = await pick({ em, tenantId }, ConsentRequestTable, { secretHash: stateHash });
      const taken = await em.nativeDelete(ConsentRequestTable, { tenantId, secretHash: stateHash });
      if (!row || taken === 0 || row.expiresAt <= now) return undefined;
      return { ...without(row, 'secretHash'), stateHash };
    });
  }

  async connectionsOf(organisationId: string) {
    return this.#ask<{ tenantId: string; connectionId: string; subsidiaryName: string }>(
      `select tenant_id as "tenantId", id as "connectionId", subsidiary_name as "subsidiaryName"
       from connections where organisation_id = ? and state <> 'off'`,
      [organisationId],
    );
  }

  async tenantOf(connectionId: string): Promise<string | undefined> {
    const rows = await this.#ask<{ tenantId: string }>('select tenant_id as "tenantId" from connections where id = ?', [
      connectionId,
    ]);
    return rows[0]?.tenantId;
  }

  async liveConnections() {
    return this.#ask<{ tenantId: string; connectionId: string }>(
      `select tenant_id as "tenantId", id as "connectionId" from connections
       where organisation_id is not null and state <> 'off' order by tenant_id, id`,
      [],
    );
  }

  async alertedTenants(): Promise<readonly string[]> {
    const rows = await this.#ask<{ id: string }>(
      'select tenant_id as id from alert_settings where is_on order by 1',
      [],
    );
    return rows.map(({ id }) => id);
  }

  #ask<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.database.asClerk((em) => em.execute<Row[]>(sql, [...parameters]));
  }
}

const WAITING: readonly { readonly task: Task; readonly rows: string }[] = [
  { task: 'send', rows: `exports where state = 'queued' and next_attempt_at <= :now` },
  { task: 'send', rows: 'batches where closed_at is null and next_attempt_at <= :now' },
  { task: 'announce', rows: 'links where archived_at is null and extras_due_at <= :now' },
  { task: 'announce', rows: 'links where archived_at is null and announcement_due_at <= :now' },
  { task: 'settle', rows: 'links where archived_at is null and settlement_due_at <= :now' },
  {
    task: 'settle',
    rows: `tranches where state in ('planned', 'recording', 'to_remove', 'removing') and next_attempt_at <= :now`,
  },
  { task: 'import', rows: 'payment_imports where finished_at is null' },
];

/** Lost and paused connections wait, and so does their work. */
export class MikroDueWork implements DueWork {
  constructor(private readonly database: Database) {}

  async due(now: Instant): Promise<readonly Wake[]> {
    const waiting = await this.#waiting(now);
    const taken = await this.#taken(waiting.map(leaseOf));
    return waiting.filter((wake) => !taken.has(leaseOf(wake)));
  }

  /** Names of leases that somebody holds. */
  async #taken(names: readonly string[]): Promise<ReadonlySet<string>> {
    if (names.length === 0) return new Set();
    const rows = await this.database.asHousekeeper((em) =>
      em.execute<{ name: string }[]>(
        `select name from leases where until > clock_timestamp()
           and name = any(array(select jsonb_array_elements_text(?::jsonb)))`,
        [JSON.stringify(names)],
      ),
    );
    return new Set(rows.map(({ name }) => name));
  }

  #waiting(now: Instant): Promise<readonly Wake[]> {
    const waiting = WAITING.map(({ task, rows }) => `select tenant_id, connection_id, '${task}' as task from ${rows}`);
    return this.database.asClerk((em) =>
      em.execute<Wake[]>(
        `select waiting.tenant_id as "tenantId", waiting.connection_id as "connectionId", waiting.task
         from (${waiting.join(' union ')}) as waiting
         join connections on connections.tenant_id = waiting.tenant_id and connections.id = waiting.connection_id
         where connections.state = 'connected' and coalesce(connections.paused_until, 0) <= :now
         order by 1, 2, 3`.replaceAll(':now', String(Math.trunc(now))),
      ),
    );
  }
}

function leaseOf({ task, connectionId }: Wake): string {
  return `${task}:${connectionId}`;
}
