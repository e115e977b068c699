import { createHash } from 'node:crypto';
import type { Secrets } from '@bridge/application';

/** Secrets that count from 1, with real fingerprints. */
export class CountedSecrets implements Secrets {
  #last = 0;

  create(): string {
    this.#last += 1;
    return `secret-${this.#last}`;
  }

  fingerprint(secret: string): string {
    return createHash('sha256').update(secret).digest('base64url');
  }
}
