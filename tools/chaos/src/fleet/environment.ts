import { agencies } from '@bridge/witness';

export interface Addresses {
  /** Where browsers find the bridge. */
  readonly publicUrl: string;
  /** Through the proxy. */
  readonly databaseUrl: string;
  /** Through the proxy; the servers' way to the vendors. */
  readonly xeroUrl: string;
  readonly productiveUrl: string;
  /** Where people give their consent: not the bridge's business, so no proxy. */
  readonly xeroLoginUrl: string;
}

/** The product as an operator of several machines sets it up. */
export function environmentOf(addresses: Addresses): Readonly<Record<string, string | undefined>> {
  return {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: 'node_modules/.cache/compiled',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    PUBLIC_URL: addresses.publicUrl,
    DATABASE_URL: addresses.databaseUrl,
    BRIDGE_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    BRIDGE_IMPORT_EVERY_SECONDS: '15',
    XERO_CLIENT_ID: 'sandbox-client',
    XERO_CLIENT_SECRET: 'sandbox-secret',
    XERO_WEBHOOK_KEY: 'sandbox-webhook-key',
    XERO_API_URL: addresses.xeroUrl,
    // The issuer of its tokens names its own address, so nothing can stand in between.
    XERO_IDENTITY_URL: addresses.xeroLoginUrl,
    XERO_LOGIN_URL: addresses.xeroLoginUrl,
    XERO_WEB_URL: addresses.xeroLoginUrl,
    PRODUCTIVE_API_URL: addresses.productiveUrl,
    PRODUCTIVE_WEB_URL: 'https://app.productive.example',
    BRIDGE_SANDBOX_XERO_URL: addresses.xeroUrl,
    BRIDGE_SANDBOX_PRODUCTIVE_URL: new URL(addresses.productiveUrl).origin,
    BRIDGE_SANDBOX_AGENCIES: JSON.stringify(
      agencies.map(({ name, organisationId, token }) => ({ name, organisationId, token })),
    ),
  };
}
