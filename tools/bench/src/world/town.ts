import { Bridge, mapSettings, waitFor } from '@bridge/witness';
import { addInvoices } from './documents.js';
import { freePort } from './free-port.js';
import { manyAgencies, type BenchAgency } from './many-agencies.js';
import { ownDatabase, type OwnDatabase } from './own-database.js';
import { startProduct, type Crew, type Product } from './product.js';
import { tally } from './tally.js';
import { startVendors, type Vendors } from './vendors.js';

/** An agency whose admin has connected and mapped everything. */
export interface Resident extends BenchAgency {
  readonly bridge: Bridge;
  readonly connectionId: string;
}

/** Many agencies on one product, on one PostgreSQL. The vendors' simulators run in this process, by the real time. */
export interface Town {
  readonly vendors: Vendors;
  readonly database: OwnDatabase;
  readonly product: Product;
  readonly residents: readonly Resident[];
  /** Finalised invoices in Productive; answers their ids. */
  addInvoices(resident: Resident, count: number): readonly string[];
  /** Presses the button, 100 documents at a time. Throws when one is refused. */
  copy(resident: Resident, sourceIds: readonly string[]): Promise<void>;
  /** Until so many copies of this agency are linked and marked in Productive. */
  untilCopied(resident: Resident, count: number): Promise<void>;
  close(): Promise<void>;
}

/** The tier that takes 1,000 connections lifts the limits of each for its first half hour: the measures begin after it. */
const RAPID_MS = 31 * 60_000;
/** Each waits for the calls that Productive allows its agency, and none for another. */
const AT_ONCE = 24;
const AUDITOR = 'zoe@advisors.example';

export async function openTown(tenants: number, crew: Omit<Crew, 'port'>): Promise<Town> {
  const database = await ownDatabase();
  const { agencies, ledger, office } = await manyAgencies(tenants);
  const vendors = await startVendors({ app: { tier: 'plus' }, ledger, office });
  const product = await startProduct(vendors, database, { ...crew, port: await freePort() });
  const residents: Resident[] = [];
  await inTurns(agencies, AT_ONCE, async (agency) => void residents.push(await moveIn(agency, product.url)));
  vendors.xero.clock.advance(RAPID_MS);
  return {
    vendors,
    database,
    product,
    residents,
    addInvoices: ({ tenantId, companyIds, standardRateId, subsidiaryId }, count) =>
      addInvoices(vendors.productive.office(tenantId), { count, companyIds, standardRateId, subsidiaryId }),
    copy: async ({ bridge }, sourceIds) => {
      for (let start = 0; start < sourceIds.length; start += 100) {
        const { refused } = await bridge.copy('invoice', sourceIds.slice(start, start + 100));
        if (refused.length > 0) throw new Error(`Not copied: ${JSON.stringify(refused[0])}`);
      }
    },
    untilCopied: async ({ tenantId }, count) => {
      const ask = () =>
        database.ask<{ copied: string }>(
          `select count(*) as copied from links where tenant_id = '${tenantId}' and announcement is null`,
        );
      await waitFor(`${count} copies`, 300, ask, ([row]) => Number(row?.copied) >= count);
    },
    close: async () => {
      tally.add(vendors);
      await product.stop();
      await vendors.close();
      await database.drop();
    },
  };
}

/** So many at once, in the order of the list. */
export async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function moveIn(agency: BenchAgency, url: string): Promise<Resident> {
  const bridge = new Bridge(url);
  await bridge.signIn(agency.tenantId, agency.token);
  const { id: connectionId } = await bridge.connect(agency.subsidiaryId, AUDITOR, agency.organisationId);
  const view = await bridge.settings(connectionId);
  await bridge.saveSettings(connectionId, view.version, mapSettings(view, { historyNotes: false }));
  return { ...agency, bridge, connectionId };
}
