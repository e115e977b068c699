import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AuditHead, VaultKeys } from '@bridge/persistence';

/** Where every chain stood at one moment. Kept outside the database, whose owner could write all of it anew. */
export interface Anchor {
  /** ISO 8601. */
  readonly at: string;
  /** Heads by organisation. */
  readonly heads: Readonly<Record<string, AuditHead>>;
}

interface SignedAnchor extends Anchor {
  /** The name of the encryption key that the signing key is drawn from. */
  readonly key: string;
  /** HMAC-SHA256 over everything else, in hexadecimal. */
  readonly signature: string;
}

/** The anchor of the file; undefined when there is no file; otherwise why it is not believed. */
export function readAnchor(file: string, keys: VaultKeys): Anchor | { readonly distrust: string } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const anchor = parsed(text);
  if (anchor === undefined) return { distrust: `${file} does not hold an anchor` };
  const key = Object.hasOwn(keys.keys, anchor.key) ? keys.keys[anchor.key] : undefined;
  if (key === undefined)
    return { distrust: `${file} was signed with another key: give it as BRIDGE_ENCRYPTION_KEY_PREVIOUS` };
  const [stated, right] = [Buffer.from(anchor.signature, 'hex'), Buffer.from(signatureOf(anchor, key), 'hex')];
  if (stated.length !== right.length || !timingSafeEqual(stated, right))
    return { distrust: `${file} was changed: its signature is wrong` };
  return { at: anchor.at, heads: anchor.heads };
}

/** In place of the file that was there; a reader finds the old anchor or the new one, never half of one. */
export function writeAnchor(file: string, anchor: Anchor, { keys, current }: VaultKeys): void {
  const key = keys[current];
  if (key === undefined) throw new RangeError(`There is no key ${current}`);
  const named = { ...anchor, key: current };
  const signed: SignedAnchor = { ...named, signature: signatureOf(named, key) };
  writeFileSync(`${file}.new`, `${JSON.stringify(signed, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Signed with a key of its own, so that no other use of the encryption key can ever yield a signature. */
function signatureOf({ at, key, heads }: Omit<SignedAnchor, 'signature'>, secret: Buffer): string {
  const rows = Object.entries(heads)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tenantId, { position, hash }]) => [tenantId, position, hash]);
  const signingKey = Buffer.from(hkdfSync('sha256', secret, '', 'bridge audit anchor', 32));
  return createHmac('sha256', signingKey)
    .update(JSON.stringify([at, key, rows]))
    .digest('hex');
}

function parsed(text: string): SignedAnchor | undefined {
  try {
    const { at, key, signature, heads } = JSON.parse(text) as Partial<Record<keyof SignedAnchor, unknown>>;
    const isAnchor = [at, key, signature].every((part) => typeof part === 'string') && areHeads(heads);
    return isAnchor ? ({ at, key, signature, heads } as SignedAnchor) : undefined;
  } catch {
    return undefined;
  }
}

function areHeads(heads: unknown): heads is Anchor['heads'] {
  return (
    typeof heads === 'object' &&
    heads !== null &&
    Object.values(heads as Record<string, Partial<AuditHead> | null>).every(
      (head) => Number.isSafeInteger(head?.position) && typeof head?.hash === 'string',
    )
  );
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
