import { exactly, measured, type Measure } from '../measure.js';
import { tally } from '../world/tally.js';

/** P5: refusals for too many calls, over everything that was run before. */
export function tooManyCalls(): Measure {
  return measured({
    id: 'P5',
    what: 'Calls that a vendor refused for being too many, all benchmarks, peers included',
    unit: 'calls',
    goal: exactly(0),
    runs: [tally.tooMany],
    note: `${tally.calls} calls in all, under the limits of both vendors`,
  });
}
