import { startProductiveSimulator } from '@bridge/simulator-productive';
import { sandboxApp, startXeroSimulator } from '@bridge/simulator-xero';
import { organisationId as patternOfBooks, tenantId as patternOfOffice } from './connect-agency.js';

/** One agency of many: its organisation at either vendor, and the token of its admin. */
export interface BenchAgency {
  readonly tenantId: string;
  readonly token: string;
  readonly subsidiaryId: string;
  readonly organisationId: string;
  readonly companyIds: readonly string[];
  readonly standardRateId: string;
}

export interface ManyAgencies {
  readonly agencies: readonly BenchAgency[];
  /** To start the simulators from. */
  readonly ledger: unknown;
  readonly office: unknown;
}

interface Row {
  readonly id: string;
  readonly type: string;
  readonly organizationId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, string | null | readonly string[]>>;
}

interface KeptOffice {
  rows: Row[];
  counters: Record<string, number>;
  tokens: { value: string; organizationId: string; personId: string }[];
}

interface KeptLedger {
  readonly books: { tenantId: string }[];
}

/** What the pattern has lived through. A new agency has a price list and clients, and no past. */
const PAST = new Set([
  ...['activities', 'line_items', 'payments', 'invoices', 'invoice_attributions', 'expenses', 'attachments'],
  'purchase_orders',
]);
const IDS_OF_ONE = 100_000;
const FIRST = 2_001;

/** Brightwell Studio so many times over, each with ids of its own, as the vendors' simulators keep them. */
export async function manyAgencies(count: number): Promise<ManyAgencies> {
  const [xero, productive] = [
    await startXeroSimulator({ app: { ...sandboxApp, tier: 'plus' } }),
    await startProductiveSimulator(),
  ];
  // Their own JSON, of which one organisation is multiplied.
  const [ledger, office] = [xero.snapshot() as KeptLedger, productive.snapshot() as KeptOffice];
  await Promise.all([xero.close(), productive.close()]);
  const books = JSON.stringify(ledger.books.find(({ tenantId }) => tenantId === patternOfBooks));
  const rows = office.rows.filter((row) => row.organizationId === patternOfOffice && !PAST.has(row.type));
  const counters = Object.entries(office.counters).filter(([name]) => name.endsWith(`/${patternOfOffice}`));
  const admin = office.tokens.find((token) => token.organizationId === patternOfOffice);
  const agencies: BenchAgency[] = [];
  for (let index = 0; index < count; index += 1) {
    const agency = agencyOf(FIRST + index, rows);
    agencies.push(agency);
    const own = ownIdsOf(agency.tenantId);
    ledger.books.push(JSON.parse(books.replaceAll(patternOfBooks, agency.organisationId)) as { tenantId: string });
    office.rows.push(...rows.map((row) => copied(row, agency.tenantId, own)));
    for (const [name, used] of counters)
      office.counters[name.replace(`/${patternOfOffice}`, `/${agency.tenantId}`)] = used;
    if (admin)
      office.tokens.push({
        ...admin,
        value: agency.token,
        organizationId: agency.tenantId,
        personId: own(admin.personId),
      });
  }
  return { agencies, ledger, office };
}

function agencyOf(number: number, rows: readonly Row[]): BenchAgency {
  const tenantId = String(number);
  const own = ownIdsOf(tenantId);
  const idsOf = (type: string) => rows.filter((row) => row.type === type);
  const standard = idsOf('tax_rates').find((row) => row.attributes['name'] === 'VAT 20%');
  return {
    tenantId,
    token: `bench-${tenantId}-admin`,
    subsidiaryId: own('11'),
    organisationId: `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`,
    companyIds: idsOf('companies').map((row) => own(row.id)),
    standardRateId: own(standard?.id ?? ''),
  };
}

/** Ids lie in a range of their own for each organisation; those of subsidiaries are short and were chosen by hand. */
function ownIdsOf(tenantId: string): (id: string) => string {
  return (id) => {
    if (id === patternOfOffice) return tenantId;
    if (!/^\d+$/.test(id)) return id;
    return Number(id) < IDS_OF_ONE ? `${tenantId}${id}` : String(Number(id) + (Number(tenantId) - 1_001) * IDS_OF_ONE);
  };
}

function copied(row: Row, tenantId: string, own: (id: string) => string): Row {
  const links = Object.entries(row.links).map(([name, link]) => [
    name,
    link === null ? null : typeof link === 'string' ? own(link) : link.map(own),
  ]);
  const userId = row.attributes['user_id'];
  const attributes =
    typeof userId === 'number' ? { ...row.attributes, user_id: Number(own(String(userId))) } : row.attributes;
  return { ...row, id: own(row.id), organizationId: tenantId, attributes, links: Object.fromEntries(links) };
}
