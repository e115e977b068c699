import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface VaultKeys {
  /** 32 bytes each, by version. Old versions stay until nothing is sealed with them any more. */
  readonly keys: Readonly<Record<string, Buffer>>;
  /** The version that seals. */
  readonly current: string;
}

/** Where a secret lives. A sealed text that is moved to another place does not open. */
export interface SecretPlace {
  readonly tenantId: string;
  readonly rowId: string;
  readonly column: string;
}

export interface Vault {
  seal(secret: string, place: SecretPlace): string;
  /** Throws when the text was sealed elsewhere, changed, or sealed with a key that is gone. */
  open(sealed: string, place: SecretPlace): string;
  /** True when the key that seals now has sealed it. */
  isCurrent(sealed: string): boolean;
}

/** AES-256-GCM with a random 96-bit nonce, bound to tenant, row, column and key version. */
export function createVault({ keys, current }: VaultKeys): Vault {
  const keyOf = (version: string): Buffer => {
    const key = keys[version];
    if (key?.length !== 32) throw new Error(`The encryption key ${version} is missing or not 32 bytes long`);
    return key;
  };
  keyOf(current);
  return {
    seal(secret, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(current), nonce).setAAD(binding(place, current));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return [current, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed, place) {
      const [version = '', nonce = '', tag = '', body = ''] = sealed.split('.');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(version), Buffer.from(nonce, 'base64url'))
        .setAAD(binding(place, version))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    },
    isCurrent: (sealed) => sealed.split('.', 1)[0] === current,
  };
}

/** The name under which a key seals: a part of its fingerprint, so that nobody has to number keys. It reveals nothing of the key. */
export function keyVersion(key: Buffer): string {
  return createHash('sha256').update('bridge encryption key\n').update(key).digest('hex').slice(0, 8);
}

/** Reads a 32-byte key written as 64 hexadecimal digits or in base64. Throws when it is anything else. */
export function readKey(text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length !== 32) throw new Error('The encryption key must be 32 bytes, as 64 hexadecimal digits or in base64');
  return key;
}

function binding({ tenantId, rowId, column }: SecretPlace, version: string): Buffer {
  return Buffer.from(JSON.stringify([tenantId, rowId, column, version]), 'utf8');
}
