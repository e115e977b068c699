/** One figure, held against its goal. The fields are what `--json` prints. */
export interface Measure {
  readonly id: string;
  readonly what: string;
  readonly goal: string;
  readonly value: number;
  readonly unit: string;
  /** The same measure of somebody else's way of doing it, run beside ours on the same simulators. */
  readonly peer: Peer | null;
  /** How many times better we are: theirs divided by ours, or ours by theirs where more is better. */
  readonly ratio: number | null;
  readonly ok: boolean;
  /** What the value is the median of. */
  readonly runs: readonly number[];
  /** How it was measured; when the goal is not met, why. */
  readonly note: string;
}

export interface Peer {
  readonly name: string;
  readonly source: string;
  readonly value: number;
}

export interface Goal {
  readonly text: string;
  readonly isMet: (value: number) => boolean;
  readonly isMoreBetter?: boolean;
}

export interface Finding {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly goal: Goal;
  readonly runs: readonly number[];
  readonly peer?: Peer;
  readonly note: string;
}

export function measured({ goal, runs, peer, ...rest }: Finding): Measure {
  const value = median(runs);
  return {
    ...rest,
    goal: goal.text,
    value,
    peer: peer ?? null,
    ratio: ratioOf(value, peer, goal),
    ok: goal.isMet(value),
    runs,
  };
}

function ratioOf(value: number, peer: Peer | undefined, { isMoreBetter = false }: Goal): number | null {
  if (peer === undefined || value === 0 || peer.value === 0) return null;
  return rounded(isMoreBetter ? value / peer.value : peer.value / value);
}

/** Goals are set for a size; a smaller run tells its figure, and meets nothing. */
export function onlyAt(isFullSize: boolean, goal: Goal): Goal {
  return isFullSize ? goal : { ...goal, text: `${goal.text} at full size`, isMet: () => false };
}

export const atMost = (most: number) => ({ text: `≤ ${most}`, isMet: (value: number) => value <= most });
export const atLeast = (least: number) => ({
  text: `≥ ${least}`,
  isMet: (value: number) => value >= least,
  isMoreBetter: true,
});
export const below = (limit: number) => ({ text: `< ${limit}`, isMet: (value: number) => value < limit });
export const exactly = (wanted: number) => ({ text: `${wanted}`, isMet: (value: number) => value === wanted });

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('There is no median of nothing');
  return rounded((low + high) / 2);
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('There is no percentile of nothing');
  return rounded(found);
}

export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
