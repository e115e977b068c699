export interface EndpointStats {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
}

export interface StatsReport {
  readonly requests: number;
  readonly endpoints: Readonly<Record<string, EndpointStats>>;
  /** Refusals by the simulator's own limits. A client that paces itself causes none. */
  readonly rateLimited: number;
  /** Those that a scripted fault asked for. */
  readonly injectedRateLimits: number;
  readonly highestConcurrency: number;
}

/** Counts requests by method and path template. */
export class Stats {
  private endpoints: Record<string, { requests: number; statuses: Record<string, number> }> = {};
  private rateLimited = 0;
  private injected = 0;
  private running = 0;
  private highest = 0;

  begin(): void {
    this.running += 1;
    this.highest = Math.max(this.highest, this.running);
  }

  end(): void {
    this.running -= 1;
  }

  /** `status` is 0 when the connection was dropped. */
  count(endpoint: string, status: number, injected: boolean): void {
    const entry = (this.endpoints[endpoint] ??= { requests: 0, statuses: {} });
    entry.requests += 1;
    entry.statuses[status] = (entry.statuses[status] ?? 0) + 1;
    if (status === 429 && injected) this.injected += 1;
    else if (status === 429) this.rateLimited += 1;
  }

  report(): StatsReport {
    return structuredClone({
      requests: Object.values(this.endpoints).reduce((sum, { requests }) => sum + requests, 0),
      endpoints: this.endpoints,
      rateLimited: this.rateLimited,
      injectedRateLimits: this.injected,
      highestConcurrency: this.highest,
    });
  }

  reset(): void {
    this.endpoints = {};
    this.rateLimited = 0;
    this.injected = 0;
    this.highest = this.running;
  }
}
