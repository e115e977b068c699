import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { StoreLost } from '@bridge/application';
import { openServer, type Engine } from './engine/open-engine.js';
import { openPersistence, type Persistence } from './open-persistence.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

/** The pool lends ten connections. */
const MORE_THAN_THE_POOL = 12;

let database: TestDatabase;
let persistence: Persistence;
let owner: Engine;

beforeAll(async () => {
  database = await createTestDatabase('lost');
  const encryptionKeys = { keys: { k1: randomBytes(32) }, current: 'k1' };
  persistence = await openPersistence({
    databaseUrl: database.url,
    encryptionKeys,
    jobsFor: () => ({ wake: async () => undefined }),
  });
  // Connections of others may be cut by the server's own user only.
  const server = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  owner = await openServer(Object.assign(server, { pathname: new URL(database.url).pathname }).href);
}, 60_000);

afterAll(async () => {
  await owner.close();
  await persistence.close();
  await database.drop();
});

/** Whoever is called within a transaction takes part in it, of whichever database; not so from here. */
const outside = AsyncLocalStorage.snapshot();

const cutEveryOther = () =>
  outside(() =>
    owner.em.fork().execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = 'bridge'`,
    ),
  );

describe('A connection to the database that is lost in the middle of a unit of work', () => {
  it('is told as such, and costs the pool nothing: the next piece of work finds a connection', async () => {
    for (let time = 0; time < MORE_THAN_THE_POOL; time += 1) {
      const failing = persistence.unitOfWork.run('1001', async (store) => {
        await cutEveryOther();
        return store.tenants.find();
      });
      await expect(failing).rejects.toBeInstanceOf(StoreLost);
    }
    expect(await persistence.unitOfWork.run('1001', (store) => store.tenants.find())).toBeUndefined();
  }, 30_000);

  it('leaves a program error as it is', async () => {
    const failing = persistence.unitOfWork.run('1001', async () => {
      throw new TypeError('x is undefined');
    });
    await expect(failing).rejects.toThrow(TypeError);
  });
});
