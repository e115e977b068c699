import type { Persistence } from '@bridge/persistence';
import type { Command } from './with-database.js';

export const rotateKeys: Command = {
  help: `npm run keys:rotate [-- --json] [-- --help]

Seals every secret in the database anew under BRIDGE_ENCRYPTION_KEY, row by row. It may be stopped or killed at any
row and run again; until it has ended, both keys are needed. In this order:

  1. Give every process of the bridge the new key as BRIDGE_ENCRYPTION_KEY_PREVIOUS beside the old one, so that all can
     read both. (Not needed when all of them are stopped and started together.)
  2. Swap them: BRIDGE_ENCRYPTION_KEY is the new key, BRIDGE_ENCRYPTION_KEY_PREVIOUS the old one. Restart.
  3. Run this command with the same two keys, and DATABASE_URL or BRIDGE_DATA_DIR (the embedded database: stop the bridge first).
  4. Remove BRIDGE_ENCRYPTION_KEY_PREVIOUS once it says that nothing is left.

--json prints {ok, rewrapped, current, unreadable: [{tenantId, table, rowId}]}`,

  async run(persistence: Persistence) {
    let [rewrapped, current] = [0, 0];
    const unreadable: { readonly tenantId: string; readonly table: string; readonly rowId: string }[] = [];
    for await (const { outcome, tenantId, table, rowId } of persistence.rotateKeys()) {
      if (outcome === 'rewrapped') rewrapped += 1;
      else if (outcome === 'current') current += 1;
      else unreadable.push({ tenantId, table, rowId });
    }
    const ok = unreadable.length === 0;
    const lines = [
      `${rewrapped} rows sealed anew, ${current} were already under the current key.`,
      ...unreadable.map(
        ({ tenantId, table, rowId }) => `No given key opens ${table} ${rowId} of organisation ${tenantId}.`,
      ),
      ok
        ? 'Nothing is left under another key: BRIDGE_ENCRYPTION_KEY_PREVIOUS can be removed.'
        : 'Give the key that sealed them as BRIDGE_ENCRYPTION_KEY_PREVIOUS and run this again, or have those people sign in and reconnect.',
    ];
    return { report: { ok, rewrapped, current, unreadable }, lines };
  },
};
