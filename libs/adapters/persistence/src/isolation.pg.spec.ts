import { randomBytes } from 'node:crypto';
import { openServer, type Engine } from './engine/open-engine.js';
import { openPersistence, type Persistence } from './open-persistence.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

let database: TestDatabase;
let persistence: Persistence;
let owner: Engine;
const execute = <Row extends object>(sql: string) => owner.em.fork().execute<Row[]>(sql);
const keys = { keys: { k1: randomBytes(32) }, current: 'k1' };
const jobsFor = () => ({ wake: async () => undefined });

beforeAll(async () => {
  database = await createTestDatabase('isolation');
  persistence = await openPersistence({ databaseUrl: database.url, encryptionKeys: keys, jobsFor });
  owner = await openServer(database.url);
  for (const tenantId of ['mine', 'theirs'])
    await persistence.unitOfWork.run(tenantId, (store) =>
      store.tenants.save({
        id: tenantId,
        name: tenantId,
        plan: 'ultimate',
        timeZone: 'Europe/London',
        expensePayments: { isVisible: false, isForced: false, wasVisibleBefore: false },
        sourceToken: `canary-${tenantId}`,
        checkedAt: 0,
      }),
    );
}, 60_000);

afterAll(async () => {
  await owner.close();
  await persistence.close();
  await database.drop();
});

describe('Security 2: the walls between tenants', () => {
  it('stand around every table that names a tenant', async () => {
    const tables = await execute<{ name: string; enabled: boolean; forced: boolean; policies: string[] }>(
      `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
         array(select polname::text from pg_policy where polrelid = pg_class.oid) as policies
       from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
         and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_id')`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(22);
    for (const table of tables) {
      expect(table).toMatchObject({ enabled: true, forced: true });
      expect(table.policies).toContain('own_tenant');
    }
  });

  it('hold for roles that neither own the tables nor may pass by', async () => {
    const roles = await execute<{ rolname: string }>(
      `select rolname from pg_roles where rolname in ('bridge_app', 'bridge_clerk')
         and not rolsuper and not rolbypassrls and not rolcanlogin and not rolcreaterole`,
    );
    expect(roles.map((role) => role.rolname).sort()).toEqual(['bridge_app', 'bridge_clerk']);
    const owned = await execute(
      `select relname from pg_class where relowner in ('bridge_app'::regrole, 'bridge_clerk'::regrole)`,
    );
    expect(owned).toEqual([]);
  });

  it('lead every foreign key with the tenant, so that no row can point across', async () => {
    const keysAcross = await execute(
      `select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
         and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'tenant_id'`,
    );
    expect(keysAcross).toEqual([]);
  });

  it('lead every primary key with the tenant: the same id of another tenant is another row', async () => {
    const keys = await execute<{ name: string; first: string }>(
      `select relname as name, (select attname from pg_attribute where attrelid = indrelid and attnum = indkey[0]) as first
       from pg_index join pg_class on pg_class.oid = indrelid
       where indisprimary and relnamespace = 'public'::regnamespace
         and exists (select from pg_attribute where attrelid = indrelid and attname = 'tenant_id')`,
    );
    expect(keys.length).toBeGreaterThanOrEqual(24);
    expect(keys.filter(({ first }) => first !== 'tenant_id')).toEqual([]);
  });

  it('are counted on nobody’s tables without a tenant but the ones that name none', async () => {
    const open = await execute<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
         and not exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_id') order by 1`,
    );
    expect(open.map(({ name }) => name)).toEqual(['call_budgets', 'leases', 'migrations', 'source_budgets']);
  });

  it('show a tenant its own rows, without any condition in the query', async () => {
    const rows = await asApp('mine', 'select tenant_id from tenants');
    expect(rows).toEqual([{ tenant_id: 'mine' }]);
  });

  it('refuse a row that is written for another tenant', async () => {
    await expect(asApp('mine', `insert into shelf_fillings values ('theirs', 'invoice', 1)`)).rejects.toThrow(
      'row-level security',
    );
    expect(await asApp('mine', `update tenants set name = 'stolen' where tenant_id = 'theirs' returning name`)).toEqual(
      [],
    );
  });

  it('show nobody anything when no tenant is named', async () => {
    const stranger = await openServer(database.url);
    const asking = stranger.em.fork().transactional(async (em) => {
      await em.execute('set local role bridge_app');
      return em.execute('select tenant_id from tenants');
    });
    await expect(asking).rejects.toThrow('bridge.tenant');
    await stranger.close();
    // A connection that has served a tenant before knows the setting, but empty.
    expect(await asApp('', 'select tenant_id from tenants')).toEqual([]);
    expect(await execute('select tenant_id from tenants')).toEqual([]);
  });

  it('let the clerk read ids and due times, and no content', async () => {
    await expect(asRole('bridge_clerk', undefined, 'select id, state from connections')).resolves.toEqual([]);
    for (const content of [
      'select source_token from tenants',
      'select document from exports',
      'select access_token from grants',
    ])
      await expect(asRole('bridge_clerk', undefined, content)).rejects.toThrow('permission denied');
  });

  it('show a visitor the one row whose secret he names', async () => {
    const session = { tenantId: 'theirs', personId: '1', personName: 'Ada', createdAt: 0, expiresAt: 1 };
    for (const secretHash of ['s1', 's2']) await persistence.doorkeeper.openSession({ ...session, secretHash });
    const seen = await asRole('bridge_app', '', 'select secret_hash from sessions', 's1');
    expect(seen).toEqual([{ secret_hash: 's1' }]);
    expect(await persistence.doorkeeper.session('s1', 0)).toMatchObject({ secretHash: 's1', tenantId: 'theirs' });
    expect(await persistence.doorkeeper.session('s3', 0)).toBeUndefined();
  });
});

