/** Milliseconds since 1970. Real time plus an offset, unless a caller brings a clock of its own. */
export interface SimulatorClock {
  now(): number;
  set(ms: number): void;
  advance(ms: number): void;
}

export function createClock(offset = 0): SimulatorClock {
  let shift = offset;
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

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => seconds(count * 60);
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);
