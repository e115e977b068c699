import { randomBytes } from 'node:crypto';
import {
  copyStatuses,
  documentSorts,
  importOutcomes,
  reconciliationSorts,
  type DocumentQuery,
} from '@bridge/application';
import { openServer, type Engine } from '../engine/open-engine.js';
import { openPersistence, type Persistence } from '../open-persistence.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';

/** Eight tenants of 8,000 documents each. What one tenant asks may not read through the rows of all. */
const TENANTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'middle'];
const ROWS = 8_000;
const TABLES = [
  ...['documents', 'exports', 'links', 'tranches', 'payment_imports', 'audit_entries', 'drifts', 'ledger_pictures'],
  'contacts',
];

let database: TestDatabase;
let onlooker: Engine;

beforeAll(async () => {
  database = await createTestDatabase('plans');
  await withPersistence(async () => undefined);
  const owner = await openServer(database.url);
  for (const tenant of TENANTS) for (const statement of filling(tenant)) await asTenant(owner, tenant, statement);
  for (const table of TABLES) await owner.em.fork().execute(`vacuum analyze ${table}`);
  await owner.close();
  onlooker = await openServer(database.url);
}, 300_000);

afterAll(async () => {
  await onlooker.close();
  await database.drop();
});

const all: DocumentQuery = { kind: 'invoice', sort: 'issued_on', descending: true, offset: 0, limit: 50 };
const sides = { connectionId: 'c-middle', sort: 'linked_at', descending: true, offset: 0, limit: 50 } as const;
const MONTH = 30 * 86_400_000;

type Question = [string, (persistence: Persistence) => Promise<unknown>];

const questions: readonly Question[] = [
  ...documentSorts.map((sort): Question => [
    `documents by ${sort}`,
    (persistence) => persistence.documentList.page('middle', { ...all, sort }),
  ]),
  ...copyStatuses.map((status): Question => [
    `documents that are ${status}`,
    (persistence) => persistence.documentList.page('middle', { ...all, copyStatuses: [status] }),
  ]),
  [
    'documents of a subsidiary',
    (persistence) => persistence.documentList.page('middle', { ...all, subsidiaryIds: ['11'] }),
  ],
  [
    'documents that were sent',
    (persistence) => persistence.documentList.page('middle', { ...all, progress: ['sent'] }),
  ],
  [
    'documents of a month',
    (persistence) =>
      persistence.documentList.page('middle', { ...all, issuedFrom: '2026-02-01', issuedTo: '2026-02-28' }),
  ],
  [
    'documents by part of a text',
    (persistence) => persistence.documentList.page('middle', { ...all, text: 'inv-4242' }),
  ],
  [
    'all documents that match',
    (persistence) => persistence.documentList.matching('middle', { ...all, copyStatuses: ['not_copied'] }, 5000),
  ],
  ['exports', (persistence) => persistence.activityList.exports('middle', { offset: 0, limit: 50 })],
  [
    'exports of one state',
    (persistence) =>
      persistence.activityList.exports('middle', {
        states: ['refused'],
        connectionId: 'c-middle',
        offset: 0,
        limit: 50,
      }),
  ],
  [
    'exports by part of a text',
    (persistence) => persistence.activityList.exports('middle', { text: 'inv-4242', offset: 0, limit: 50 }),
  ],
  ['tranches', (persistence) => persistence.activityList.tranches('middle', { offset: 0, limit: 50 })],
  [
    'tranches of an invoice',
    (persistence) => persistence.activityList.tranches('middle', { sourceInvoiceId: '42', offset: 0, limit: 50 }),
  ],
  ['imports', (persistence) => persistence.activityList.imports('middle', { offset: 0, limit: 50 })],
  ...importOutcomes.map((outcome): Question => [
    `imports that ${outcome}`,
    (persistence) => persistence.activityList.imports('middle', { outcome, offset: 0, limit: 50 }),
  ]),
  ['paid expenses', (persistence) => persistence.activityList.expensePayments('middle', { offset: 0, limit: 50 })],
  ['days', (persistence) => persistence.activityFigures.days('middle', 30, MONTH)],
  ['the audit trail', (persistence) => persistence.activityFigures.audit('middle', { offset: 0, limit: 50 })],
  ...reconciliationSorts.map((sort): Question => [
    `both sides by ${sort}`,
    (persistence) => persistence.reconciliationList.page('middle', { ...sides, sort }),
  ]),
  ...(['any', 'edited', 'gone', 'total', 'voided', 'tax'] as const).map((difference): Question => [
    `both sides that differ: ${difference}`,
    (persistence) => persistence.reconciliationList.page('middle', { ...sides, difference }),
  ]),
  [
    'both sides by part of a text',
    (persistence) => persistence.reconciliationList.page('middle', { ...sides, text: 'inv-4242', kind: 'invoice' }),
  ],
  [
    'both sides, one after the other',
    (persistence) => persistence.reconciliationList.after('middle', { connectionId: 'c-middle' }, '4242', 200),
  ],
  ['work that is due', (persistence) => persistence.dueWork.due(1)],
];

