import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

let database: TestDatabase;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase('walls');
  world = await openTestWorld(database.url);
}, 60_000);

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe('Security 2: two tenants with the same ids in their rows', () => {
  const tenants = ['mine', 'theirs'];
  beforeAll(async () => {
    for (const id of tenants)
      await world.unitOfWork.run(id, async (store) => {
        await store.tenants.save({
          ...{ id, name: id, plan: 'ultimate', timeZone: 'UTC', checkedAt: 0 },
          expensePayments: { isVisible: false, isForced: false, wasVisibleBefore: false },
        });
        await store.connections.add({
          ...{ id: `c-${id}`, tenantId: id, subsidiaryId: '1', subsidiaryName: id, state: 'connected', grantId: 'g' },
          ...{ offered: [], connectedBy: 'Ada', connectedAt: 0 },
        });
        const problem = { code: 'ledger_refused', path: '', detail: id } as const;
        await store.findings.report({ key: 'k', connectionId: `c-${id}`, problem, foundAt: 1 });
        await store.grants.save({
          ...{ id: 'g', tenantId: id, ledgerUserId: 'u', ledgerUserName: id, version: 1 },
          tokens: { accessToken: id, refreshToken: id, accessExpiresAt: 1, refreshExpiresAt: 1, scopes: [] },
        });
      });
  });

  it.each(tenants)('%s reads its own and nothing else', async (id) => {
    await world.unitOfWork.run(id, async (store) => {
      expect((await store.tenants.find())?.name).toBe(id);
      expect((await store.connections.all()).map((row) => row.tenantId)).toEqual([id]);
      expect((await store.grants.find('g'))?.tokens.accessToken).toBe(id);
      expect((await store.grants.ofLedgerUser('u'))?.tokens.accessToken).toBe(id);
    });
    expect((await world.activityFigures.findings(id)).map(({ problem }) => problem.detail)).toEqual([id]);
    expect(Object.keys(await world.activityList.counts(id))).toEqual([`c-${id}`]);
  });

  it('changes and deletes touch the own rows only', async () => {
    await world.unitOfWork.run('mine', async (store) => {
      await store.findings.resolve('c-theirs', 'k', 2);
      await store.grants.wipe('g');
    });
    expect(await world.unitOfWork.run('theirs', (store) => store.findings.open('c-theirs'))).toHaveLength(1);
    expect(await world.unitOfWork.run('theirs', (store) => store.grants.find('g'))).toBeDefined();
  });
});

describe('The conditions that a run without them takes out', () => {
  it('are all that name the tenant: a query in another form must be added to the list', async () => {
    const { conditionsIn, withoutConditions } = (await import(
      join(import.meta.dirname, '../../../../tools/verify/without-tenant-conditions.mjs')
    )) as { conditionsIn(source: string): number; withoutConditions(source: string): string };
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/\.spec\.ts$|migrations|testing|tables/.test(file),
    );
    const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
    expect(texts.reduce((all, text) => all + conditionsIn(text), 0)).toBeGreaterThan(20);
    const left = texts.flatMap(
      (text) => withoutConditions(text).match(/\btenant_id = (\?|:\w+|\$\d)(?! or true)|where: \{ tenantId/g) ?? [],
    );
    expect(left).toEqual([]);
  });
});
