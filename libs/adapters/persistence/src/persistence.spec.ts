import { describeLeasesContract, describeUnitOfWorkContract } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);

afterAll(() => world.close());

const make = async () => world;

describeUnitOfWorkContract('MikroORM on PGlite', make);
describeLeasesContract('MikroORM on PGlite', make);
