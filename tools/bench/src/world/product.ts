import { startProductProcess, type ProductProcess } from './product-process.js';
import type { OwnDatabase } from './own-database.js';
import type { Vendors } from './vendors.js';

export interface Product {
  /** Where people and Xero find it. */
  readonly url: string;
  readonly workers: readonly ProductProcess[];
  readonly web: ProductProcess;
  stop(): Promise<void>;
}

export interface Crew {
  /** 0: one process that does everything. */
  readonly workers: number;
  readonly port: number;
  readonly importEverySeconds?: number;
}

/** The product as it is shipped: one process for people, and so many that work, on one PostgreSQL. */
export async function startProduct(vendors: Vendors, database: OwnDatabase, crew: Crew): Promise<Product> {
  const { xero, productive } = vendors;
  // Xero takes the name of this machine for a redirect, never its number.
  const url = `http://localhost:${crew.port}`;
  const environment = {
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    BRIDGE_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    BRIDGE_IMPORT_EVERY_SECONDS: String(crew.importEverySeconds ?? 3_600),
    XERO_CLIENT_ID: 'sandbox-client',
    XERO_CLIENT_SECRET: 'sandbox-secret',
    XERO_WEBHOOK_KEY: 'sandbox-webhook-key',
    ...{ XERO_API_URL: xero.url, XERO_IDENTITY_URL: xero.url, XERO_LOGIN_URL: xero.url, XERO_WEB_URL: xero.url },
    PRODUCTIVE_API_URL: productive.url,
    PRODUCTIVE_WEB_URL: 'https://app.productive.example',
  };
  const role = crew.workers === 0 ? 'all' : 'web';
  const web = await startProductProcess({ ...environment, BRIDGE_ROLE: role, PORT: String(crew.port) });
  const workers: ProductProcess[] = [];
  for (let index = 0; index < crew.workers; index += 1)
    workers.push(await startProductProcess({ ...environment, BRIDGE_ROLE: 'worker', PORT: '0' }));
  return {
    url,
    web,
    workers,
    stop: async () => void (await Promise.all([web, ...workers].map((process) => process.stop()))),
  };
}
