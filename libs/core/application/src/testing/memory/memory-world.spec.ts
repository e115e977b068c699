import { describeLeasesContract, describeUnitOfWorkContract } from '../contracts/store/unit-of-work.contract.js';
import type { StoreWorld } from '../contracts/store/world.js';
import { FixedClock } from './fixed-clock.js';
import { createMemoryWorld } from './memory-world.js';

const make = async (): Promise<StoreWorld> => {
  const clock = new FixedClock();
  const world = createMemoryWorld({ clock });
  return { ...world, wakes: async () => world.wakes, passTime: (ms) => clock.sleep(ms) };
};

describeUnitOfWorkContract('in memory', make);
describeLeasesContract('in memory', make);
