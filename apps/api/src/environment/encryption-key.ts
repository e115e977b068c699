import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyVersion, readKey, type VaultKeys } from '@bridge/persistence';
import type { StoreEnvironment } from './read-store.js';

/** The key that seals tokens: the one given, else the one of the data folder, made there once. `say` tells when it is made. */
export function encryptionKeyOf({ encryptionKey, store }: StoreEnvironment, say: (message: string) => void): Buffer {
  if (encryptionKey !== undefined) return encryptionKey;
  if (store.kind === 'memory') return randomBytes(32);
  const path = join(store.dataDir, 'encryption.key');
  mkdirSync(store.dataDir, { recursive: true });
  const made = randomBytes(32).toString('base64');
  try {
    // Of two processes that start at once, one makes the key and the other reads it.
    writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
    say(`Made an encryption key in ${path}. Without it the tokens in the database can not be read: back it up.`);
    return readKey(made);
  } catch (error) {
    if (!isThere(error)) throw error;
    return readKeyFile(path);
  }
}

/** Every key that opens, by the name under which it seals; `1` is the name that keys had before they could be rotated. */
export function vaultKeysOf(environment: StoreEnvironment, say: (message: string) => void): VaultKeys {
  const current = encryptionKeyOf(environment, say);
  const previous = environment.previousEncryptionKey;
  const keys = {
    '1': previous ?? current,
    ...(previous && { [keyVersion(previous)]: previous }),
    [keyVersion(current)]: current,
  };
  return { keys, current: keyVersion(current) };
}

/** The message is for people. */
export class DamagedKey extends Error {
  constructor(path: string, cause: unknown) {
    super(
      `${path} does not hold an encryption key any more. Restore it from a backup: the tokens are sealed with it.`,
      {
        cause,
      },
    );
    this.name = 'DamagedKey';
  }
}

function readKeyFile(path: string): Buffer {
  const text = readFileSync(path, 'utf8').trim();
  try {
    return readKey(text);
  } catch (error) {
    throw new DamagedKey(path, error);
  }
}

function isThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}
