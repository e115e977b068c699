import { openEmbedded, type Engine } from './engine/open-engine.js';
import { migrateDatabase } from './migrate-database.js';

/** The embedded engine is a PostgreSQL newer than 16, where whoever creates a role may not act as it at once. */
describe('A database whose owner is no superuser and may create roles', () => {
  let engine: Engine;
  const execute = (sql: string) => engine.pglite?.exec(sql);
  beforeAll(async () => {
    engine = await openEmbedded(undefined);
    await execute(
      `create role bridge_owner createrole; grant all on database postgres to bridge_owner;
       grant all on schema public to bridge_owner; set session authorization bridge_owner`,
    );
    await migrateDatabase(engine);
  });
  afterAll(() => engine.close());

  const asWhom = async () => {
    const asked = 'select current_user as name';
    const app = await engine.database.asTenant('1001', (em) => em.execute<{ name: string }[]>(asked));
    const clerk = await engine.database.asClerk((em) => em.execute<{ name: string }[]>(asked));
    return [...app, ...clerk].map(({ name }) => name);
  };

  it('is worked in under the roles that own nothing', async () => {
    expect(await asWhom()).toEqual(['bridge_app', 'bridge_clerk']);
  });

  it.each([
    ['which left its owner as the roles’ creator alone', 'revoke bridge_app, bridge_clerk from bridge_owner'],
    ['where creators inherit from their roles', 'grant bridge_app, bridge_clerk to bridge_owner with set false'],
  ])('is mended after a release %s', async (_, asItWas) => {
    await execute(`${asItWas}; delete from migrations where name = '0022-may-act-as-the-roles'`);
    await expect(asWhom()).rejects.toThrow('permission denied to set role');
    await migrateDatabase(engine);
    expect(await asWhom()).toEqual(['bridge_app', 'bridge_clerk']);
  });
});
