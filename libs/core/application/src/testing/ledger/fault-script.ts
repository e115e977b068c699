import { problem } from '@bridge/domain';
import { Fault, type FaultKind } from '../../faults/fault.js';

export const ledgerCalls = [
  'createDocuments',
  'updateDocuments',
  'editions',
  'findByMarker',
  'attach',
  'note',
  'readCredit',
  'allocate',
  'changedContacts',
  'createContacts',
  'readChart',
  'changedDocuments',
  'changedPayments',
  'findDocument',
  'inventory',
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
  /** The day's calls are used up: nothing for up to two hours. */
  readonly dayLimit?: number;
  readonly unavailable?: number;
  /** A whole call that writes documents is refused, as one with a single unreadable document in it is. */
  readonly badRequest?: number;
}

const WRITES: ReadonlySet<LedgerCall> = new Set([
  'createDocuments',
  'updateDocuments',
  'createContacts',
  'allocate',
  'attach',
  'note',
  'refresh',
]);
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
    return this.weather && fromWeather(this.weather, call);
  }
}

export function faultOf(mishap: Mishap): Fault {
  return new Fault(mishap.fault, `The fake ledger was told to fail: ${mishap.fault.kind}`);
}

function fromWeather(weather: Storm, call: LedgerCall): Mishap | undefined {
  const isWrite = WRITES.has(call);
  let dice = weather.random();
  const falls = (chance: number | undefined) => (dice -= chance ?? 0) < 0;
  if (falls(weather.rateLimited))
    return {
      fault: { kind: 'rate_limited', retryAfterMs: 1000 * (1 + Math.floor(weather.random() * 60)), scope: 'short' },
      applied: false,
    };
  if (falls(weather.dayLimit)) {
    const retryAfterMs = 60_000 * (1 + Math.floor(weather.random() * 120));
    return { fault: { kind: 'rate_limited', retryAfterMs, scope: 'day' }, applied: false };
  }
  if (falls(weather.unavailable)) return unavailable;
  if (falls(weather.badRequest)) return /Documents$/.test(call) && isWrite ? badRequest : unavailable;
  if (falls(weather.lost)) return isWrite ? { fault: LOST, applied: weather.random() < 0.5 } : unavailable;
  if (falls(weather.serverError))
    return isWrite ? { fault: SERVER_ERROR, applied: weather.random() < 0.5 } : unavailable;
  if (falls(weather.late))
    return isWrite
      ? { fault: LOST, applied: false, lateMs: Math.floor(weather.random() * (weather.maxLateMs ?? 90_000)) }
      : unavailable;
  return undefined;
}

const badRequest: Mishap = {
  fault: { kind: 'refused', problems: [problem('bad_request', '', 'The request could not be understood')] },
  applied: false,
};
const unavailable: Mishap = { fault: { kind: 'unavailable' }, applied: false };
