import { ownCluster } from './own-cluster.js';
import { openSql } from './sql.js';

export interface PostgresServer {
  /** As an ordinary role that owns one empty database, as in production: a superuser would see through every wall. */
  readonly databaseUrl: string;
  /** The same database as a superuser, for looking on. */
  readonly onlookerUrl: string;
  /** Restarted as a power failure would; absent where the server is not ours to restart. */
  readonly restart?: () => Promise<void>;
  /** Drops what was made. */
  close(): Promise<void>;
}

const OWNER = 'bridge_chaos_owner';

/** A server of our own where PostgreSQL is installed, else a scratch database on the one that `serverUrl` names. */
export async function openPostgresServer(serverUrl: string | undefined): Promise<PostgresServer> {
  const cluster = await ownCluster();
  const url = cluster?.url ?? serverUrl;
  if (url === undefined)
    throw new Error('There is no PostgreSQL here: install it, or set TEST_DATABASE_URL to a server (postgres://…)');
  const name = `bridge_chaos_${process.pid}`;
  await onServer(url, [
    `do $$ begin create role ${OWNER} login createrole password 'chaos'; exception when duplicate_object then null; end $$`,
    `drop database if exists ${name} with (force)`,
    `create database ${name} owner ${OWNER}`,
  ]);
  return {
    databaseUrl: Object.assign(new URL(url), { pathname: `/${name}`, username: OWNER, password: 'chaos' }).href,
    onlookerUrl: Object.assign(new URL(url), { pathname: `/${name}` }).href,
    ...(cluster && { restart: cluster.restart }),
    close: async () => {
      if (cluster) await cluster.remove();
      else await onServer(url, [`drop database if exists ${name} with (force)`]);
    },
  };
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const sql = await openSql(url);
  for (const statement of statements) await sql.ask(statement);
  await sql.close();
}
