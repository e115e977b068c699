/** Where adapters get the source's token of a tenant. Faults: `unauthorised` when nobody left a usable one. */
export abstract class SourceTokens {
  abstract of(tenantId: string): Promise<string>;
}
