import type { Engine } from './engine/open-engine.js';
import { migrations } from './migrations/index.js';

/** The database knows more than this build does: running on would damage it. */
export class NewerDatabase extends Error {
  constructor(unknown: readonly string[]) {
    super(`The database was written by a newer version of the bridge (${unknown.join(', ')}). Install that version.`);
    this.name = 'NewerDatabase';
  }
}

/** Brings the tables up to date; of several processes that start at once, one does it and the others wait. */
export async function migrateDatabase(engine: Engine): Promise<void> {
  // The embedded engine has one connection and one process: a transaction that held the lock would wait for itself.
  if (engine.pglite) return migrate(engine);
  await engine.em.fork().transactional(async (holdingTheLock) => {
    // This session is idle while another one migrates, for as long as that takes.
    await holdingTheLock.execute('set local idle_in_transaction_session_timeout = 0');
    await holdingTheLock.execute(`select pg_advisory_xact_lock(hashtextextended('bridge migrations', 0))`);
    await migrate(engine);
  });
}

async function migrate({ orm }: Engine): Promise<void> {
  const executed = await orm.migrator.getExecuted();
  const known = migrations.map((migration) => migration.name);
  const unknown = executed.map((row) => row.name).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new NewerDatabase(unknown);
  await orm.migrator.up();
}
