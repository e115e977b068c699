import { setTimeout as sleep } from 'node:timers/promises';
import { openServer, type Engine } from './engine/open-engine.js';
import { migrateDatabase } from './migrate-database.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

/** The server ends a session that is idle in a transaction for longer than this. */
const IDLE_MS = 100;

let database: TestDatabase;
let owner: Engine;

beforeAll(async () => {
  database = await createTestDatabase('slow');
  owner = await openServer(database.url);
  await migrateDatabase(owner);
}, 60_000);

afterAll(async () => {
  await owner.close();
  await database.drop();
});

const execute = <Row extends object>(sql: string) => owner.em.fork().execute<Row[]>(sql);
const lastOne = async () => (await execute<{ name: string }>('select max(name) as name from migrations'))[0]?.name;

describe('A migration that takes longer than a session may be idle', () => {
  it('keeps its lock to the end, and is reported as done', async () => {
    const name = await lastOne();
    await execute(`delete from migrations where name = '${name}'`);
    const impatient = await openServer(database.url);
    // Of the only connection that there is so far, and that will hold the lock.
    await impatient.em.fork().execute(`set idle_in_transaction_session_timeout = ${IDLE_MS}`);
    const other = owner.em.fork();
    await other.begin();
    await other.execute('lock table migrations in share mode');
    const migrating = migrateDatabase(impatient).then(() => 'done');
    await sleep(5 * IDLE_MS);
    await other.commit();
    expect(await Promise.allSettled([migrating])).toEqual([{ status: 'fulfilled', value: 'done' }]);
    expect(await lastOne()).toBe(name);
    await impatient.close();
  });
});
