import { describeStoreContract } from '../contracts/store/store.contract.js';
import type { StoreWorld } from '../contracts/store/world.js';
import { FixedClock } from './fixed-clock.js';
import { createMemoryWorld } from './memory-world.js';

const make = async (): Promise<StoreWorld> => {
  const clock = new FixedClock();
  const world = createMemoryWorld({ clock });
  return { ...world, wakes: async () => world.wakes, passTime: (ms) => clock.sleep(ms) };
};

describeStoreContract('in memory', make);
