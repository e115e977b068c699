import { PGlite } from '@electric-sql/pglite';
import { CompiledQuery, Kysely, PGliteDialect } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wake } from '@bridge/application';
import { describeJobQueue, type JobWorld } from './testing/job-queue.suite.js';
import { openJobs } from './open-jobs.js';

let pglite: PGlite;

beforeAll(async () => {
  pglite = await PGlite.create('memory://');
  await pglite.exec('create role bridge_app nologin');
}, 60_000);

afterAll(() => pglite.close());

async function openWorld(): Promise<JobWorld> {
  const errors: Error[] = [];
  const givenUp: Wake[] = [];
  const queue = await openJobs({
    pglite,
    wakingRole: 'bridge_app',
    onError: (error) => errors.push(error),
    onGivenUp: (wake) => givenUp.push(wake),
  });
  // The instance outlives each example: closing Kysely would close it.
  const kysely = new Kysely<object>({ dialect: new PGliteDialect({ pglite }) });
  return {
    queue,
    errors,
    givenUp,
    transact: (work) =>
      kysely.transaction().execute(async (transaction) => {
        await transaction.executeQuery(CompiledQuery.raw('set local role bridge_app'));
        await work(queue.jobsFor(transaction));
      }),
  };
}

describeJobQueue('PGlite', openWorld);

it('needs an engine', async () => {
  await expect(openJobs({ onError: () => undefined })).rejects.toThrow('database URL or the embedded engine');
});

it('that rests takes no more wake-ups, and lets go on what runs', async () => {
  const { queue } = await openWorld();
  const begun: string[] = [];
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  await queue.work(
    async ({ connectionId }) => {
      begun.push(connectionId);
      await finished;
      begun.push('ended');
    },
    { atOnce: () => 2 },
  );
  await queue.jobs.wake({ tenantId: 't', connectionId: 'one', task: 'settle' });
  while (begun.length === 0) await sleep(20);
  await queue.rest();
  await queue.jobs.wake({ tenantId: 't', connectionId: 'two', task: 'settle' });
  await sleep(500);
  finish();
  await queue.stop();
  expect(begun).toEqual(['one', 'ended']);
});

it('sends inside the very first transaction without waiting for itself', async () => {
  const { queue, transact } = await openWorld();
  const wake: Wake = { tenantId: 't', connectionId: 'first', task: 'settle' };
  const sent = transact((jobs) => jobs.wake(wake)).then(() => 'sent');
  expect(await Promise.race([sent, sleep(5_000).then(() => 'hangs')])).toBe('sent');
  await queue.stop();
});
