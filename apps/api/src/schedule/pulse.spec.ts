import { createMemoryWorld, FixedClock } from '@bridge/application/testing';
import { Pulse, type Tick, type TickReport } from './pulse.js';

const MINUTE = 60_000;

/** Two instances of the bridge on one database; `ran` says which of them ran what. */
function twoInstances(ticks: (instance: string, ran: string[]) => readonly Tick[]) {
  const clock = new FixedClock();
  const { leases } = createMemoryWorld({ clock });
  const ran: string[] = [];
  const reports: TickReport[] = [];
  const instance = (name: string) => new Pulse(ticks(name, ran), leases, (report) => void reports.push(report));
  return { clock, ran, reports, a: instance('a'), b: instance('b') };
}
const tick = (name: string, everyMs: number) => (instance: string, ran: string[]) => [
  { name, everyMs, run: async () => void ran.push(`${name} by ${instance}`) },
];

describe('The schedule', () => {
  it('runs each tick on one of two instances', async () => {
    const { a, b, ran, clock } = twoInstances(tick('import', 5 * MINUTE));
    for (let minute = 0; minute < 15; minute += 1) {
      await Promise.all([a.beat(), b.beat()]);
      clock.advance(MINUTE);
    }
    // Due in the minutes 0, 5 and 10.
    expect(ran).toHaveLength(3);
  });

  it('goes on with the other instance when the first is gone', async () => {
    const { a, b, ran, clock } = twoInstances(tick('import', 5 * MINUTE));
    await a.beat();
    clock.advance(5 * MINUTE);
    await b.beat();
    expect(ran).toEqual(['import by a', 'import by b']);
  });

  it('neither repeats nor forgets a tick when an instance restarts', async () => {
    const { a, b, ran, clock } = twoInstances(tick('check', 60 * MINUTE));
    await a.beat();
    clock.advance(30 * MINUTE);
    await b.beat();
    clock.advance(30 * MINUTE);
    await b.beat();
    expect(ran).toEqual(['check by a', 'check by b']);
  });

  it('keeps its pace although a beat comes a little early', async () => {
    const { a, ran, clock } = twoInstances(tick('sweep', MINUTE));
    for (let beat = 0; beat < 5; beat += 1) {
      await a.beat();
      clock.advance(MINUTE - 50);
    }
    expect(ran).toHaveLength(5);
  });

  it('beats as often as its quickest tick, and at least once a minute', () => {
    expect(twoInstances(tick('import', 2_000)).a.beatEveryMs).toBe(2_000);
    expect(twoInstances(tick('check', 60 * MINUTE)).a.beatEveryMs).toBe(MINUTE);
  });

  it('reports a tick that fails and tries it again at the next beat, while the others run', async () => {
    const { a, ran, reports } = twoInstances((instance, ran) => [
      {
        name: 'sweep',
        everyMs: 5 * MINUTE,
        run: async () => {
          ran.push('sweep');
          throw new Error('The database is away');
        },
      },
      ...tick('import', 5 * MINUTE)(instance, ran),
    ]);
    await a.beat();
    await a.beat();
    expect(ran.sort()).toEqual(['import by a', 'sweep', 'sweep']);
    expect(reports.filter((report) => report.outcome === 'failed').map((report) => String(report.error))).toEqual([
      'Error: The database is away',
      'Error: The database is away',
    ]);
  });

  it('does not begin a tick that is still running', async () => {
    let finish = (): void => undefined;
    const { a, ran, clock } = twoInstances((_, ran) => [
      {
        name: 'check',
        everyMs: MINUTE,
        run: () => {
          ran.push('check');
          return new Promise((resolve) => void (finish = resolve));
        },
      },
    ]);
    const first = a.beat();
    await new Promise(setImmediate);
    clock.advance(10 * MINUTE);
    await a.beat();
    expect(ran).toEqual(['check']);
    finish();
    await first;
  });

  it('stops when it is told to, once what is running has ended', async () => {
    const { a, ran, clock } = twoInstances((_, ran) => [
      {
        name: 'check',
        everyMs: MINUTE,
        run: async (stopping) => {
          await new Promise((resolve) => stopping.addEventListener('abort', resolve));
          ran.push('ended');
        },
      },
    ]);
    const running = a.beat();
    await new Promise(setImmediate);
    await a.stop();
    expect(ran).toEqual(['ended']);
    await running;
    clock.advance(10 * MINUTE);
    await a.beat();
    expect(ran).toEqual(['ended']);
  });
});
