import { openServer } from './engine/open-engine.js';
import { migrateDatabase } from './migrate-database.js';

/** `npm run db:migrate`: brings a server's tables up to date before a new version is rolled out. */
const databaseUrl = process.env['DATABASE_URL'];
if (databaseUrl === undefined || databaseUrl === '') {
  process.stderr.write('Set DATABASE_URL. The embedded database migrates by itself when the bridge starts.\n');
  process.exitCode = 1;
} else {
  const engine = await openServer(databaseUrl);
  try {
    await migrateDatabase(engine);
    process.stdout.write('The database is up to date.\n');
  } finally {
    await engine.close();
  }
}
