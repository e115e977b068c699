import { describeStoreContract } from '@bridge/application/testing';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

let database: TestDatabase;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase('contract');
  world = await openTestWorld(database.url);
}, 60_000);

afterAll(async () => {
  await world.close();
  await database.drop();
});

describeStoreContract('MikroORM on PostgreSQL', async () => world);
