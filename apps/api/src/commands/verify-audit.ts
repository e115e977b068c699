import type { AuditHead, AuditReport, Persistence, VaultKeys } from '@bridge/persistence';
import { readAnchor, writeAnchor, type Anchor } from './audit-anchor.js';
import type { Command, Given } from './with-database.js';

interface Verified {
  readonly tenantId: string;
  readonly entries: number;
  readonly broken?: AuditReport['broken'];
}

export const verifyAudit: Command = {
  help: `npm run audit:verify [-- --anchor FILE] [-- --json] [-- --help]

Walks the audit trail of every organisation from its first entry to its last, and says where an entry was changed, taken
out, slipped in or cut off. Needs DATABASE_URL or BRIDGE_DATA_DIR (the embedded database: stop the bridge first) and the
encryption key. Exit code 1 when a chain is broken.

--anchor FILE also holds the chains against where they stood the last time, as FILE says: then not even the owner of the
database can write a whole trail anew. FILE is signed with a key drawn from the encryption key, and is written anew when
everything holds (the first time: made). Keep it where whoever runs the database cannot write, and run this every day.

--json prints {ok, entries, tenants: [{tenantId, entries, broken?: {position, entry?, isRewritten?}}],
anchor?: {file, since?, distrust?}}; since: when the anchor that was held against was made`,

  options: { '--anchor': { takesValue: true } },

  async run(persistence: Persistence, given: Given, keys: VaultKeys) {
    const file = given.get('--anchor');
    const anchor = file === undefined ? undefined : readAnchor(file, keys);
    const distrust = anchor !== undefined && 'distrust' in anchor ? anchor.distrust : undefined;
    const earlier = anchor !== undefined && 'heads' in anchor ? anchor : undefined;

    const heads: Record<string, AuditHead> = {};
    const tenants: Verified[] = [];
    // Of an organisation that the anchor names and the database does not, everything was taken away.
    const ids = new Set([...(await persistence.tenantIds()), ...Object.keys(earlier?.heads ?? {})]);
    for (const tenantId of ids) {
      const { hash, ...found } = await persistence.verifyAuditChain(tenantId, earlier?.heads[tenantId]);
      heads[tenantId] = { position: found.entries, hash };
      tenants.push({ tenantId, ...found });
    }
    const ok = distrust === undefined && tenants.every(({ broken }) => broken === undefined);
    if (ok && file !== undefined) writeAnchor(file, { at: new Date().toISOString(), heads }, keys);

    const anchored = file !== undefined && {
      anchor: { file, ...(earlier && { since: earlier.at }), ...(distrust !== undefined && { distrust }) },
    };
    const entries = tenants.reduce((all, tenant) => all + tenant.entries, 0);
    return {
      report: { ok, entries, tenants, ...anchored },
      lines: [...tenants.map(lineOf), ...linesOf(file, earlier, distrust), ok ? 'Every chain holds.' : NOT_OK],
    };
  },
};

const NOT_OK = 'A chain is broken, or cannot be held against the anchor.';

function lineOf({ tenantId, entries, broken }: Verified): string {
  if (broken === undefined) return `${tenantId}: ${entries} entries, unbroken`;
  const what = broken.entry ? ` (${broken.entry.action} by ${broken.entry.by})` : ', which is missing';
  const how = broken.isRewritten ? '; the anchor knows another entry there: the trail was written anew' : '';
  return `${tenantId}: BROKEN at entry ${broken.position}${what}${how}; the ${entries} before it hold`;
}

function linesOf(file: string | undefined, earlier: Anchor | undefined, distrust: string | undefined): string[] {
  if (file === undefined) return [];
  if (distrust !== undefined) return [distrust];
  return [earlier ? `Held against the anchor of ${earlier.at} in ${file}.` : `Made an anchor in ${file}.`];
}
