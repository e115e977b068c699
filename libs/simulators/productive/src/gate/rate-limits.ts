import { Refusal } from '../wire/refusal.js';

interface Limit {
  readonly requests: number;
  readonly windowMs: number;
}

const perToken: Limit = { requests: 100, windowMs: 10_000 };
const perOrganization: Limit = { requests: 4_000, windowMs: 1_800_000 };

/** Sliding windows: the strictest reading of "100 requests per 10 seconds". */
export class RateLimits {
  private readonly stamps = new Map<string, number[]>();

  /** Counts a request, or throws the 429 that Productive would answer; a refused request does not count. */
  admit(token: string, organizationId: string, now: number): void {
    const windows: [string, Limit][] = [
      [`token ${token}`, perToken],
      [`organization ${organizationId}`, perOrganization],
    ];
    for (const [key, limit] of windows) {
      const recent = this.recent(key, limit, now);
      if (recent.length >= limit.requests)
        throw tooMany(limit.requests, ((recent[0] ?? now) + limit.windowMs - now) / 1000);
    }
    for (const [key, limit] of windows) this.recent(key, limit, now).push(now);
  }

  private recent(key: string, limit: Limit, now: number): number[] {
    const stamps = this.stamps.get(key) ?? [];
    const firstKept = stamps.findIndex((stamp) => stamp > now - limit.windowMs && stamp <= now);
    const recent = firstKept === -1 ? [] : firstKept === 0 ? stamps : stamps.slice(firstKept);
    this.stamps.set(key, recent);
    return recent;
  }
}

export function tooMany(limit: number, resetSeconds: number): Refusal {
  return new Refusal(
    429,
    [
      {
        code: 'too_many_requests',
        title: 'Too many requests',
        detail: 'Rate limit reached. Try again later',
        extra: { limit },
      },
    ],
    { 'X-RateLimit-Reset': String(Math.max(1, Math.ceil(resetSeconds))) },
  );
}

export function serverTimeExceeded(resetSeconds: number): Refusal {
  return new Refusal(
    429,
    [
      {
        code: 'server_time_limit_exceeded',
        title: 'Server time limit exceeded',
        detail: 'Server time limit reached. Try again later',
        extra: { limit: 1800, period: 3600 },
      },
    ],
    { 'X-RateLimit-Reset': String(Math.max(1, Math.ceil(resetSeconds))) },
  );
}
