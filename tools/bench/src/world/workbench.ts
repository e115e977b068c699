import type { DocumentKind } from '@bridge/domain';
import { openBridge, type Bridge } from './bridge.js';
import { connectAgency, tenantId, type ConnectedAgency } from './connect-agency.js';
import { tally } from './tally.js';
import { startVendors, type Vendors, type VendorsOptions } from './vendors.js';

/** A bridge that is connected to both vendors and knows nobody yet. */
export interface Workbench extends ConnectedAgency {
  readonly vendors: Vendors;
  readonly bridge: Bridge;
  /** Asks for copies as the API does, 100 at a time, and throws when one is refused. */
  request(kind: DocumentKind, sourceIds: readonly string[]): Promise<void>;
  send(): Promise<void>;
  announce(): Promise<void>;
  sendExtras(): Promise<void>;
  close(): Promise<void>;
}

const AT_ONCE = 100;

export async function openWorkbench(
  options: VendorsOptions & { readonly historyNotes?: boolean; readonly databaseUrl?: string } = {},
): Promise<Workbench> {
  const vendors = await startVendors(options);
  const { xero, productive, clock } = vendors;
  const addresses = { xeroUrl: xero.url, productiveApiUrl: productive.url, productiveWebUrl: productive.webUrl };
  const bridge = await openBridge(addresses, clock, options.databaseUrl, vendors.databaseWaits);
  const agency = await connectAgency(bridge, { historyNotes: options.historyNotes ?? false });
  const { connectionId } = agency;
  const untilDone = async (run: () => Promise<boolean>) => {
    while (await run());
  };
  return {
    ...agency,
    vendors,
    bridge,
    request: async (kind, sourceIds) => {
      for (let start = 0; start < sourceIds.length; start += AT_ONCE) {
        const some = sourceIds.slice(start, start + AT_ONCE);
        const { refused } = await bridge.requestExports.run({
          ...{ tenantId, kind, sourceIds: some, choices: {}, by: 'Ada' },
        });
        if (refused.length > 0) throw new Error(`Not copied: ${JSON.stringify(refused[0])}`);
      }
    },
    send: () => untilDone(() => bridge.sendExports.run(tenantId, connectionId)),
    announce: () => untilDone(() => bridge.announce.run(tenantId, connectionId)),
    sendExtras: () => untilDone(() => bridge.sendExtras.run(tenantId, connectionId)),
    close: async () => {
      tally.add(vendors);
      await bridge.close();
      await vendors.close();
    },
  };
}
