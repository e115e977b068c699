export type Tier = 'starter' | 'core' | 'plus';

/** The one app registered with the simulator, as its owner would see it in the developer portal. */
export interface XeroApp {
  clientId: string;
  clientSecret: string;
  name: string;
  webhookKey: string;
  /** Registered redirect URIs; without them any well-formed one is taken. */
  redirectUris?: string[];
  /** Apps created on or after 2 March 2026 get granular scopes only. */
  createdAfter2026: boolean;
  tier: Tier;
  /** Several organisations in one consent: a privilege of higher tiers. */
  bulkConnections?: boolean;
}

export const sandboxApp: XeroApp = {
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-secret',
  name: 'Productive Bridge',
  webhookKey: 'sandbox-webhook-key',
  createdAfter2026: true,
  tier: 'core',
};

/** Organisations an app may be connected to, calls a day for each, and whether Xero has certified apps of this tier. */
export const tierLimits: Record<Tier, { connections: number; callsPerDay: number; certified: boolean }> = {
  starter: { connections: 5, callsPerDay: 1_000, certified: false },
  core: { connections: 50, callsPerDay: 5_000, certified: false },
  plus: { connections: 1_000, callsPerDay: 5_000, certified: true },
};

/** Absolute https, or http on the name localhost (never its number); at most the registered ones. */
export function redirectUriAllowed(app: XeroApp, uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('*')) return false;
  const { protocol, hostname } = new URL(uri);
  const wellFormed = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
  return wellFormed && (app.redirectUris === undefined || app.redirectUris.includes(uri));
}