describe('With eight tenants of 8,000 rows', () => {
  it.each(questions)('%s are found through indexes', async (_, ask) => {
    const before = await sequentialReads();
    await withPersistence(ask);
    expect(await sequentialReads()).toEqual(before);
  });

  it('the newest entries of the audit trail are read, and of the 8,000 no others', async () => {
    const before = await entriesRead();
    await withPersistence((persistence) => persistence.activityFigures.audit('middle', { offset: 0, limit: 50 }));
    expect((await entriesRead()) - before).toBe(50);
  });
});

async function withPersistence(ask: (persistence: Persistence) => Promise<unknown>): Promise<void> {
  const persistence = await openPersistence({
    databaseUrl: database.url,
    encryptionKeys: { keys: { k1: randomBytes(32) }, current: 'k1' },
    jobsFor: () => ({ wake: async () => undefined }),
  });
  await ask(persistence);
  await persistence.close();
}

/** Times that a table of tenants was read from end to end, as the server counts them. */
async function sequentialReads(): Promise<Record<string, number>> {
  await othersGone();
  const rows = await onlooker.em.fork().execute<{ name: string; scans: string }[]>(
    `select relname as name, seq_scan as scans from pg_stat_user_tables
     where relname in (${TABLES.map((table) => `'${table}'`).join(', ')})`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, Number(row.scans)]));
}

/** Audit entries that were found in an index, of all tenants. */
async function entriesRead(): Promise<number> {
  await othersGone();
  const [row] = await onlooker.em
    .fork()
    .execute<{ read: string }[]>(
      `select sum(idx_tup_read) as read from pg_stat_user_indexes where relname = 'audit_entries'`,
    );
  return Number(row?.read);
}

/** A connection reports what it did within ten seconds, or when it ends: so whoever asked has hung up, and is waited for. */
async function othersGone(): Promise<void> {
  const others = `select from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
  while ((await onlooker.em.fork().execute<unknown[]>(others)).length > 0)
    await onlooker.em.fork().execute('select pg_sleep(0.02)');
}

function filling(tenant: string): readonly string[] {
  const series = `from generate_series(1, ${ROWS}) as n`;
  // Every twenty-fifth copy was made with another total than it has now.
  const sent = `jsonb_build_object('party', '{}'::jsonb, 'issuedOn', date '2026-01-01' + n % 365, 'totals', jsonb_build_object(
    'tax', '{"minor": "0", "currency": "GBP"}'::jsonb,
    'total', jsonb_build_object('minor', (n + (n % 50 = 6)::int)::text, 'currency', 'GBP')))`;
  return [
    `insert into connections values ('${tenant}', 'c-${tenant}', '11', 'Studio', 'connected', 'g', 'o-${tenant}', '{}', '[]', 0, 'Ada')`,
    `insert into exports select '${tenant}', n::text, 'c-${tenant}', 'invoice', n::text, 1,
       case n % 50 when 0 then 'refused' when 1 then 'skipped' when 2 then 'queued' else 'exported' end,
       ${sent}, '[]', '[]', null, null, 0, n, n, 'Ada', n, null, 'inv-' || n ${series} where n % 2 = 0 or n % 50 = 1`,
    `insert into links select '${tenant}', n::text, 'c-${tenant}', case n % 10 when 4 then 'expense' else 'invoice' end,
       n::text, 1, 'exported', 'm', null, 'u', n, 'Ada', 'paid', 'GBP', n, n, 0, 0, null, n ${series} where n % 2 = 0 and n % 50 > 2`,
    `insert into documents select '${tenant}', 'invoice', n::text, (11 + n % 2)::text, 'INV-' || n, 'Work', null, 'Company',
       date '2026-01-01' + n % 365, null, null, 'GBP', n, n, 'sent', false, null, 'u', n, 'inv-' || n, 'company', 'inv-' || n, '' ${series}`,
    `insert into shelf_fillings values ('${tenant}', 'invoice', ${ROWS})`,
    `insert into tranches select '${tenant}', n::text, 'c-${tenant}', n::text, n::text, 'GBP', n, date '2026-01-01' + n % 365,
       'recorded', null, null, 0, 0, '[]', n, n ${series}`,
    `insert into payment_imports select '${tenant}', n::text, 'c-${tenant}', 'schedule', n, n, n % 3,
       case when n % 100 = 0 then 1 else 0 end, 0, 0, case when n % 200 = 1 then '{}'::jsonb end ${series}`,
    `insert into drifts select '${tenant}', 'c-${tenant}', case n % 100 when 8 then 'tax' else 'total' end, n::text, 'invoice',
       n::text, null, 'a', 'b', n ${series} where n % 50 = 8`,
    `insert into ledger_pictures select '${tenant}', 'c-${tenant}', n::text, 
       '{"contactId": "1", "total": {"minor": "1", "currency": "GBP"}}', n ${series} where n % 2 = 0`,
    `insert into contacts select '${tenant}', 'c-${tenant}', n::text, '{}', true, n::text, null, null, null, '' ${series}`,
    `insert into audit_entries select '${tenant}', n, n, 'Ada', 'a', 'export', n::text, null, '{}', '', '' ${series}`,
    `insert into audit_heads values ('${tenant}', ${ROWS}, '')`,
  ];
}

function asTenant(owner: Engine, tenant: string, sql: string): Promise<unknown> {
  return owner.em.fork().transactional(async (em) => {
    await em.execute(`select set_config('bridge.tenant', '${tenant}', true)`);
    await em.execute('set local role bridge_app');
    return em.execute(sql);
  });
}
