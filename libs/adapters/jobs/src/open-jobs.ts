import {
  fromKysely,
  fromPglite,
  PgBoss,
  type ConstructorOptions,
  type KyselyTransactionLike,
  type PGliteLike,
} from 'pg-boss';
import { tasks, type Jobs, type Task, type Wake } from '@bridge/application';

export interface JobsOptions {
  /** A PostgreSQL server. Absent: the embedded engine below. */
  readonly databaseUrl?: string;
  /** The embedded engine, which has one connection: the queue must share it. */
  readonly pglite?: PGliteLike;
  /** The role under which transactions wake jobs. It may add jobs and nothing else. */
  readonly wakingRole?: string;
  /** Told about failed jobs and about the queue's own trouble. Nothing is lost: due rows are found again. */
  readonly onError: (error: Error) => void;
  /** Told of each job that failed for good: its handler threw, or its worker died. Its rows are found by the sweeper. */
  readonly onGivenUp?: (wake: Wake) => void;
}

export interface JobQueue {
  /** `Jobs` within a transaction: what it wakes is committed or rolled back with the rows. */
  jobsFor(transaction: KyselyTransactionLike): Jobs;
  /** `Jobs` outside any transaction, for the schedule and the sweeper. */
  readonly jobs: Jobs;
  /** Runs the handler for each wake-up, at most so many at once of each task in this process. */
  work(handler: (wake: Wake) => Promise<void>, options: { readonly atOnce: (task: Task) => number }): Promise<void>;
  /** Takes no more wake-ups; running handlers go on, and others may still be woken. */
  rest(): Promise<void>;
  /** Waits for running handlers, at most 30 seconds. */
  stop(): Promise<void>;
}

/** A dead worker's job is given up after this long; its rows are found by the sweeper before that. */
const HEARTBEAT_SECONDS = 30;
const SUPERVISE_SECONDS = 15;
const OVERDUE_TURN_MS = 3_000;
/**
 * Overdue wake-ups of one connection take turns under so many keys. A key comes round again when the job that a dead worker
 * held under it has been given up, however many workers die one after the other.
 */
const OVERDUE_KEYS = Math.ceil(((HEARTBEAT_SECONDS + SUPERVISE_SECONDS) * 1_000) / OVERDUE_TURN_MS) + 1;
const STOP_TIMEOUT_MS = 30_000;
const DAY_SECONDS = 24 * 3600;
/** Where pg-boss puts jobs that failed for good. Nobody works them: whoever looks after the bridge must hear of them. */
const DEAD_LETTERS = 'bridge-given-up';
const DEAD_LETTERS_EVERY_SECONDS = 10;

/**
 * One queue per task. Of one connection and task, at most one job runs and one waits (`stately` with the connection as
 * key): a wake-up during a run is kept, any further ones would find nothing else to do. This is for calm only; that two
 * never act at once is the work of leases. Jobs are not retried here, because the rows themselves say when to try again.
 */
export async function openJobs(options: JobsOptions): Promise<JobQueue> {
  const boss = new PgBoss({
    ...engineOf(options),
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
  });
  boss.on('error', options.onError);
  await boss.start();
  await boss.createQueue(DEAD_LETTERS, {
    retryLimit: 0,
    retentionSeconds: DAY_SECONDS,
    deleteAfterSeconds: DAY_SECONDS,
  });
  for (const task of tasks) await prepare(boss, task);
  if (options.wakingRole !== undefined) await admit(boss, options.wakingRole);
  return {
    jobsFor: (transaction) => ({ wake: (wake) => send(boss, wake, { db: fromKysely(transaction) }) }),
    jobs: { wake: (wake) => send(boss, wake, {}) },
    work: async (handler, { atOnce }) => {
      for (const task of tasks)
        await boss.work<Wake>(
          queueOf(task),
          { localConcurrency: atOnce(task), batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 },
          async (jobs) => {
            for (const job of jobs) await reporting(options.onError, () => handler(job.data));
          },
        );
      await boss.work<Wake>(DEAD_LETTERS, { pollingIntervalSeconds: DEAD_LETTERS_EVERY_SECONDS }, async (jobs) => {
        for (const job of jobs) options.onGivenUp?.(job.data);
      });
    },
    rest: async () => {
      for (const task of tasks) await boss.offWork(queueOf(task), { wait: false });
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}

function engineOf({ databaseUrl, pglite }: JobsOptions): ConstructorOptions {
  if (databaseUrl !== undefined) return { connectionString: databaseUrl, max: 4, application_name: 'bridge-jobs' };
  if (pglite !== undefined) return { db: fromPglite(pglite), backend: 'pglite' };
  throw new Error('The queue needs a database URL or the embedded engine');
}

/**
 * Also reads the queue once. Inside a transaction of the embedded engine nothing else can be read: `send` must find the
 * queue in its cache, or it would wait for the transaction it is part of.
 */
async function prepare(boss: PgBoss, task: Task): Promise<void> {
  await boss.createQueue(queueOf(task), {
    policy: 'stately',
    notify: true,
    retryLimit: 0,
    expireInSeconds: 3600,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: DAY_SECONDS,
    deleteAfterSeconds: 3600,
    deadLetter: DEAD_LETTERS,
  });
  // A queue that an earlier release made has none yet.
  await boss.updateQueue(queueOf(task), { deadLetter: DEAD_LETTERS });
  await boss.findJobs(queueOf(task), { key: 'nobody' });
}

async function admit(boss: PgBoss, role: string): Promise<void> {
  if (!/^[a-z_]+$/.test(role)) throw new Error(`Not the name of a role: "${role}"`);
  for (const grant of [
    `grant usage on schema pgboss to ${role}`,
    `grant select, insert on all tables in schema pgboss to ${role}`,
    `grant execute on all functions in schema pgboss to ${role}`,
  ])
    await boss.getDb().executeSql(grant);
}

async function send(boss: PgBoss, wake: Wake, options: { db?: ReturnType<typeof fromKysely> }): Promise<void> {
  const later = wake.notBefore !== undefined && { startAfter: new Date(wake.notBefore) };
  await boss.send(queueOf(wake.task), { ...wake }, { ...options, ...later, singletonKey: keyOf(wake) });
}

/**
 * Of one key, one job waits while another runs. A wake-up for later has a key of its own, so as not to stand in the way of
 * one for now; an overdue one too, since the job that runs under the ordinary key may be that of a worker that is dead.
 */
function keyOf({ connectionId, notBefore, isOverdue }: Wake): string {
  if (notBefore !== undefined) return `${connectionId} later`;
  if (isOverdue) return `${connectionId} overdue ${Math.floor(Date.now() / OVERDUE_TURN_MS) % OVERDUE_KEYS}`;
  return connectionId;
}

/** pg-boss keeps a failure in its own tables only; nobody would hear of it. */
async function reporting(onError: (error: Error) => void, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    onError(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

function queueOf(task: Task): string {
  return `bridge-${task}`;
}
