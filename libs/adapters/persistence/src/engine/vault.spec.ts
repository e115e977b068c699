import { randomBytes } from 'node:crypto';
import { createVault, readKey } from './vault.js';

const place = { tenantId: '1001', rowId: 'grant-1', column: 'refreshToken' };
const keys = { old: randomBytes(32), new: randomBytes(32) };

describe('The vault', () => {
  const vault = createVault({ keys, current: 'new' });

  it('opens what it sealed, where it sealed it', () => {
    expect(vault.open(vault.seal('a token with ü and €', place), place)).toBe('a token with ü and €');
  });

  it('seals the same secret differently each time', () => {
    expect(vault.seal('token', place)).not.toBe(vault.seal('token', place));
  });

  it.each([{ tenantId: '1002' }, { rowId: 'grant-2' }, { column: 'accessToken' }])(
    'does not open what was moved to %j',
    (elsewhere) => {
      const sealed = vault.seal('token', place);
      expect(() => vault.open(sealed, { ...place, ...elsewhere })).toThrow();
    },
  );

  it('does not open what was changed', () => {
    const [version, nonce, tag, body = ''] = vault.seal('token', place).split('.');
    const changed = Buffer.from(body, 'base64url').map((byte, index) => (index === 0 ? byte ^ 1 : byte));
    const sealed = [version, nonce, tag, Buffer.from(changed).toString('base64url')].join('.');
    expect(() => vault.open(sealed, place)).toThrow();
  });

  it('opens what an older key sealed, as long as that key is kept', () => {
    const sealed = createVault({ keys, current: 'old' }).seal('token', place);
    expect(vault.open(sealed, place)).toBe('token');
    expect(() => createVault({ keys: { new: keys.new }, current: 'new' }).open(sealed, place)).toThrow(
      'old is missing',
    );
  });

  it('takes keys of 32 bytes, in hexadecimal or base64, and no others', () => {
    expect(readKey(keys.old.toString('hex'))).toEqual(keys.old);
    expect(readKey(keys.old.toString('base64'))).toEqual(keys.old);
    expect(() => readKey('secret')).toThrow('32 bytes');
    expect(() => createVault({ keys: { k: Buffer.alloc(16) }, current: 'k' })).toThrow('32 bytes');
  });
});
