import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Jobs, Wake } from '@bridge/application';
import type { JobQueue } from '../open-jobs.js';

export interface JobWorld {
  readonly queue: JobQueue;
  readonly errors: readonly Error[];
  readonly givenUp: readonly Wake[];
  /** Runs the work in one transaction, under the role that wakes. */
  transact(work: (jobs: Jobs) => Promise<void>): Promise<void>;
}

let last = 0;

/** What the queue must do on each engine. */
export function describeJobQueue(name: string, openWorld: () => Promise<JobWorld>): void {
  describe(`Job queue on ${name}`, () => {
    let world: JobWorld;
    let wake: Wake;

    beforeEach(async () => {
      world = await openWorld();
      last += 1;
      wake = { tenantId: 't', connectionId: `connection-${name}-${process.pid}-${last}`, task: 'send' };
    }, 60_000);

    afterEach(() => world.queue.stop(), 40_000);

    /** Collects what arrives for this example's connection. */
    const listen = async (onArrival: (wake: Wake) => Promise<void> = async () => undefined, atOnce = 3) => {
      const arrived: Wake[] = [];
      await world.queue.work(
        async (found) => {
          if (found.connectionId !== wake.connectionId) return;
          arrived.push(found);
          await onArrival(found);
        },
        { atOnce: () => atOnce },
      );
      return arrived;
    };

    it('brings a wake-up of a committed transaction to a worker', async () => {
      const arrived = await listen();
      await world.transact((jobs) => jobs.wake(wake));
      await until(() => arrived.length > 0);
      expect(arrived).toEqual([wake]);
    });

    it('forgets a wake-up of a transaction that was rolled back', async () => {
      const arrived = await listen();
      const failing = world.transact(async (jobs) => {
        await jobs.wake(wake);
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      const marker: Wake = { ...wake, task: 'import' };
      await world.queue.jobs.wake(marker);
      await until(() => arrived.length > 0);
      await sleep(200);
      expect(arrived).toEqual([marker]);
    });

    it('keeps one of many wake-ups for the same connection and task', async () => {
      for (let times = 0; times < 5; times += 1) await world.queue.jobs.wake(wake);
      const other: Wake = { ...wake, task: 'settle' };
      await world.queue.jobs.wake(other);
      const arrived = await listen();
      await until(() => arrived.length >= 2);
      await sleep(500);
      expect(new Set(arrived.map((found) => found.task))).toEqual(new Set(['send', 'settle']));
      expect(arrived).toHaveLength(2);
    });

    it('brings an overdue wake-up to a worker although another job of that connection never ends', async () => {
      let free: () => void = () => undefined;
      const stuck = new Promise<void>((resolve) => (free = resolve));
      const arrived = await listen((found) => (found.isOverdue ? Promise.resolve() : stuck));
      await world.queue.jobs.wake(wake);
      await until(() => arrived.length > 0);
      await world.queue.jobs.wake({ ...wake, isOverdue: true });
      await until(() => arrived.length > 1);
      free();
      expect(arrived).toEqual([wake, { ...wake, isOverdue: true }]);
    });

    it('brings the next overdue wake-up to a worker although each that took one has died since', async () => {
      let free: () => void = () => undefined;
      const stuck = new Promise<void>((resolve) => (free = resolve));
      const arrived = await listen(() => stuck, 20);
      const begunAt = Date.now();
      // Until the first of the dead is given up: 45 seconds, and a sweep every three of them.
      for (let seconds = 0; seconds < 45; seconds += 3) {
        const clock = jest.spyOn(Date, 'now').mockReturnValue(begunAt + seconds * 1_000);
        await world.queue.jobs.wake({ ...wake, isOverdue: true }).finally(() => clock.mockRestore());
      }
      await until(() => arrived.length >= 15).finally(free);
      expect(arrived).toHaveLength(15);
    }, 30_000);

    it('keeps a wake-up that comes while a job of that connection runs, and never runs two at once', async () => {
      let running = 0;
      let most = 0;
      const arrived = await listen(async () => {
        running += 1;
        most = Math.max(most, running);
        if (arrived.length === 1) {
          await world.queue.jobs.wake(wake);
          await world.queue.jobs.wake(wake);
        }
        await sleep(300);
        running -= 1;
      });
      await world.queue.jobs.wake(wake);
      await until(() => arrived.length >= 2 && running === 0);
      await sleep(500);
      expect(arrived).toHaveLength(2);
      expect(most).toBe(1);
    }, 20_000);

    it('brings a wake-up for now although one for later is waiting', async () => {
      const arrived = await listen();
      await world.queue.jobs.wake({ ...wake, notBefore: Date.now() + 3_600_000 });
      await world.queue.jobs.wake(wake);
      await until(() => arrived.length > 0);
      expect(arrived).toEqual([wake]);
    });

    it('tells of a job that failed, and takes the next one', async () => {
      const arrived = await listen(async () => {
        if (arrived.length === 1) throw new Error('The handler broke');
      });
      await world.queue.jobs.wake(wake);
      await until(() => world.errors.length > 0);
      expect(world.errors[0]?.message).toBe('The handler broke');
      await until(async () => {
        await world.queue.jobs.wake(wake);
        return arrived.length > 1;
      });
      expect(arrived.length).toBeGreaterThan(1);
    }, 20_000);

    it('tells of a job that was given up, so that none disappears in silence', async () => {
      await listen(async () => {
        throw new Error('The handler broke');
      });
      await world.queue.jobs.wake(wake);
      await until(() => world.givenUp.some(({ connectionId }) => connectionId === wake.connectionId));
      expect(world.givenUp.filter(({ connectionId }) => connectionId === wake.connectionId)).toEqual([wake]);
    }, 30_000);
  });
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not happen within 25 seconds');
    await sleep(50);
  }
}
