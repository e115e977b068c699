import type { Ids } from '../../runtime/ids.js';

/** UUIDs that count from 1: the same run gives the same ids. */
export class SequentialIds implements Ids {
  #last = 0;

  next(): string {
    this.#last += 1;
    return `00000000-0000-4000-8000-${this.#last.toString(16).padStart(12, '0')}`;
  }
}
