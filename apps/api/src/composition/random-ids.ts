import { randomUUID } from 'node:crypto';
import type { Ids } from '@bridge/application';

export class RandomIds implements Ids {
  next(): string {
    return randomUUID();
  }
}
