import type { Writable } from 'node:stream';
import { freePort } from './free-port.js';
import { Member, type Role } from './member.js';

const OF_EACH = 3;

/** Three processes that serve HTTP and three that work. */
export class Fleet {
  #aheadMs = 0;

  private constructor(readonly members: readonly Member[]) {}

  static async start(
    environment: Readonly<Record<string, string | undefined>>,
    log: Writable | undefined,
    onCrash: (name: string, lastWords: string) => void,
  ): Promise<Fleet> {
    const members: Member[] = [];
    const fleet = new Fleet(members);
    const launch = { environment, log, onCrash, aheadMs: () => fleet.#aheadMs };
    for (const role of ['web', 'worker'] as const)
      for (let number = 1; number <= OF_EACH; number += 1)
        members.push(new Member(`${role} ${number}`, role, await freePort(), launch));
    // One alone first: it brings the database up to date.
    const [first, ...others] = members;
    await first?.start();
    for (const member of others) await member.start();
    return fleet;
  }

  /** A web process that answers, drawn by lot. */
  doorPort(): number | undefined {
    return drawn(this.up('web'))?.port;
  }

  up(role?: Role): readonly Member[] {
    return this.members.filter((member) => member.state === 'up' && (role === undefined || member.role === role));
  }

  moveClock(byMs: number): void {
    this.#aheadMs += byMs;
    for (const member of this.members) member.moveClock(this.#aheadMs);
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  async stop(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
  }
}

export function drawn<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)];
}
