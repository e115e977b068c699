import { below, measured, onlyAt, percentile, rounded, type Measure } from '../measure.js';
import { openTown, type Resident, type Town } from '../world/town.js';

const ROUNDS = 25;
const A_TENANT = 1_000;
const FULL = 1_000_000;

/** P11: lists and details over HTTP, as an ordinary tenant and the largest one see them, all walls up. */
export async function lists(documents: number): Promise<readonly Measure[]> {
  const town = await openTown(2, { workers: 0 });
  try {
    const [largest, ordinary] = town.residents;
    if (largest === undefined || ordinary === undefined) throw new Error('Two residents are needed');
    for (const resident of [largest, ordinary]) await copyOne(town, resident);
    const tenants = Math.max(3, Math.round(documents / A_TENANT));
    const ofLargest = Math.round(documents / 10);
    const each = Math.floor((documents - ofLargest) / (tenants - 1));
    await withoutIndexes(town.database, async () => {
      await fill(town, { pattern: ordinary, each, tenants: tenants - 2 });
      await fillOne(town, largest, ofLargest);
      await fillOne(town, ordinary, each);
    });
    for (const table of TABLES) await town.database.ask(`vacuum analyze ${table}`);
    const measures: Measure[] = [];
    const counts = `${documents} documents, ${tenants} tenants`;
    for (const [name, resident, own] of [
      ['an ordinary tenant', ordinary, each],
      ['the largest tenant', largest, ofLargest],
    ] as const) {
      const waits = await waitsOf(town, resident);
      const slowest = [...waits].map(([page, ms]) => [page, percentile(ms, 0.95)] as const).sort((a, b) => b[1] - a[1]);
      measures.push(
        measured({
          id: resident === ordinary ? 'P11' : 'P11.largest',
          what: `p95 of lists and details for ${name} with ${own} documents, ${counts}`,
          unit: 'ms',
          goal: onlyAt(documents >= FULL, below(50)),
          runs: [percentile([...waits.values()].flat(), 0.95)],
          note: `${ROUNDS} of each over HTTP, one after the other; p95 of each: ${slowest.map(([page, ms]) => `${page} ${Math.round(ms)}`).join(', ')}`,
        }),
      );
    }
    return measures;
  } finally {
    await town.close();
  }
}

const TABLES = ['documents', 'exports', 'links', 'audit_entries'] as const;

async function copyOne(town: Town, resident: Resident): Promise<void> {
  await town.copy(resident, town.addInvoices(resident, 1));
  await town.untilCopied(resident, 1);
  await resident.bridge.refreshDocuments();
}

/** Rows like the pattern's for tenants of whom nobody signs in. */
async function fill(
  { database }: Town,
  { pattern, each, tenants }: { readonly pattern: Resident; readonly each: number; readonly tenants: number },
): Promise<void> {
  await plant(database.ask, pattern.tenantId, `'filler-' || (n / ${each})`, each * tenants);
}

async function fillOne({ database }: Town, { tenantId }: Resident, count: number): Promise<void> {
  await plant(database.ask, tenantId, `'${tenantId}'`, count - 1);
}

/** Straight into the tables: none of it is measured. Spread over two years and many names, so that filters have work to do. */
async function plant(ask: Town['database']['ask'], tenantId: string, tenant: string, count: number): Promise<void> {
  if (count < 1) return;
  const day = `date '2026-11-20' - (n % 700)`;
  const at = `1795000000000 - (n % 100000) * 631000::bigint`;
  const company = `'Client ' || (n % 200)`;
  const text = `'f' || n || ' client ' || (n % 200)`;
  const changes: Readonly<Record<(typeof TABLES)[number], Readonly<Record<string, string>>>> = {
    documents: {
      ...{ source_id: `'f' || n`, number: `'F' || n`, number_key: `'f' || lpad((n % 1000000)::text, 7, '0')` },
      ...{ company_name: company, company_key: `'client ' || (n % 200)`, issued_on: day, search_text: text },
      total_minor: `1000 + n % 90000`,
    },
    exports: {
      ...{ id: `'f' || n`, source_id: `'f' || n`, state: `'exported'`, requested_at: at, changed_at: at },
      search_text: text,
    },
    links: { ledger_id: `'f' || n`, source_id: `'f' || n`, number: `'F' || n` },
    audit_entries: { position: `100000 + n`, at },
  };
  const statements: string[] = [];
  for (const table of TABLES) {
    const own: Readonly<Record<string, string>> = { tenant_id: tenant, ...changes[table] };
    const columns = await ask<{ name: string; type: string }>(
      `select column_name as name, udt_name as type from information_schema.columns
       where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`,
    );
    const values = columns.map(({ name, type }) => (name in own ? `(${own[name]})::${type}` : `pattern.${name}`));
    const first = table === 'audit_entries' ? 'position = 1' : `kind = 'invoice'`;
    statements.push(`insert into ${table} (${columns.map(({ name }) => name).join(', ')}) select ${values.join(', ')}
      from (select * from ${table} where tenant_id = '${tenantId}' and ${first} limit 1) as pattern,
      generate_series(0, ${count - 1}) as n`);
  }
  await ask(`begin; set local session_replication_role = replica; ${statements.join('; ')}; commit`);
}

/** Rows are planted without their indexes, which are made anew afterwards: in a fraction of the time. */
async function withoutIndexes({ ask }: Town['database'], work: () => Promise<void>): Promise<void> {
  const indexes = await ask<{ name: string; made: string }>(
    `select indexname as name, indexdef as made from pg_indexes
     where schemaname = 'public' and tablename in (${TABLES.map((table) => `'${table}'`).join(', ')})
       and not exists (select from pg_constraint where conname = indexname)`,
  );
  for (const { name } of indexes) await ask(`drop index ${name}`);
  await work();
  for (const { made } of indexes) await ask(made);
}

/** Milliseconds of each page, by its name. */
async function waitsOf(town: Town, resident: Resident): Promise<ReadonlyMap<string, readonly number[]>> {
  const { tenantId } = resident;
  const [sample] = await town.database.ask<{ id: string }>(
    `select id from exports where tenant_id = '${tenantId}' and id <> '' limit 1`,
  );
  const pages: Readonly<Record<string, string>> = {
    documents: 'documents?kind=invoice&limit=50',
    'documents page 20': 'documents?kind=invoice&limit=50&offset=950',
    'documents copied': 'documents?kind=invoice&limit=50&copyStatus=copied',
    'documents by name': 'documents?kind=invoice&limit=50&sort=company&descending=false',
    'documents of a month': 'documents?kind=invoice&limit=50&issuedFrom=2026-10-01&issuedTo=2026-10-31',
    'documents by text': 'documents?kind=invoice&limit=50&text=client%2017',
    'one document': 'documents?kind=invoice&sourceId=f7',
    exports: 'exports?limit=50',
    'exports refused': 'exports?limit=50&state=refused',
    'one export': `exports/${sample?.id ?? ''}`,
    imports: 'payment-imports?limit=50',
    tranches: 'payment-imports/tranches?limit=50',
    audit: 'audit?limit=50',
    overview: 'overview',
    connections: 'connections',
  };
  const waits = new Map<string, number[]>();
  for (let round = -2; round < ROUNDS; round += 1)
    for (const [name, path] of Object.entries(pages)) {
      const startedAt = performance.now();
      await resident.bridge.read(path);
      // The first two rounds warm up the connections and the plans.
      if (round >= 0) waits.set(name, [...(waits.get(name) ?? []), rounded(performance.now() - startedAt)]);
    }
  return waits;
}
