import { PgBoss } from 'pg-boss';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wake } from '@bridge/application';
import { openJobs, type JobQueue } from './open-jobs.js';
import { describeJobQueue, type JobWorld } from './testing/job-queue.suite.js';

const server = process.env['TEST_DATABASE_URL'] ?? '';
const name = `bridge_test_jobs_${process.pid}`;
const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
beforeAll(async () => {
  await onServer(`drop database if exists ${name} with (force)`, `create database ${name}`);
  await onServer(`do $$ begin create role bridge_app nologin; exception when duplicate_object then null; end $$`);
});

afterAll(async () => {
  await onServer(`drop database if exists ${name} with (force)`);
});

async function open(errors: Error[] = [], givenUp: Wake[] = []): Promise<JobQueue> {
  return openJobs({
    databaseUrl,
    wakingRole: 'bridge_app',
    onError: (error) => errors.push(error),
    onGivenUp: (wake) => givenUp.push(wake),
  });
}

async function openWorld(): Promise<JobWorld> {
  const errors: Error[] = [];
  const givenUp: Wake[] = [];
  const queue = await open(errors, givenUp);
  return { queue, errors, givenUp, transact: (work) => transact((transaction) => work(queue.jobsFor(transaction))) };
}

/** A transaction as Kysely shows it to `jobsFor`. */
async function transact(work: (transaction: Parameters<JobQueue['jobsFor']>[0]) => Promise<void>): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false });
  const database = boss.getDb();
  await boss.start();
  const transaction = await database.beginTransaction?.();
  if (!transaction) throw new Error('pg-boss gave no transaction');
  try {
    await transaction.db.executeSql('set local role bridge_app');
    await work({ executeQuery: ({ sql, parameters }) => transaction.db.executeSql(sql, [...parameters]) });
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    throw error;
  } finally {
    await boss.stop({ graceful: false });
  }
}

describeJobQueue('PostgreSQL', openWorld);

it('never runs two jobs of one connection and task at once, whatever the number of workers', async () => {
  const queues = [await open(), await open(), await open()];
  const running = new Map<string, number>();
  let overlaps = 0;
  let runs = 0;
  const handler = async ({ connectionId }: Wake) => {
    running.set(connectionId, (running.get(connectionId) ?? 0) + 1);
    if ((running.get(connectionId) ?? 0) > 1) overlaps += 1;
    runs += 1;
    await sleep(20);
    running.set(connectionId, (running.get(connectionId) ?? 0) - 1);
  };
  for (const queue of queues) await queue.work(handler, { atOnce: () => 5 });
  for (let round = 0; round < 30; round += 1)
    await Promise.all(
      ['a', 'b', 'c'].map(async (connectionId, index) => {
        await queues[index]?.jobs.wake({ tenantId: 't', connectionId, task: 'send' });
        await sleep(10);
      }),
    );
  await sleep(1_000);
  expect(overlaps).toBe(0);
  expect(runs).toBeGreaterThan(6);
  for (const queue of queues) await queue.stop();
}, 60_000);

async function onServer(...statements: readonly string[]): Promise<void> {
  const boss = new PgBoss({ connectionString: server, supervise: false, schedule: false, migrate: false });
  const database = boss.getDb() as ReturnType<PgBoss['getDb']> & { open(): Promise<void>; close(): Promise<void> };
  await database.open();
  for (const statement of statements) await database.executeSql(statement);
  await database.close();
}
