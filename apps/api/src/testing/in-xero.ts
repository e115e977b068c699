import { STORES } from '../composition/ports.js';
import type { Stores } from '../composition/stores.js';
import { studio } from './connections.js';
import type { RealBridge } from './real-bridge.js';

/** Our markers on what Xero says that we created, over its public API; sorted, and as often as they are there. */
export async function inXero(bridge: RealBridge): Promise<readonly string[]> {
  const { persistence } = bridge.app.get<Stores>(STORES);
  const [address] = await persistence.directory.liveConnections();
  const token = await persistence.unitOfWork.run('1001', async (store) => {
    const connection = await store.connections.find(address?.connectionId ?? '');
    return (await store.grants.find(connection?.grantId ?? ''))?.tokens.accessToken ?? '';
  });
  const headers = { authorization: `Bearer ${token}`, 'xero-tenant-id': studio, accept: 'application/json' };
  const query = 'createdByMyApp=true&page=1&pageSize=1000';
  const found = await fetch(`${bridge.xero.url.replace(/\/$/, '')}/api.xro/2.0/Invoices?${query}`, { headers });
  const { Invoices } = (await found.json()) as { Invoices: readonly { Url: string }[] };
  return Invoices.map(({ Url }) => Url).sort();
}
