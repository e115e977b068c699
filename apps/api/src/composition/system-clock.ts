import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@bridge/application';

export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  async sleep(ms: number): Promise<void> {
    await setTimeout(ms);
  }
}
