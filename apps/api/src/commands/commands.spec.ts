import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPersistence, type Persistence } from '@bridge/persistence';
import { vaultKeysOf } from '../environment/encryption-key.js';
import { eraseTenant } from './erase-tenant.js';
import { rotateKeys } from './rotate-keys.js';
import { verifyAudit } from './verify-audit.js';
import { runCommand, type Command } from './with-database.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

describe('The operator’s commands', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bridge-commands-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function run(command: Command, options: readonly string[] = ['--json'], more: Record<string, string> = {}) {
    const lines: string[] = [];
    const env = { BRIDGE_DATA_DIR: folder, BRIDGE_ENCRYPTION_KEY: newKey.toString('base64'), ...more };
    const code = await runCommand(command, options, env, (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  }

  async function within<T>(key: Buffer, work: (persistence: Persistence) => Promise<T>): Promise<T> {
    const keys = vaultKeysOf({ store: { kind: 'embedded', dataDir: folder }, encryptionKey: key }, () => undefined);
    const jobsFor = () => ({ wake: async () => undefined });
    const persistence = await openPersistence({ dataDir: folder, encryptionKeys: keys, jobsFor });
    try {
      return await work(persistence);
    } finally {
      await persistence.close();
    }
  }

  const signIn = (persistence: Persistence) =>
    persistence.unitOfWork.run('1001', async (store) => {
      await store.tenants.save({
        ...{ id: '1001', name: 'Brightwell', plan: 'ultimate', timeZone: 'UTC', checkedAt: 0, sourceToken: 'secret' },
        expensePayments: { isVisible: false, isForced: false, wasVisibleBefore: false },
      });
      const subject = { kind: 'session', id: '1' } as const;
      await store.audit.append({ at: 1, by: 'Ada', action: 'session.opened', subject, detail: {} });
    });
  const token = (persistence: Persistence) =>
    persistence.unitOfWork.run('1001', async (store) => (await store.tenants.find())?.sourceToken);

  it('seal everything under the new key, and say so when it was done before', async () => {
    await within(oldKey, signIn);
    const both = { BRIDGE_ENCRYPTION_KEY_PREVIOUS: oldKey.toString('hex') };
    const first = await run(rotateKeys, ['--json'], both);
    expect([first.code, JSON.parse(first.said)]).toEqual([0, { ok: true, rewrapped: 1, current: 0, unreadable: [] }]);
    expect(await within(newKey, token)).toBe('secret');
    expect((await run(rotateKeys, [])).said).toContain('0 rows sealed anew, 1 were already under the current key.');
  }, 180_000);

  it('name what no given key opens, and fail', async () => {
    await within(oldKey, signIn);
    const { code, said } = await run(rotateKeys);
    expect([code, JSON.parse(said)]).toEqual([
      1,
      { ok: false, rewrapped: 0, current: 0, unreadable: [{ tenantId: '1001', table: 'tenants', rowId: '1001' }] },
    ]);
  }, 180_000);

  it('walk every audit chain, and name the entry that was changed', async () => {
    await within(newKey, signIn);
    const whole = await run(verifyAudit);
    expect([whole.code, JSON.parse(whole.said)]).toEqual([
      0,
      { ok: true, entries: 1, tenants: [{ tenantId: '1001', entries: 1 }] },
    ]);
    await within(newKey, async ({ pglite }) => {
      await pglite?.exec(`alter table audit_entries disable trigger user; update audit_entries set by = 'Eve'`);
    });
    const broken = await run(verifyAudit);
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.said).tenants[0].broken).toMatchObject({ position: 1, entry: { by: 'Eve' } });
    expect((await run(verifyAudit, [])).said).toContain('1001: BROKEN at entry 1 (session.opened by Eve)');
  }, 180_000);

  it('erase an organisation that is wanted gone, and say when there is nothing of it', async () => {
    await within(newKey, signIn);
    const words = ['--organisation', '1001', '--yes', '--json'];
    const { code, said } = await run(eraseTenant, words);
    expect([code, JSON.parse(said)]).toEqual([0, { ok: true, outcome: 'erased', rows: { tenants: 1 } }]);
    expect(await within(newKey, token)).toBeUndefined();
    expect((await run(verifyAudit)).code).toBe(0);
    const again = await run(eraseTenant, words);
    expect([again.code, JSON.parse(again.said)]).toEqual([1, { ok: false, outcome: 'unknown' }]);
    const unsure = await run(eraseTenant, ['--organisation', '1001']);
    expect(unsure).toEqual({ code: 2, said: '--yes is missing\n--help explains what is needed; nothing was done.' });
    const nobody = await run(eraseTenant, ['--organisation', '--yes']);
    expect(nobody.said).toMatch(/^--organisation needs a value\n--help/);
  }, 180_000);

  it('refuse a folder in which no bridge has kept anything, and leave it as it is', async () => {
    const nowhere = join(folder, 'mistyped');
    const { code, said } = await run(verifyAudit, [], { BRIDGE_DATA_DIR: nowhere });
    expect([code, said]).toEqual([2, expect.stringContaining(`${nowhere}: is BRIDGE_DATA_DIR right?`)]);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('explain themselves, and refuse what they do not know', async () => {
    for (const command of [rotateKeys, verifyAudit, eraseTenant]) {
      const help = await run(command, ['--help']);
      expect([help.code, help.said]).toEqual([0, expect.stringContaining('--json')]);
      expect((await run(command, ['--jsno'])).said).toContain('--jsno is not an option');
      expect((await run(command, [], { BRIDGE_ENCRYPTION_KEY: 'short' })).code).toBe(2);
    }
  });
});
