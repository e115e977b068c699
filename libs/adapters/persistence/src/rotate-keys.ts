import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Database } from './engine/database.js';
import type { Vault } from './engine/vault.js';

/** One row that holds secrets. `unreadable`: no key that was given opens it; it is left as it is. */
export interface RotatedRow {
  readonly tenantId: string;
  readonly table: 'tenants' | 'grants';
  readonly rowId: string;
  readonly outcome: 'rewrapped' | 'current' | 'unreadable';
}

interface SecretTable {
  readonly table: RotatedRow['table'];
  readonly idColumn: string;
  /** Column in the database → its name in the binding of the sealed text. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Every column of the database that the vault seals; the catalogue test of isolation.pg.spec.ts holds it complete. */
export const secretTables: readonly SecretTable[] = [
  { table: 'tenants', idColumn: 'tenant_id', columns: { source_token: 'sourceToken', source_hooks: 'sourceHooks' } },
  { table: 'grants', idColumn: 'id', columns: { access_token: 'accessToken', refresh_token: 'refreshToken' } },
];

/**
 * Seals every secret anew under the current key, one row a transaction: killed at any row, it goes on where it stopped when
 * it is run again, and until then every row opens with the key that its text names.
 */
export async function* rotateKeys(
  database: Database,
  vault: Vault,
  tenantIds: readonly string[],
): AsyncGenerator<RotatedRow> {
  for (const tenantId of tenantIds)
    for (const place of secretTables) {
      const ids = await database.asTenant(tenantId, (em) => idsOf(em, place, tenantId));
      for (const rowId of ids) {
        const outcome = await database.asTenant(tenantId, (em) => rewrap(em, place, vault, tenantId, rowId));
        if (outcome !== undefined) yield { tenantId, table: place.table, rowId, outcome };
      }
    }
}

async function idsOf(em: SqlEntityManager, { table, idColumn }: SecretTable, tenantId: string): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select ${idColumn} as id from ${table} where tenant_id = ? order by 1`,
    [tenantId],
  );
  return rows.map((row) => row.id);
}

/** Undefined: there is nothing secret in the row, or the row is gone. Locked, so that no token is renewed meanwhile. */
async function rewrap(
  em: SqlEntityManager,
  { table, idColumn, columns }: SecretTable,
  vault: Vault,
  tenantId: string,
  rowId: string,
): Promise<RotatedRow['outcome'] | undefined> {
  const names = Object.keys(columns);
  const [row] = await em.execute<Record<string, string | null>[]>(
    `select ${names.join(', ')} from ${table} where tenant_id = ? and ${idColumn} = ? for update`,
    [tenantId, rowId],
  );
  const sealed = names.flatMap((name) => {
    const text = row?.[name];
    return typeof text === 'string' ? [{ name, text, place: { tenantId, rowId, column: columns[name] ?? '' } }] : [];
  });
  if (sealed.length === 0) return undefined;
  if (sealed.every(({ text }) => vault.isCurrent(text))) return 'current';
  let renewed: readonly string[];
  try {
    renewed = sealed.map(({ text, place }) => vault.seal(vault.open(text, place), place));
  } catch {
    return 'unreadable';
  }
  await em.execute(
    `update ${table} set ${sealed.map(({ name }) => `${name} = ?`).join(', ')} where tenant_id = ? and ${idColumn} = ?`,
    [...renewed, tenantId, rowId],
  );
  return 'rewrapped';
}
