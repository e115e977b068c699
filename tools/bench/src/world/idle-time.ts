import type { SimulatorClock } from '@bridge/simulator-xero';

interface Sleeper {
  readonly wakesAt: number;
  readonly goOn: () => void;
}

const LOOK_EVERY_MS = 2;
/** Of one look: more than the look itself takes. */
const AT_WORK_MS = 0.7;
/** Looks in a row at which nobody worked. */
const QUIET_LOOKS = 2;

/** Waits for a database beside this process, which the process itself cannot see. */
export interface DatabaseWaits {
  /** Something in here waits for the database, or works. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** A part of it in which it waits for something else. */
  except<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Simulated time that waits for nobody: whoever sleeps is woken as soon as everything in this process has come to a stop,
 * and the clock is moved on by what was left. Work takes the processor time it takes, the simulators' own included, so that
 * ours counts against us, and what else runs on this machine does not; a wait for the database takes as long as it takes.
 */
export function createIdleTime() {
  const clock = createWorkClock();
  let sleepers: Sleeper[] = [];
  let before = performance.eventLoopUtilization();
  let [quiet, waits, lookedAt, worked] = [0, 0, performance.now(), workedMs()];
  const look = setInterval(() => {
    const { active } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    const [now, workedNow] = [performance.now(), workedMs()];
    if (waits > 0) clock.advance(Math.max(0, now - lookedAt - (workedNow - worked)));
    [lookedAt, worked] = [now, workedNow];
    quiet = active < AT_WORK_MS && waits === 0 ? quiet + 1 : 0;
    if (quiet >= QUIET_LOOKS && sleepers.length > 0) clock.advance(Math.max(0, next() - clock.now()));
    wake();
  }, LOOK_EVERY_MS);
  const next = () => sleepers.reduce((earliest, { wakesAt }) => Math.min(earliest, wakesAt), Infinity);
  const wake = () => {
    // Looked at once: the clock goes on between two looks, and whoever's time came in between would be forgotten.
    const now = clock.now();
    const awake = sleepers.filter(({ wakesAt }) => wakesAt <= now);
    if (awake.length === 0) return;
    sleepers = sleepers.filter(({ wakesAt }) => wakesAt > now);
    quiet = 0;
    for (const { goOn } of awake) goOn();
  };
  const counted = async <T>(step: 1 | -1, work: () => Promise<T>): Promise<T> => {
    waits += step;
    return work().finally(() => (waits -= step));
  };
  const database: DatabaseWaits = { during: (work) => counted(1, work), except: (work) => counted(-1, work) };
  return {
    clock,
    database,
    sleep: (ms: number): Promise<void> =>
      new Promise((goOn) => {
        sleepers.push({ wakesAt: clock.now() + ms, goOn });
      }),
    stop: () => clearInterval(look),
  };
}

function createWorkClock(): SimulatorClock {
  let shift = Date.now();
  return {
    now: () => Math.trunc(shift + workedMs()),
    set: (ms) => {
      shift = ms - workedMs();
    },
    advance: (ms) => {
      shift += ms;
    },
  };
}

/** Processor time of this process. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
