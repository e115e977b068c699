import type { Persistence } from '@bridge/persistence';
import type { Command } from './with-database.js';

export const verifyAudit: Command = {
  help: `npm run audit:verify [-- --json] [-- --help]

Walks the audit trail of every organisation from its first entry to its last, and says where an entry was changed, taken
out, slipped in or cut off. Needs DATABASE_URL or BRIDGE_DATA_DIR (the embedded database: stop the bridge first) and the
encryption key. Exit code 1 when a chain is broken.

--json prints {ok, entries, tenants: [{tenantId, entries, broken?: {position, entry?}}]}`,

  async run(persistence: Persistence) {
    const tenants = [];
    for (const tenantId of await persistence.tenantIds())
      tenants.push({ tenantId, ...(await persistence.verifyAuditChain(tenantId)) });
    const ok = tenants.every(({ broken }) => broken === undefined);
    const entries = tenants.reduce((all, tenant) => all + tenant.entries, 0);
    const lines = tenants.map(({ tenantId, entries: held, broken }) =>
      broken === undefined
        ? `${tenantId}: ${held} entries, unbroken`
        : `${tenantId}: BROKEN at entry ${broken.position}${broken.entry ? ` (${broken.entry.action} by ${broken.entry.by})` : ', which is missing'}; the ${held} before it hold`,
    );
    return { report: { ok, entries, tenants }, lines: [...lines, ok ? 'Every chain holds.' : 'A chain is broken.'] };
  },
};
