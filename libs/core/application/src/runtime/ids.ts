/** Chance, as the core sees it. */
export abstract class Ids {
  /** A new UUID. */
  abstract next(): string;
}
