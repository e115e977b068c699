import { describeStoreContract } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);

afterAll(() => world.close());

const make = async () => world;

describeStoreContract('MikroORM on PGlite', make);
