import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DamagedKey, encryptionKeyOf } from './encryption-key.js';
import { readEnvironment, type Environment } from './read-environment.js';

const environmentWith = (env: Record<string, string>): Environment => {
  const read = readEnvironment({ XERO_CLIENT_ID: 'id', XERO_CLIENT_SECRET: 'secret', ...env });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.environment;
};

describe('The encryption key', () => {
  const folder = () => join(mkdtempSync(join(tmpdir(), 'bridge-key-')), 'data');

  it('is made once in the data folder, for the owner’s eyes only, and said so', () => {
    const environment = environmentWith({ BRIDGE_DATA_DIR: folder() });
    const said: string[] = [];
    const made = encryptionKeyOf(environment, (message) => said.push(message));
    const path = join((environment.store as { dataDir: string }).dataDir, 'encryption.key');
    expect(made).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(said).toEqual([expect.stringContaining(path)]);
    expect(encryptionKeyOf(environment, (message) => said.push(message))).toEqual(made);
    expect(said).toHaveLength(1);
  });

  it('is the given one, and then no file is made', () => {
    const dataDir = folder();
    const given = Buffer.alloc(32, 3);
    const environment = environmentWith({ BRIDGE_DATA_DIR: dataDir, BRIDGE_ENCRYPTION_KEY: given.toString('hex') });
    expect(encryptionKeyOf(environment, () => undefined)).toEqual(given);
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  it('is not made anew when the file is damaged: the tokens could never be read again', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bridge-key-'));
    writeFileSync(join(dataDir, 'encryption.key'), 'half a k');
    const environment = environmentWith({ BRIDGE_DATA_DIR: dataDir });
    expect(() => encryptionKeyOf(environment, () => undefined)).toThrow(DamagedKey);
  });
});