describe('Security 11: secrets', () => {
  it('are nowhere in the database in clear', async () => {
    const [row] = await asApp<{ source_token: string }>('mine', 'select source_token from tenants');
    expect(row?.source_token).toMatch(/^k1\./);
    expect(row?.source_token).not.toContain('canary');
  });

  it('are in no row of any table, read past all walls', async () => {
    const past = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    past.pathname = new URL(database.url).pathname;
    const dump = await openServer(past.href);
    const tables = await dump.em.fork().execute<{ name: string }[]>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const rows = await dump.em.fork().execute<{ row: string }[]>(`select to_jsonb(t)::text as row from ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    await dump.close();
    expect(texts.some((row) => row.includes('"mine"'))).toBe(true);
    expect(texts.filter((row) => row.includes('canary'))).toEqual([]);
  });

  it('do not open in another row', async () => {
    const [mine] = await asApp<{ source_token: string }>('mine', 'select source_token from tenants');
    await asApp('theirs', `update tenants set source_token = '${mine?.source_token}'`);
    await expect(persistence.unitOfWork.run('theirs', (store) => store.tenants.find())).rejects.toThrow();
  });
});

describe('Security 13: the audit trail', () => {
  const subject = { kind: 'export', id: 'e1' } as const;
  const append = (tenantId: string, action: string) =>
    persistence.unitOfWork.run(tenantId, (store) =>
      store.audit.append({
        at: 1,
        by: 'the bridge',
        action,
        subject,
        detail: { amount: '12.50', b: { d: 1, c: [2] } },
      }),
    );

  it('is one unbroken chain per tenant, however many write at once', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, index) => append('mine', `export.queued ${index}`)));
    await append('theirs', 'export.queued');
    expect(await persistence.verifyAuditChain('mine')).toEqual({ entries: 25, hash: expect.any(String) });
    expect(await persistence.verifyAuditChain('theirs')).toEqual({ entries: 1, hash: expect.any(String) });
    const page = await persistence.activityFigures.audit('mine', { offset: 0, limit: 50 });
    expect(page.total).toBe(25);
  });

  it('cannot be changed by the role that writes it, nor by the owner', async () => {
    await expect(asApp('mine', `update audit_entries set by = 'nobody'`)).rejects.toThrow('permission denied');
    await expect(asApp('mine', 'delete from audit_entries')).rejects.toThrow('permission denied');
    await expect(execute('delete from audit_entries')).rejects.toThrow('append-only');
    await expect(execute('truncate audit_entries')).rejects.toThrow('append-only');
  });
});

describe('A database', () => {
  it('is migrated once, however many processes start at the same time', async () => {
    const fresh = await createTestDatabase('race');
    const open = () => openPersistence({ databaseUrl: fresh.url, encryptionKeys: keys, jobsFor });
    const opened = await Promise.all([open(), open(), open()]);
    await Promise.all(opened.map((one) => one.checkReady()));
    await Promise.all(opened.map((one) => one.close()));
    await fresh.drop();
  });

  it('is refused when a newer version wrote it', async () => {
    await execute(`insert into migrations (name, executed_at) values ('9999-the-future', now())`);
    const open = openPersistence({ databaseUrl: database.url, encryptionKeys: keys, jobsFor });
    await expect(open).rejects.toThrow('was written by a newer version of the bridge (9999-the-future)');
    await execute(`delete from migrations where name = '9999-the-future'`);
  });
});

function asApp<Row extends object>(tenantId: string | undefined, sql: string): Promise<Row[]> {
  return asRole('bridge_app', tenantId, sql);
}

function asRole<Row extends object>(
  role: string,
  tenantId: string | undefined,
  sql: string,
  secret = '',
): Promise<Row[]> {
  return owner.em.fork().transactional(async (em) => {
    await em.execute(`select set_config('bridge.secret', '${secret}', true)`);
    if (tenantId !== undefined) await em.execute(`select set_config('bridge.tenant', '${tenantId}', true)`);
    await em.execute(`set local role ${role}`);
    return em.execute<Row[]>(sql);
  });
}
