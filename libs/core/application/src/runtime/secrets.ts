/** Random secrets and their fingerprints. Only fingerprints are stored. */
export abstract class Secrets {
  /** 256 random bits as URL-safe text. */
  abstract create(): string;
  abstract fingerprint(secret: string): string;
}
