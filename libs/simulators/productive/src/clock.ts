/** Milliseconds since 1970. Real time plus an offset, unless a caller brings a clock of its own. */
export interface SimulatorClock {
  now(): number;
  set(ms: number): void;
  advance(ms: number): void;
}

export function createClock(): SimulatorClock {
  let shift = 0;
  return {
    now: () => Date.now() + shift,
    set: (ms) => {
      shift = ms - Date.now();
    },
    advance: (ms) => {
      shift += ms;
    },
  };
}
