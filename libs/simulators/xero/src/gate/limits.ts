import { days, minutes } from '../clock.js';

export type LimitKind = 'concurrent' | 'minute' | 'day' | 'appminute';

export const CONCURRENT_LIMIT = 5;
export const MINUTE_LIMIT = 60;
export const APP_MINUTE_LIMIT = 10_000;

interface Window {
  startedAt: number;
  used: number;
}

export interface LimitsState {
  tenants: Record<string, { minute: Window; day: Window }>;
  appMinute: Window;
}

interface Refusal {
  problem: LimitKind;
  /** Absent for too many calls at once. */
  retryAfterSeconds?: number;
}

/** Quotas of one app: fixed windows, each opened by the first call after the last one closed, so that no two organisations reset together. */
export class Limits {
  readonly #state: LimitsState;
  readonly #inFlight = new Map<string, number>();

  constructor(
    private readonly now: () => number,
    private readonly callsPerDay: () => number,
    state?: LimitsState,
  ) {
    this.#state = state ?? { tenants: {}, appMinute: { startedAt: 0, used: 0 } };
  }

  /** Counts a call in, or says which limit it meets. A refused call consumes nothing. `rapid` lifts the organisation's minute and day. */
  enter(tenantId: string, rapid: boolean): { leave: () => void; concurrent: number } | Refusal {
    const { minute, day } = this.#windowsOf(tenantId);
    const appMinute = this.#state.appMinute;
    const concurrent = (this.#inFlight.get(tenantId) ?? 0) + 1;
    if (concurrent > CONCURRENT_LIMIT) return { problem: 'concurrent' };
    if (appMinute.used >= APP_MINUTE_LIMIT)
      return { problem: 'appminute', retryAfterSeconds: this.#secondsLeft(appMinute, minutes(1)) };
    if (!rapid && day.used >= this.callsPerDay())
      return { problem: 'day', retryAfterSeconds: this.#secondsLeft(day, days(1)) };
    if (!rapid && minute.used >= MINUTE_LIMIT)
      return { problem: 'minute', retryAfterSeconds: this.#secondsLeft(minute, minutes(1)) };
    appMinute.used += 1;
    if (!rapid) {
      day.used += 1;
      minute.used += 1;
    }
    this.#inFlight.set(tenantId, concurrent);
    return { concurrent, leave: () => this.#inFlight.set(tenantId, (this.#inFlight.get(tenantId) ?? 1) - 1) };
  }

  /** The headers every answer carries. */
  headers(tenantId: string): Record<string, string> {
    // A stranger's organisation has its whole quota left, and is not worth remembering.
    const unspent = { used: 0 };
    const { minute, day } = Object.hasOwn(this.#state.tenants, tenantId)
      ? this.#windowsOf(tenantId)
      : { minute: unspent, day: unspent };
    return {
      'X-MinLimit-Remaining': String(MINUTE_LIMIT - minute.used),
      'X-DayLimit-Remaining': String(Math.max(0, this.callsPerDay() - day.used)),
      'X-AppMinLimit-Remaining': String(APP_MINUTE_LIMIT - this.#state.appMinute.used),
    };
  }

  /** Pretends that calls were made: `minute`, `day` and `appMinute` say how many of each are spent. */
  spend(
    tenantId: string,
    { minute = 0, day = 0, appMinute = 0 }: { minute?: number; day?: number; appMinute?: number },
  ): void {
    const windows = this.#windowsOf(tenantId);
    windows.minute.used += minute;
    windows.day.used += day;
    this.#state.appMinute.used += appMinute;
  }

  snapshot(): LimitsState {
    return structuredClone(this.#state);
  }

  #windowsOf(tenantId: string): { minute: Window; day: Window } {
    const windows = (this.#state.tenants[tenantId] ??= {
      minute: { startedAt: 0, used: 0 },
      day: { startedAt: 0, used: 0 },
    });
    this.#renew(windows.minute, minutes(1));
    this.#renew(windows.day, days(1));
    this.#renew(this.#state.appMinute, minutes(1));
    return windows;
  }

  #renew(window: Window, length: number): void {
    const age = this.now() - window.startedAt;
    if (window.used === 0 || age >= length || age < 0) Object.assign(window, { startedAt: this.now(), used: 0 });
  }

  #secondsLeft(window: Window, length: number): number {
    return Math.max(1, Math.ceil((window.startedAt + length - this.now()) / 1000));
  }
}
