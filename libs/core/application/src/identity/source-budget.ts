/** The calls that the source allows an organisation, shared by all processes. */
export abstract class SourceBudget {
  /** Waits for its turn, at most 20 seconds. Faults: `rate_limited` when that would take longer. */
  abstract take(tenantId: string): Promise<void>;
}
