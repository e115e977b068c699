import { MikroORM as PgliteOrm } from '@mikro-orm/pglite';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { MikroORM as PostgresOrm } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { PGlite, types } from '@electric-sql/pglite';
import { migrations } from '../migrations/index.js';
import * as alerts from '../tables/alerts.js';
import * as connections from '../tables/connections.js';
import * as exports from '../tables/exports.js';
import * as records from '../tables/records.js';
import { Database } from './database.js';
import { returnDeadClients } from './return-dead-clients.js';
import { allAtOnce, oneAtATime } from './one-at-a-time.js';

export interface Engine {
  readonly database: Database;
  /** Outside the walls, as the owner of the tables. For migrations and health only. */
  readonly em: SqlEntityManager;
  readonly orm: PgliteOrm | PostgresOrm;
  /** Set on the embedded engine: the queue shares it. */
  readonly pglite?: PGlite;
  close(): Promise<void>;
}

/** A process that is frozen inside a transaction holds up its whole tenant; ours are idle in one for milliseconds. */
const IDLE_MS = 10_000;

/** A PostgreSQL server, for any number of processes. */
export async function openServer(databaseUrl: string): Promise<Engine> {
  const orm = await PostgresOrm.init({
    ...options,
    clientUrl: databaseUrl,
    pool: { max: 10 },
    driverOptions: {
      onPoolCreated: returnDeadClients,
      idle_in_transaction_session_timeout: IDLE_MS,
      application_name: 'bridge',
    },
  });
  const em: SqlEntityManager = orm.em;
  return { database: new Database(em, allAtOnce), em, orm, close: () => orm.close() };
}

/** Of PostgreSQL inside this process. Its usual 128 MB would be held by every process, idle or not; the system caches files too. */
const CACHE = '16MB';

/** PostgreSQL inside this process. Without a folder it lives in memory and is gone at the end. */
export async function openEmbedded(folder: string | undefined): Promise<Engine> {
  const pglite = await PGlite.create(folder ?? 'memory://', {
    parsers: { [types.DATE]: (day: string) => day },
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${CACHE}`],
  });
  const orm = await PgliteOrm.init({ ...options, dbName: 'postgres', driverOptions: { pglite } });
  const em: SqlEntityManager = orm.em;
  const close = async () => {
    await orm.close();
    await pglite.close();
  };
  return { database: new Database(em, oneAtATime()), em, orm, pglite, close };
}

const options = {
  entities: [
    ...Object.values(alerts),
    ...Object.values(connections),
    ...Object.values(exports),
    ...Object.values(records),
  ],
  extensions: [Migrator],
  migrations: { migrationsList: migrations, snapshot: false, silent: true, tableName: 'migrations' },
};
