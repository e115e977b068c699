/** Where adapters get the source's token of a tenant. Faults: `unauthorised` when nobody left a usable one. */
export abstract class SourceTokens {
  abstract of(tenantId: string): Promise<string>;
  /** The source refused this one: another one that was left since. */
  abstract insteadOf(tenantId: string, refused: string): Promise<string | undefined>;
}
