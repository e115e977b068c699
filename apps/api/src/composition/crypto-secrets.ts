import { createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '@bridge/application';

/** The secrets are 256 random bits, so a plain hash can not be reversed by guessing. */
export class CryptoSecrets implements Secrets {
  create(): string {
    return randomBytes(32).toString('base64url');
  }

  fingerprint(secret: string): string {
    return createHash('sha256').update(secret).digest('hex');
  }
}
