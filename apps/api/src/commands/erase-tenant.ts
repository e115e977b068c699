import type { Persistence } from '@bridge/persistence';
import type { Command, Given } from './with-database.js';

export const eraseTenant: Command = {
  help: `npm run tenant:erase -- --organisation ID --yes [--json] [--help]

Deletes everything that is kept of a Productive organisation: its documents, copies, payments, settings, people and tokens.
Its audit trail stays, with one more entry that says so; keep it for a year. Nothing in Productive or Xero is touched.
All of its connections must be disconnected first (Settings > App marketplace > Xero), which takes our access to Xero away.
Backups are yours to erase. Needs DATABASE_URL or BRIDGE_DATA_DIR (the embedded database: stop the bridge first) and the
encryption key. Exit code 1 when it is still connected, or nothing is kept of it.

--organisation ID  the organisation’s id in Productive
--yes              this cannot be undone, and is wanted

--json prints {ok, outcome: erased | connected | unknown, rows?: {table: count}, connections?: [name]}`,

  options: {
    '--organisation': { takesValue: true, isNeeded: true },
    '--yes': { takesValue: false, isNeeded: true },
  },

  async run(persistence: Persistence, given: Given) {
    const id = given.get('--organisation') ?? '';
    const erasure = await persistence.eraseTenant(id, Date.now());
    const report = { ok: erasure.outcome === 'erased', ...erasure };
    switch (erasure.outcome) {
      case 'erased': {
        const all = Object.values(erasure.rows).reduce((sum, count) => sum + count, 0);
        return { report, lines: [`${all} rows of organisation ${id} are erased. Its audit trail is kept.`] };
      }
      case 'connected': {
        const names = erasure.connections.join(', ');
        return {
          report,
          lines: [`Organisation ${id} is connected to Xero (${names}). Disconnect it first; nothing was erased.`],
        };
      }
      case 'unknown':
        return { report, lines: [`Nothing is kept of an organisation ${id}.`] };
      default:
        return erasure satisfies never;
    }
  },
};
