import type { Lease } from '@bridge/application';
import { FixedClock } from '@bridge/application/testing';
import { jest } from '@jest/globals';
import { RenewedLeases, type RevivableLeases } from './renewed-leases.js';

const SECOND = 1_000;

/** One table of leases for two processes; `pass` lets time go by for both, and for the table. */
function twoProcesses() {
  const clock = new FixedClock();
  const table = new Table(clock);
  const pass = async (seconds: number) => {
    for (let half = 0; half < seconds * 2; half += 1) {
      clock.advance(SECOND / 2);
      await jest.advanceTimersByTimeAsync(SECOND / 2);
    }
  };
  return { clock, table, alive: new RenewedLeases(table), other: new RenewedLeases(table), pass };
}

/** What the table does, by the simulated clock. */
class Table implements RevivableLeases {
  readonly #rows = new Map<string, { token: bigint; until: number }>();

  constructor(private readonly clock: FixedClock) {}

  async take(name: string, forMs: number): Promise<Lease | undefined> {
    const row = this.#rows.get(name) ?? { token: 0n, until: 0 };
    if (row.until > this.clock.now()) return undefined;
    const lease = { name, token: row.token + 1n };
    this.#rows.set(name, { token: lease.token, until: this.clock.now() + forMs });
    return lease;
  }

  async extend(lease: Lease, forMs: number): Promise<boolean> {
    return (this.#rows.get(lease.name)?.until ?? 0) > this.clock.now() && this.revive(lease, forMs);
  }

  async revive(lease: Lease, forMs: number): Promise<boolean> {
    if (this.#rows.get(lease.name)?.token !== lease.token) return false;
    this.#rows.set(lease.name, { token: lease.token, until: this.clock.now() + forMs });
    return true;
  }

  async release(lease: Lease): Promise<void> {
    if (this.#rows.get(lease.name)?.token === lease.token) this.#rows.set(lease.name, { ...lease, until: 0 });
  }
}

async function taken(leases: RenewedLeases, forMs: number): Promise<Lease> {
  const lease = await leases.take('send:c1', forMs);
  if (lease === undefined) throw new Error('Somebody else holds it');
  return lease;
}

describe('A lease for work under way', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is kept for as long as it was asked for, while its process lives', async () => {
    const { alive, other, pass } = twoProcesses();
    await alive.take('send:c1', 120 * SECOND);
    await pass(100);
    expect(await other.take('send:c1', 120 * SECOND)).toBeUndefined();
  });

  it('ends when the time it was asked for is over, though its process lives', async () => {
    const { alive, other, pass } = twoProcesses();
    await alive.take('send:c1', 30 * SECOND);
    await pass(31);
    expect(await other.take('send:c1', 120 * SECOND)).toBeDefined();
  });

  it('is free six seconds after its process died, however long it was asked for', async () => {
    const { table, other, pass } = twoProcesses();
    const dead = new RenewedLeases(table);
    await dead.take('send:c1', 120 * SECOND);
    jest.clearAllTimers();
    await pass(5.5);
    expect(await other.take('send:c1', 120 * SECOND)).toBeUndefined();
    await pass(0.5);
    expect(await other.take('send:c1', 120 * SECOND)).toBeDefined();
  });

  it('is not renewed for a process that was frozen while somebody else took it', async () => {
    const { table, alive, pass } = twoProcesses();
    const lease = await taken(alive, 120 * SECOND);
    await table.release(lease);
    await table.take('send:c1', 5 * SECOND);
    await pass(4);
    expect(await alive.extend(lease, 120 * SECOND)).toBe(false);
    await pass(2);
    expect(await table.take('send:c1', SECOND)).toBeDefined();
  });

  it('is renewed late as well by a process that was busy, when nobody has taken it meanwhile', async () => {
    const { alive, other, pass, clock } = twoProcesses();
    const lease = await alive.take('send:c1', 120 * SECOND);
    clock.advance(30 * SECOND);
    await pass(3);
    expect(await other.take('send:c1', 120 * SECOND)).toBeUndefined();
    expect(lease && alive.isKept(lease)).toBe(true);
  });

  it('is asked for longer without asking the table, when the table has just said that it is held', async () => {
    const { table, alive, other, pass } = twoProcesses();
    const lease = await taken(alive, 30 * SECOND);
    await pass(1);
    const revive = jest.spyOn(table, 'revive');
    expect(await alive.extend(lease, 120 * SECOND)).toBe(true);
    expect(revive).not.toHaveBeenCalled();
    await pass(100);
    expect(await other.take('send:c1', SECOND)).toBeUndefined();
  });

  it('is asked for at the table by a process that was frozen for more than a moment', async () => {
    const { table, alive, pass } = twoProcesses();
    const lease = await taken(alive, 120 * SECOND);
    jest.clearAllTimers();
    await pass(7);
    await table.take('send:c1', 60 * SECOND);
    expect(await alive.extend(lease, 120 * SECOND)).toBe(false);
  });

  it('is not renewed any more once it was given back', async () => {
    const { alive, other, pass } = twoProcesses();
    const lease = await alive.take('send:c1', 120 * SECOND);
    if (lease) await alive.release(lease);
    await pass(10);
    expect(await other.take('send:c1', 120 * SECOND)).toBeDefined();
  });
});
