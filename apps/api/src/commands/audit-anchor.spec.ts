import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPersistence, type Persistence } from '@bridge/persistence';
import { vaultKeysOf } from '../environment/encryption-key.js';
import { readAnchor, writeAnchor } from './audit-anchor.js';
import { verifyAudit } from './verify-audit.js';
import { runCommand } from './with-database.js';

const [key, otherKey] = [randomBytes(32), randomBytes(32)];

describe('Security 13: the anchor of the audit trail, kept outside the database', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bridge-anchor-'));
    file = join(folder, 'anchor.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function verify() {
    const lines: string[] = [];
    const options = ['--anchor', file, '--json'];
    const env = { BRIDGE_DATA_DIR: folder, BRIDGE_ENCRYPTION_KEY: key.toString('hex') };
    const code = await runCommand(verifyAudit, options, env, (line) => lines.push(line));
    return { code, ...(JSON.parse(lines.join('\n')) as { ok: boolean; anchor: object; tenants: object[] }) };
  }

  async function within(work: (persistence: Persistence) => Promise<void>): Promise<void> {
    const store = { kind: 'embedded', dataDir: folder } as const;
    const encryptionKeys = vaultKeysOf({ store, encryptionKey: key }, () => undefined);
    const jobsFor = () => ({ wake: async () => undefined });
    const persistence = await openPersistence({ dataDir: folder, encryptionKeys, jobsFor });
    try {
      await work(persistence);
    } finally {
      await persistence.close();
    }
  }

  const note = (by: string, tenantId = '1001') =>
    within(({ unitOfWork }) =>
      unitOfWork.run(tenantId, (store) =>
        store.audit.append({ at: 1, by, action: 'session.opened', subject: { kind: 'session', id: '1' }, detail: {} }),
      ),
    );
  /** What only the owner of the database can do. */
  const forget = (tenantId: string) =>
    within(async ({ pglite }) => {
      await pglite?.exec(`alter table audit_entries disable trigger user;
        alter table audit_entries no force row level security; alter table audit_heads no force row level security;
        delete from audit_entries where tenant_id = '${tenantId}'; delete from audit_heads where tenant_id = '${tenantId}';
        alter table audit_entries force row level security; alter table audit_heads force row level security`);
    });
  const kept = () => JSON.parse(readFileSync(file, 'utf8')) as { at: string; heads: Record<string, object> };

  it('is made the first time, held against after that, and moved forward while everything holds', async () => {
    await note('Ada');
    expect(await verify()).toMatchObject({ code: 0, ok: true, anchor: { file } });
    const { at, heads } = kept();
    expect(heads).toEqual({ '1001': { position: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    await note('Bo');
    expect(await verify()).toMatchObject({ code: 0, anchor: { file, since: at } });
    expect(kept().heads).toMatchObject({ '1001': { position: 2 } });
  }, 180_000);

  it('finds a trail that was written anew, one that is gone, and stays where it was', async () => {
    await note('Ada');
    await note('Ada', '1002');
    await verify();
    const before = kept();
    await forget('1001');
    await note('Eve');
    await forget('1002');
    const found = await verify();
    expect(found).toMatchObject({ code: 1, ok: false });
    expect(found.tenants).toEqual([
      { tenantId: '1001', entries: 0, broken: expect.objectContaining({ position: 1, isRewritten: true }) },
      { tenantId: '1002', entries: 0, broken: { position: 1 } },
    ]);
    expect(kept()).toEqual(before);
  }, 180_000);

  it('lets nothing pass for whole while it is not believed', async () => {
    await note('Ada');
    writeFileSync(file, '{}');
    expect(await verify()).toMatchObject({ code: 1, ok: false, anchor: { file, distrust: expect.any(String) } });
    expect(readFileSync(file, 'utf8')).toBe('{}');
  }, 180_000);
});

describe('Security 13: an anchor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bridge-anchor-'));
  const file = join(folder, 'anchor.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const anchor = { at: '2026-11-24T09:00:00.000Z', heads: { '1001': { position: 1, hash: 'a1' } } };
  const keys = { keys: { k1: key }, current: 'k1' };

  it('is believed with the key that signed it, also when that is no longer the current one', () => {
    writeAnchor(file, anchor, keys);
    expect(readAnchor(file, keys)).toEqual(anchor);
    expect(readAnchor(file, { keys: { k1: key, k2: otherKey }, current: 'k2' })).toEqual(anchor);
    expect(readAnchor(file, { keys: { k2: otherKey }, current: 'k2' })).toEqual({
      distrust: expect.stringContaining('PREVIOUS'),
    });
    expect(readAnchor(join(folder, 'none'), keys)).toBeUndefined();
  });

  it.each([
    ['its time', (words: string) => words.replace('2026', '2025')],
    ['a position', (words: string) => words.replace('"position": 1', '"position": 0')],
    ['a hash', (words: string) => words.replace('"a1"', '"a2"')],
    ['an organisation', (words: string) => words.replace('"1001"', '"1002"')],
    ['all its heads', (words: string) => words.replace(/"heads": \{[^}]*\}\s*\}/, '"heads": {}')],
    ['its signature', (words: string) => words.replace(/"signature": "[^"]*"/, '"signature": ""')],
    ['the name of its key', (words: string) => words.replace('"k1"', '"constructor"')],
    ['its shape', (words: string) => words.replace('"position": 1', '"position": null')],
    ['everything', () => ''],
  ])('is not believed when %s was changed', (_what, change) => {
    writeAnchor(file, anchor, keys);
    const text = readFileSync(file, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(file, change(text));
    expect(readAnchor(file, keys)).toEqual({ distrust: expect.any(String) });
  });
});
