import { draw, type Mishap, type Odds } from './mishap.js';

/** A vendor on a bad day: about one exchange in twelve goes wrong in some way. */
const VENDOR: Odds = { latency: 0.05, reset_before: 0.008, reset_after: 0.015, black_hole: 0.004, slow_close: 0.008 };

/** One commit in a hundred is cut off: half of them before it arrives, half after it is done. */
const CUT_COMMITS = 1 / 100;

export function vendorWeather(): Mishap | undefined {
  return draw(VENDOR);
}

/** Cuts the connection at commit: the client cannot know whether its transaction stands. */
export function databaseWeather(piece: Buffer): Mishap | undefined {
  if (!/\bcommit\b/i.test(piece.toString('latin1')) || Math.random() >= CUT_COMMITS) return undefined;
  return Math.random() < 0.5 ? { kind: 'reset_before' } : { kind: 'reset_after', bytes: 0 };
}
