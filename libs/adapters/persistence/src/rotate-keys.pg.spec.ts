import { randomBytes } from 'node:crypto';
import type { Grant, Tenant } from '@bridge/application';
import { keyVersion, type VaultKeys } from './engine/vault.js';
import { openServer, type Engine } from './engine/open-engine.js';
import { openPersistence, type Persistence } from './open-persistence.js';
import { secretTables } from './rotate-keys.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const under = (current: Buffer, ...others: Buffer[]): VaultKeys => ({
  keys: Object.fromEntries([current, ...others].map((key) => [keyVersion(key), key])),
  current: keyVersion(current),
});
const tenantIds = ['t1', 't2', 't3'];
/** Of each tenant: its own row, and two grants. */
const ROWS = tenantIds.length * 3;

let database: TestDatabase;
let owner: Engine;
const opened: Persistence[] = [];

beforeAll(async () => {
  database = await createTestDatabase('rotation');
  await open(under(oldKey));
  owner = await openServer(database.url);
}, 60_000);

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

afterAll(async () => {
  await owner.close();
  await database.drop();
});

async function open(encryptionKeys: VaultKeys): Promise<Persistence> {
  const jobsFor = () => ({ wake: async () => undefined });
  const persistence = await openPersistence({ databaseUrl: database.url, encryptionKeys, jobsFor });
  opened.push(persistence);
  return persistence;
}

async function fill(persistence: Persistence): Promise<void> {
  for (const id of tenantIds)
    await persistence.unitOfWork.run(id, async (store) => {
      const tenant: Tenant = {
        ...{ id, name: id, plan: 'ultimate', timeZone: 'UTC', checkedAt: 0, sourceToken: `source ${id}` },
        expensePayments: { isVisible: false, isForced: false, wasVisibleBefore: false },
        sourceHooks: [{ event: 'e', id: '1', secret: `hook ${id}` }] as unknown as NonNullable<Tenant['sourceHooks']>,
      };
      await store.tenants.save(tenant);
      await store.audit.append({
        at: 0,
        by: 'Ada',
        action: 'session.opened',
        subject: { kind: 'session', id },
        detail: {},
      });
      for (const grant of ['g1', 'g2']) await store.grants.save(aGrant(id, grant));
    });
}

function aGrant(tenantId: string, id: string): Grant {
  const tokens = { accessToken: `access ${tenantId} ${id}`, refreshToken: `refresh ${tenantId} ${id}` };
  return {
    ...{ id, tenantId, ledgerUserId: 'u', ledgerUserName: 'Ada', version: 1 },
    tokens: { ...tokens, accessExpiresAt: 1, refreshExpiresAt: 2, scopes: [] },
  };
}

/** Everything that was sealed, as it opens. Throws when one row does not. */
async function secrets(persistence: Persistence): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const id of tenantIds)
    await persistence.unitOfWork.run(id, async (store) => {
      all.push(await store.tenants.find());
      for (const grant of ['g1', 'g2']) all.push(await store.grants.find(grant));
    });
  return all;
}

async function rotate(persistence: Persistence, rows = Infinity): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for await (const { outcome } of persistence.rotateKeys()) {
    outcomes.push(outcome);
    if (outcomes.length >= rows) break;
  }
  return outcomes;
}

/** How many texts in the database name each key. */
async function sealedUnder(): Promise<Readonly<Record<string, number>>> {
  await owner.em
    .fork()
    .execute('alter table tenants no force row level security; alter table grants no force row level security');
  const texts = secretTables.flatMap(({ table, columns }) =>
    Object.keys(columns).map((column) => `select split_part(${column}, '.', 1) as version from ${table}`),
  );
  const rows = await owner.em
    .fork()
    .execute<{ version: string; count: string }[]>(
      `select version, count(*) from (${texts.join(' union all ')}) as sealed group by 1`,
    );
  await owner.em
    .fork()
    .execute('alter table tenants force row level security; alter table grants force row level security');
  return Object.fromEntries(rows.map(({ version, count }) => [version, Number(count)]));
}

describe('Security 11: rotating the encryption key', () => {
  it('survives being killed at any row: both keys’ rows open, and run again it completes', async () => {
    for (let row = 1; row <= ROWS; row += 1) {
      const before = await open(under(oldKey));
      await fill(before);
      const known = await secrets(before);
      const both = await open(under(newKey, oldKey));
      expect(await rotate(both, row)).toHaveLength(row);
      expect(await sealedUnder()).toEqual({
        [keyVersion(newKey)]: row * 2,
        ...(row < ROWS && { [keyVersion(oldKey)]: (ROWS - row) * 2 }),
      });
      expect(await secrets(both)).toEqual(known);
      const again = await rotate(both);
      expect(again.filter((outcome) => outcome === 'rewrapped')).toHaveLength(ROWS - row);
      expect(await secrets(await open(under(newKey)))).toEqual(known);
      for (const one of opened.splice(0)) await one.close();
    }
  }, 60_000);

  it('leaves alone what no given key opens, and says so', async () => {
    await fill(await open(under(oldKey)));
    const stranger = await open(under(newKey));
    expect(new Set(await rotate(stranger))).toEqual(new Set(['unreadable']));
    expect(await sealedUnder()).toEqual({ [keyVersion(oldKey)]: ROWS * 2 });
  });

  it('binds each secret to its tenant, its grant, its column and its key: moved elsewhere, it does not open', async () => {
    const both = await open(under(newKey, oldKey));
    await fill(both);
    const execute = (sql: string) => owner.em.fork().execute(sql);
    const moves = [
      `update grants g set refresh_token = o.refresh_token from grants o where g.tenant_id = 't1' and g.id = 'g1' and o.tenant_id = 't2' and o.id = 'g1'`,
      `update grants g set refresh_token = o.refresh_token from grants o where g.tenant_id = 't1' and g.id = 'g1' and o.tenant_id = 't1' and o.id = 'g2'`,
      `update grants set refresh_token = access_token where tenant_id = 't1' and id = 'g1'`,
      `update grants set refresh_token = '${keyVersion(oldKey)}' || substr(refresh_token, 9) where tenant_id = 't1' and id = 'g1'`,
    ];
    for (const move of moves) {
      await fill(both);
      await execute('alter table grants no force row level security');
      await execute(move);
      await execute('alter table grants force row level security');
      await expect(both.unitOfWork.run('t1', (store) => store.grants.find('g1'))).rejects.toThrow();
    }
  });

  it('knows every sealed column: tokens, hooks and nothing forgotten', async () => {
    const columns = await owner.em.fork().execute<{ name: string }[]>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and column_name ~ '(token|hooks|secret)$' order by 1`,
    );
    const known = secretTables.flatMap(({ table, columns: sealed }) =>
      Object.keys(sealed).map((name) => `${table}.${name}`),
    );
    expect(columns.map(({ name }) => name).filter((name) => !name.startsWith('leases.'))).toEqual(known.sort());
  });
});
