import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import type { Wake } from '@bridge/application';
import type { StoreWorld } from '@bridge/application/testing';
import { openServer } from '../engine/open-engine.js';
import { openPersistence, type Persistence } from '../open-persistence.js';

export interface TestWorld extends StoreWorld, Persistence {
  /** As the owner of the tables, who sees past no wall either. */
  execute<Row extends object>(sql: string): Promise<Row[]>;
}

export const testKeys = { keys: { k1: randomBytes(32) }, current: 'k1' };

/**
 * A database in memory, or the given one. Wake-ups go into a table, as the queue would keep them, so that they are
 * committed or rolled back with the rows.
 */
export async function openTestWorld(databaseUrl?: string): Promise<TestWorld> {
  const persistence = await openPersistence({
    ...(databaseUrl !== undefined && { databaseUrl }),
    encryptionKeys: testKeys,
    jobsFor: (kysely) => ({
      wake: async (wake) => {
        await kysely.executeQuery(
          CompiledQuery.raw('insert into test_wakes (wake) values ($1)', [JSON.stringify(wake)]),
        );
      },
    }),
  });
  const owner = await ownerOf(persistence, databaseUrl);
  await owner.execute('create table if not exists test_wakes (id bigserial, wake jsonb)');
  await owner.execute('grant all on test_wakes, test_wakes_id_seq to bridge_app');
  return {
    ...persistence,
    execute: owner.execute,
    wakes: async () => {
      const rows = await owner.execute<{ wake: Wake }>('select wake from test_wakes order by id');
      return rows.map((row) => row.wake);
    },
    passTime: (ms) => sleep(ms),
    close: async () => {
      await owner.close();
      await persistence.close();
    },
  };
}

async function ownerOf({ pglite }: Persistence, databaseUrl: string | undefined) {
  if (databaseUrl === undefined)
    return {
      execute: async <Row extends object>(sql: string) => (await pglite?.query<Row>(sql))?.rows ?? [],
      close: async () => undefined,
    };
  const engine = await openServer(databaseUrl);
  return {
    execute: <Row extends object>(sql: string) => engine.em.fork().execute<Row[]>(sql),
    close: () => engine.close(),
  };
}
