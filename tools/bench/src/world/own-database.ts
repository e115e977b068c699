import { MikroORM } from '@mikro-orm/postgresql';

/** A PostgreSQL database that nobody else uses, gone afterwards. */
export interface OwnDatabase {
  readonly url: string;
  /** A plain statement, outside all of the product's walls. */
  ask<Row extends object>(statement: string): Promise<readonly Row[]>;
  /** Where the server was set up without autovacuum: tidied as often as that looks. Nobody runs the product without it. */
  keepTidy(): Promise<void>;
  drop(): Promise<void>;
}

interface Tidying {
  stop(): Promise<void>;
}

/** The server whose databases we may make and drop. */
const server = process.env['BENCH_DATABASE_URL'] || process.env['TEST_DATABASE_URL'];

export class NoServer extends Error {}

/** For measures that do without one. */
export function unlessNoServer(error: unknown): undefined {
  if (error instanceof NoServer) return undefined;
  throw error;
}

export async function ownDatabase(): Promise<OwnDatabase> {
  if (!server)
    throw new NoServer('This is measured on a PostgreSQL server whose databases may be made: BENCH_DATABASE_URL');
  const name = `bench_${process.pid}_${Math.trunc(performance.now())}`;
  const main = await connect(server);
  await main.em.execute(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const own = await connect(url.href);
  let tidying: Tidying | undefined;
  return {
    url: url.href,
    ask: (statement) => own.em.fork().execute(statement),
    keepTidy: async () => {
      tidying ??= await tidies(own);
    },
    drop: async () => {
      await tidying?.stop();
      await own.close();
      await main.em.execute(`drop database ${name} with (force)`);
      await main.close();
    },
  };
}

async function tidies(own: MikroORM): Promise<Tidying | undefined> {
  const [row] = await own.em.execute<{ autovacuum: string }[]>('show autovacuum');
  if (row?.autovacuum !== 'off') return undefined;
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => (running = running.then(() => own.em.fork().execute('vacuum (analyze)'))), 60_000);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

function connect(clientUrl: string) {
  return MikroORM.init({
    clientUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { max: 2 },
    driverOptions: { application_name: 'bench' },
    allowGlobalContext: true,
  });
}
