import { randomBytes } from 'node:crypto';
import { openServer, type Engine } from './engine/open-engine.js';
import { openPersistence, type Persistence } from './open-persistence.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

const HASHED = ['position', 'at', 'by', 'action', 'subject_kind', 'subject_id', 'connection_id', 'detail'];
const COLUMNS = [...HASHED, 'previous_hash', 'hash'];
const STORED = `tenant_id, ${COLUMNS.join(', ')}`;

let database: TestDatabase;
let persistence: Persistence;
let owner: Engine;
const execute = <Row extends object>(sql: string, parameters: unknown[] = []) =>
  owner.em.fork().execute<Row[]>(sql, parameters);

beforeAll(async () => {
  database = await createTestDatabase('audit');
  const encryptionKeys = { keys: { k1: randomBytes(32) }, current: 'k1' };
  const jobsFor = () => ({ wake: async () => undefined });
  persistence = await openPersistence({ databaseUrl: database.url, encryptionKeys, jobsFor });
  owner = await openServer(database.url);
  for (const action of ['first', 'second', 'third']) {
    await append('mine', action);
    await append('cut', action);
  }
  // Whoever owns the database can do this: then the chain alone shows what was done.
  await execute('alter table audit_entries disable trigger user');
  for (const table of ['audit_entries', 'audit_heads'])
    await execute(`alter table ${table} no force row level security`);
}, 60_000);

afterAll(async () => {
  await owner.close();
  await persistence.close();
  await database.drop();
});

function append(tenantId: string, action: string): Promise<void> {
  return persistence.unitOfWork.run(tenantId, (store) =>
    store.audit.append({
      at: 1_795_500_000_000,
      by: 'Ada',
      action: `export.${action}`,
      subject: { kind: 'export', id: 'e1' },
      connectionId: 'c1',
      detail: { amountMinor: '1250', currency: 'GBP' },
    }),
  );
}

async function hashAt(tenantId: string, position: number): Promise<string | undefined> {
  const where = 'tenant_id = ? and position = ?';
  const [row] = await execute<{ hash: string }>(`select hash from audit_entries where ${where}`, [tenantId, position]);
  return row?.hash;
}

/** Every text that differs from this one in one character. */
function variants(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, index) => {
    const other = text[index] === '7' ? '8' : '7';
    return `${text.slice(0, index)}${other}${text.slice(index + 1)}`;
  });
}

const second = `tenant_id = 'mine' and action like 'export.second'`;

describe('Security 13: the audit chain', () => {
  it('holds from its beginning to its head', async () => {
    expect(await persistence.verifyAuditChain('mine')).toEqual({ entries: 3, hash: await hashAt('mine', 3) });
    expect(await persistence.verifyAuditChain('nobody')).toEqual({ entries: 0, hash: '0'.repeat(64) });
  });

  it.each(COLUMNS)('shows where any one byte of %s was changed', async (column) => {
    const [row] = await execute<{ text: string }>(`select ${column}::text as text from audit_entries where ${second}`);
    const type = column === 'detail' ? 'jsonb' : column === 'position' || column === 'at' ? 'bigint' : 'text';
    await execute(`create table kept as select ${STORED} from audit_entries where ${second}`);
    let changed = 0;
    for (const variant of variants(row?.text ?? '')) {
      await execute(`delete from audit_entries where tenant_id = 'mine' and (previous_hash, position) not in
        (select previous_hash, position from audit_entries where action in ('export.first', 'export.third'))`);
      await execute(`insert into audit_entries (${STORED}) select ${STORED} from kept`);
      try {
        await execute(`update audit_entries set ${column} = ?::${type} where ${second}`, [variant]);
      } catch (error) {
        // A document that is no JSON any more cannot be stored at all.
        if (column !== 'detail') throw error;
        continue;
      }
      changed += 1;
      const { broken } = await persistence.verifyAuditChain('mine');
      expect([variant, broken?.position]).toEqual([variant, 2]);
    }
    await execute(
      `delete from audit_entries where tenant_id = 'mine' and action not in ('export.first', 'export.third')`,
    );
    await execute(`insert into audit_entries (${STORED}) select ${STORED} from kept`);
    await execute('drop table kept');
    expect(changed).toBeGreaterThan(0);
    expect(await persistence.verifyAuditChain('mine')).toEqual({ entries: 3, hash: await hashAt('mine', 3) });
  });

  it('names the first broken entry and what stands there now', async () => {
    await execute(`update audit_entries set by = 'Eve' where ${second}`);
    expect(await persistence.verifyAuditChain('mine')).toMatchObject({
      entries: 1,
      broken: { position: 2, entry: { by: 'Eve', action: 'export.second' } },
    });
    await execute(`update audit_entries set by = 'Ada' where ${second}`);
  });

  it('shows that an entry was taken out, and that the newest were cut off', async () => {
    await execute(`delete from audit_entries where tenant_id = 'cut' and position = 3`);
    expect(await persistence.verifyAuditChain('cut')).toMatchObject({ entries: 2, broken: { position: 3 } });
    await execute(`delete from audit_entries where tenant_id = 'cut' and position = 1`);
    expect(await persistence.verifyAuditChain('cut')).toMatchObject({ entries: 0, broken: { position: 1 } });
  });

  it('shows a trail that its owner wrote anew from the beginning, to whoever kept an earlier head elsewhere', async () => {
    for (const action of ['first', 'second', 'third']) await append('anew', action);
    const earlier = { position: 2, hash: (await hashAt('anew', 2)) ?? '' };
    expect(await persistence.verifyAuditChain('anew', earlier)).toMatchObject({ entries: 3 });
    for (const table of ['audit_entries', 'audit_heads'])
      await execute(`delete from ${table} where tenant_id = 'anew'`);
    await append('anew', 'other');
    expect((await persistence.verifyAuditChain('anew')).broken).toBeUndefined();
    expect(await persistence.verifyAuditChain('anew', earlier)).toMatchObject({ entries: 1, broken: { position: 2 } });
    for (const action of ['second', 'third']) await append('anew', action);
    expect((await persistence.verifyAuditChain('anew')).broken).toBeUndefined();
    expect(await persistence.verifyAuditChain('anew', earlier)).toMatchObject({
      entries: 1,
      broken: { position: 2, isRewritten: true, entry: { action: 'export.second' } },
    });
  });

  it('is not called broken because entries are added while it is walked', async () => {
    const adding = (async () => {
      for (let count = 0; count < 40; count += 1) await append('busy', 'added');
    })();
    for (let count = 0; count < 40; count += 1)
      expect((await persistence.verifyAuditChain('busy')).broken).toBeUndefined();
    await adding;
  });

  it('is searched by a text that only the database can write', async () => {
    await expect(execute(`update audit_entries set search_text = 'nothing' where ${second}`)).rejects.toThrow(
      'generated column',
    );
  });
});
