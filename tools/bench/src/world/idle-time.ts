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

/**
 * Simulated time that waits for nobody: whoever sleeps is woken as soon as everything in this process has come to a stop,
 * and the clock is moved on by what was left. Work takes the processor time it takes, the simulators' own included, so that
 * ours counts against us, and what else runs on this machine does not.
 */
export function createIdleTime() {
  const clock = createWorkClock();
  let sleepers: Sleeper[] = [];
  let before = performance.eventLoopUtilization();
  let quiet = 0;
  const look = setInterval(() => {
    const { active } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    quiet = active < AT_WORK_MS ? quiet + 1 : 0;
    if (quiet >= QUIET_LOOKS && sleepers.length > 0) clock.advance(Math.max(0, next() - clock.now()));
    wake();
  }, LOOK_EVERY_MS);
  const next = () => sleepers.reduce((earliest, { wakesAt }) => Math.min(earliest, wakesAt), Infinity);
  const wake = () => {
    const awake = sleepers.filter(({ wakesAt }) => wakesAt <= clock.now());
    if (awake.length === 0) return;
    sleepers = sleepers.filter(({ wakesAt }) => wakesAt > clock.now());
    quiet = 0;
    for (const { goOn } of awake) goOn();
  };
  return {
    clock,
    sleep: (ms: number): Promise<void> =>
      new Promise((goOn) => {
        sleepers.push({ wakesAt: clock.now() + ms, goOn });
      }),
    stop: () => clearInterval(look),
  };
}

function createWorkClock(): SimulatorClock {
  let shift = Date.now();
  const worked = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  return {
    now: () => Math.trunc(shift + worked()),
    set: (ms) => {
      shift = ms - worked();
    },
    advance: (ms) => {
      shift += ms;
    },
  };
}
