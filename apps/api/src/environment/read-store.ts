import { readKey } from '@bridge/persistence';
import type { Reader } from './reader.js';
import type { VariableName } from './variables.js';

/** Where the database is and which keys open its secrets: all that the operator's commands need. */
export interface StoreEnvironment {
  readonly store:
    | { readonly kind: 'memory' }
    | { readonly kind: 'embedded'; readonly dataDir: string }
    | { readonly kind: 'server'; readonly databaseUrl: string; readonly dataDir: string };
  /** 32 bytes. Absent: one is made and kept in the data folder. */
  readonly encryptionKey?: Buffer;
  /** Opens what it sealed, and seals nothing: while keys are being rotated. */
  readonly previousEncryptionKey?: Buffer;
}

export function readStore(read: Reader, isSandbox: boolean): StoreEnvironment {
  const encryptionKey = readEncryptionKey(read, 'BRIDGE_ENCRYPTION_KEY');
  const previousEncryptionKey = readEncryptionKey(read, 'BRIDGE_ENCRYPTION_KEY_PREVIOUS');
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  // A server's database outlives the machine, and so must its key: it is never made up in passing.
  if (read.text('BRIDGE_ENCRYPTION_KEY') === undefined && read.text('DATABASE_URL') !== undefined && !isSandbox)
    read.complain('BRIDGE_ENCRYPTION_KEY is missing; with DATABASE_URL it must be given (openssl rand -base64 32)');
  const dataDir = read.text('BRIDGE_DATA_DIR') ?? '.data';
  return {
    store:
      databaseUrl !== undefined
        ? { kind: 'server', databaseUrl, dataDir }
        : dataDir === 'memory://'
          ? { kind: 'memory' }
          : { kind: 'embedded', dataDir },
    ...(encryptionKey && { encryptionKey }),
    ...(previousEncryptionKey && { previousEncryptionKey }),
  };
}

function readEncryptionKey(read: Reader, name: VariableName): Buffer | undefined {
  const text = read.text(name);
  if (text === undefined) return undefined;
  try {
    return readKey(text);
  } catch {
    read.complain(`${name} must be 32 bytes, as 64 hexadecimal digits or in base64`);
    return undefined;
  }
}
