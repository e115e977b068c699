import { openJobs, type JobQueue } from '@bridge/jobs';
import { openPersistence, type Persistence } from '@bridge/persistence';
import type { Logger } from 'pino';
import { vaultKeysOf } from '../environment/encryption-key.js';
import type { Environment } from '../environment/read-environment.js';

/** The database and the queue that lives in it. */
export interface Stores {
  readonly persistence: Persistence;
  readonly queue: JobQueue;
  close(): Promise<void>;
}

/** The role under which units of work run; the queue lets it add jobs. */
const WAKING_ROLE = 'bridge_app';

/** Throws FolderInUse or NewerDatabase, whose messages are for people. */
export async function openStores(environment: Environment, log: Logger): Promise<Stores> {
  const { store } = environment;
  const encryptionKeys = vaultKeysOf(environment, (message) => log.warn(message));
  const place =
    store.kind === 'server'
      ? { databaseUrl: store.databaseUrl }
      : store.kind === 'embedded'
        ? { dataDir: store.dataDir }
        : {};
  let queue: JobQueue | undefined;
  const persistence = await openPersistence({
    ...place,
    encryptionKeys,
    jobsFor: (transaction) => {
      if (queue === undefined) throw new Error('A job was woken before the queue was open');
      return queue.jobsFor(transaction);
    },
  });
  try {
    queue = await openJobs({
      ...(store.kind === 'server' ? { databaseUrl: store.databaseUrl } : {}),
      ...(persistence.pglite && { pglite: persistence.pglite }),
      wakingRole: WAKING_ROLE,
      onError: (error) => log.error({ stack: error.stack }, `A job failed: ${error.message}`),
      onGivenUp: (wake) => log.warn(wake, `The job ${wake.task} was given up; whatever waits for it is found again`),
    });
  } catch (error) {
    await persistence.close();
    throw error;
  }
  const opened = queue;
  return {
    persistence,
    queue: opened,
    close: async () => {
      await opened.stop();
      await persistence.close();
    },
  };
}
