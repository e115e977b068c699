import { Fault, type FaultKind } from '../../faults/fault.js';

export const ledgerCalls = [
  'createDocuments',
  'findByMarker',
  'attach',
  'note',
  'changedContacts',
  'createContacts',
  'readChart',
  'changedDocuments',
  'changedPayments',
  'findDocument',
  'exchange',
  'refresh',
  'organisations',
  'remove',
] as const;
export type LedgerCall = (typeof ledgerCalls)[number];

/** What goes wrong with one call: `applied` says whether the ledger did it nevertheless, `lateMs` that it does it later. */
export interface Mishap {
  readonly fault: FaultKind;
  readonly applied: boolean;
  readonly lateMs?: number;
}

/** Chances per call, each from 0 to 1. `random` must be seeded: the storm is then the same in every run. */
export interface Storm {
  readonly random: () => number;
  /** The answer is lost; half of the time the write was applied. */
  readonly lost?: number;
  /** The answer is lost, and the write is applied up to `maxLateMs` later. */
  readonly late?: number;
  readonly maxLateMs?: number;
  /** A server error under our key, which the ledger repeats; half of the time the write was applied. */
  readonly serverError?: number;
  readonly rateLimited?: number;
  readonly unavailable?: number;
}

const WRITES: ReadonlySet<LedgerCall> = new Set(['createDocuments', 'createContacts', 'attach', 'note']);
const LOST: FaultKind = { kind: 'uncertain', isReplayable: true };
const SERVER_ERROR: FaultKind = { kind: 'uncertain', isReplayable: false };

/** Decides which call goes wrong, and how: first what a test asked for, then the weather. */
export class FaultScript {
  private readonly planned: { readonly mishap: Mishap; readonly call: LedgerCall | undefined }[] = [];
  private weather: Storm | undefined;

  plan(mishap: Mishap, call?: LedgerCall): void {
    this.planned.push({ mishap, call });
  }

  storm(weather: Storm | undefined): void {
    this.weather = weather;
  }

  next(call: LedgerCall): Mishap | undefined {
    const index = this.planned.findIndex((entry) => entry.call === undefined || entry.call === call);
    if (index >= 0) return this.planned.splice(index, 1)[0]?.mishap;
    return this.weather && fromWeather(this.weather, WRITES.has(call));
  }
}

export function faultOf(mishap: Mishap): Fault {
  return new Fault(mishap.fault, `The fake ledger was told to fail: ${mishap.fault.kind}`);
}

function fromWeather(weather: Storm, isWrite: boolean): Mishap | undefined {
  let dice = weather.random();
  const falls = (chance: number | undefined) => (dice -= chance ?? 0) < 0;
  if (falls(weather.rateLimited))
    return {
      fault: { kind: 'rate_limited', retryAfterMs: 1000 * (1 + Math.floor(weather.random() * 60)), scope: 'short' },
      applied: false,
    };
  if (falls(weather.unavailable)) return { fault: { kind: 'unavailable' }, applied: false };
  if (falls(weather.lost)) return isWrite ? { fault: LOST, applied: weather.random() < 0.5 } : unavailable;
  if (falls(weather.serverError))
    return isWrite ? { fault: SERVER_ERROR, applied: weather.random() < 0.5 } : unavailable;
  if (falls(weather.late))
    return isWrite
      ? { fault: LOST, applied: false, lateMs: Math.floor(weather.random() * (weather.maxLateMs ?? 90_000)) }
      : unavailable;
  return undefined;
}

const unavailable: Mishap = { fault: { kind: 'unavailable' }, applied: false };
