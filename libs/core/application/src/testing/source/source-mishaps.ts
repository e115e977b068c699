import { Fault, type FaultKind } from '../../faults/fault.js';

export const sourceCalls = [
  'verify',
  'invoices',
  'expenses',
  'purchaseOrders',
  'changedSince',
  'download',
  'readReference',
  'announce',
  'withdraw',
  'payments',
  'record',
  'remove',
  'markSent',
  'settleExpense',
] as const;
export type SourceCall = (typeof sourceCalls)[number];

/** What goes wrong with one call. `applied`: the source did it nevertheless; `lateMs`: it does it that much later. */
export interface SourceMishap {
  readonly fault: FaultKind;
  readonly applied: boolean;
  readonly lateMs?: number;
}

/** Chances per call, each from 0 to 1. `random` must be seeded: the storm is then the same in every run. */
export interface SourceStorm {
  readonly random: () => number;
  /** The answer to a write is lost; half of the time it was applied. Reads fail as `unavailable`. */
  readonly lost?: number;
  /** The answer to a write is lost, and it is applied up to `maxLateMs` later. Reads fail as `unavailable`. */
  readonly late?: number;
  /** Absent: 90 seconds. */
  readonly maxLateMs?: number;
  readonly rateLimited?: number;
  readonly unavailable?: number;
}

const WRITES: ReadonlySet<SourceCall> = new Set([
  'announce',
  'withdraw',
  'record',
  'remove',
  'markSent',
  'settleExpense',
]);
const UNAVAILABLE: SourceMishap = { fault: { kind: 'unavailable' }, applied: false };

/** Decides which call goes wrong, and how: first what a test asked for, then the weather. */
export class SourceMishaps {
  readonly #planned: { readonly mishap: SourceMishap; readonly call: SourceCall | undefined }[] = [];
  #weather: SourceStorm | undefined;

  plan(mishap: SourceMishap, call?: SourceCall): void {
    this.#planned.push({ mishap, call });
  }

  storm(weather: SourceStorm | undefined): void {
    this.#weather = weather;
  }

  next(call: SourceCall): SourceMishap | undefined {
    const index = this.#planned.findIndex((entry) => entry.call === undefined || entry.call === call);
    if (index >= 0) return this.#planned.splice(index, 1)[0]?.mishap;
    return this.#weather && fromWeather(this.#weather, call);
  }
}

export function faultOf(mishap: SourceMishap): Fault {
  return new Fault(mishap.fault, `The fake source was told to fail: ${mishap.fault.kind}`);
}

/** Productive has no idempotency key: repeating a creation doubles it, repeating any other write does no harm. */
export function lostAnswer(call: SourceCall): FaultKind {
  return { kind: 'uncertain', isReplayable: call !== 'record' };
}

function fromWeather(weather: SourceStorm, call: SourceCall): SourceMishap | undefined {
  const isWrite = WRITES.has(call);
  let dice = weather.random();
  const falls = (chance = 0) => (dice -= chance) < 0;
  if (falls(weather.rateLimited)) {
    const retryAfterMs = 1000 * (1 + Math.floor(weather.random() * 10));
    return { fault: { kind: 'rate_limited', retryAfterMs, scope: 'short' }, applied: false };
  }
  if (falls(weather.unavailable)) return UNAVAILABLE;
  if (falls(weather.lost)) return isWrite ? { fault: lostAnswer(call), applied: weather.random() < 0.5 } : UNAVAILABLE;
  if (falls(weather.late)) {
    const lateMs = Math.floor(weather.random() * (weather.maxLateMs ?? 90_000));
    return isWrite ? { fault: lostAnswer(call), applied: false, lateMs } : UNAVAILABLE;
  }
  return undefined;
}
