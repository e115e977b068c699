import { seededId } from '../identifiers.js';
import { createLedger } from '../ledger.js';
import type { Contact, Ledger, Organisation, User, UserRole } from '../ledger.js';
import { accountsFor } from './chart-of-accounts.js';
import { taxRatesFor } from './tax-rate-tables.js';

interface Agency {
  tenantId: string;
  name: string;
  version: Organisation['version'];
  shortCode: string;
  owner?: readonly [first: string, last: string, email: string];
  plan?: Organisation['plan'];
  edition?: Organisation['edition'];
  /** Subscribed besides the base currency; none means the plan has no multicurrency. */
  currencies?: readonly string[];
}

const ada = ['Ada', 'Brightwell', 'ada@brightwell.example'] as const;

const agencies: readonly Agency[] = [
  {
    tenantId: '11111111-1111-4111-8111-111111111111',
    name: 'Brightwell Studio Ltd',
    version: 'UK',
    shortCode: '!bw1St',
    owner: ada,
    currencies: ['EUR', 'USD'],
  },
  {
    tenantId: '11111111-1111-4111-8111-222222222222',
    name: 'Brightwell Labs Ltd',
    version: 'UK',
    shortCode: '!bw2Lb',
    owner: ada,
    currencies: ['EUR'],
  },
  {
    tenantId: '22222222-2222-4222-8222-111111111111',
    name: 'Coolabah Digital Pty Ltd',
    version: 'AU',
    shortCode: '!co1Dg',
    owner: ['Col', 'Abah', 'col@coolabah.example'],
    currencies: ['NZD'],
  },
  {
    tenantId: '33333333-3333-4333-8333-111111111111',
    name: 'Cedar & Main, Inc.',
    version: 'US',
    shortCode: '!ce1Mn',
    owner: ['Cedar', 'Main', 'cam@cedar.example'],
    currencies: ['CAD'],
  },
  {
    tenantId: '44444444-4444-4444-8444-111111111111',
    name: 'Kiwi Works',
    version: 'NZ',
    shortCode: '!kw1Wk',
    currencies: ['AUD'],
  },
  {
    tenantId: '55555555-5555-4555-8555-111111111111',
    name: 'Starter Cap Ltd',
    version: 'UK',
    shortCode: '!st1Cp',
    plan: 'STARTER',
  },
  {
    tenantId: '66666666-6666-4666-8666-111111111111',
    name: 'Ledger Partner Edition',
    version: 'UK',
    shortCode: '!lp1Ed',
    plan: 'LEDGER',
    edition: 'PARTNER',
  },
];

const versions: Readonly<
  Record<Organisation['version'], Pick<Organisation, 'country' | 'baseCurrency' | 'timeZone' | 'timeZoneName'>>
> = {
  UK: { country: 'GB', baseCurrency: 'GBP', timeZone: 'Europe/London', timeZoneName: 'GMTSTANDARDTIME' },
  AU: { country: 'AU', baseCurrency: 'AUD', timeZone: 'Australia/Sydney', timeZoneName: 'AUSEASTERNSTANDARDTIME' },
  NZ: { country: 'NZ', baseCurrency: 'NZD', timeZone: 'Pacific/Auckland', timeZoneName: 'NEWZEALANDSTANDARDTIME' },
  US: { country: 'US', baseCurrency: 'USD', timeZone: 'America/New_York', timeZoneName: 'EASTERNSTANDARDTIME' },
};

export const currencyNames: Readonly<Record<string, string>> = {
  AUD: 'Australian Dollar',
  CAD: 'Canadian Dollar',
  CHF: 'Swiss Franc',
  CZK: 'Czech Koruna',
  DKK: 'Danish Krone',
  EUR: 'Euro',
  GBP: 'British Pound',
  HKD: 'Hong Kong Dollar',
  INR: 'Indian Rupee',
  JPY: 'Japanese Yen',
  NOK: 'Norwegian Krone',
  NZD: 'New Zealand Dollar',
  PLN: 'Polish Zloty',
  SEK: 'Swedish Krona',
  SGD: 'Singapore Dollar',
  USD: 'United States Dollar',
  ZAR: 'South African Rand',
};

/** The agreed organisations, with the same ids in every run. Each is thirty days old. */
export function seedAgencies(now: number): Map<string, Ledger> {
  return new Map(agencies.map((agency) => [agency.tenantId, seedOne(agency, now - 30 * 86_400_000)]));
}

function seedOne(agency: Agency, at: number): Ledger {
  const { tenantId, version, currencies = [] } = agency;
  const ledger = createLedger(tenantId);
  const organisation: Organisation = {
    id: tenantId,
    updatedAt: at,
    name: agency.name,
    version,
    ...versions[version],
    shortCode: agency.shortCode,
    edition: agency.edition ?? 'BUSINESS',
    plan: agency.plan ?? 'PREMIUM',
    multicurrency: currencies.length > 0,
    createdAt: at,
    periodLockedOn: undefined,
    yearLockedOn: '2020-03-31',
    nextNumbers: { invoice: 1, creditNote: 1, purchaseOrder: 1 },
  };
  ledger.organisations.put(organisation);
  if (agency.owner) ledger.users.put(user(tenantId, agency.owner, 'STANDARD', at));
  ledger.users.put(user(tenantId, ['Zoe', 'Advisor', 'zoe@advisors.example'], 'FINANCIALADVISER', at));
  for (const account of accountsFor(tenantId, organisation, at)) ledger.accounts.put(account);
  for (const rate of taxRatesFor(version, at)) ledger.taxRates.put(rate);
  for (const code of [organisation.baseCurrency, ...currencies]) {
    ledger.currencies.put({ id: code.toLowerCase(), updatedAt: at, code, description: currencyNames[code] ?? code });
  }
  for (const [index, name] of ['Standard', 'Special Projects'].entries()) {
    ledger.themes.put({ id: seededId(tenantId, 'theme', name), updatedAt: at, name, sortOrder: index });
  }
  seedTracking(ledger, 'Region', ['North', 'South', 'Overseas'], 'West Coast', at);
  seedTracking(ledger, 'Department', ['Design', 'Development', 'Strategy'], 'Print', at);
  seedContacts(ledger, at);
  ledger.stamp(at);
  ledger.journal.forget();
  return ledger;
}

function user(
  tenantId: string,
  [firstName, lastName, email]: readonly [string, string, string],
  role: UserRole,
  at: number,
): User {
  const subscriber = role === 'STANDARD';
  return { id: seededId('user', email, tenantId), updatedAt: at, firstName, lastName, email, role, subscriber };
}

function seedTracking(ledger: Ledger, name: string, active: readonly string[], archived: string, at: number): void {
  const option = (option: string, status: 'ACTIVE' | 'ARCHIVED') => ({
    id: seededId(ledger.tenantId, 'tracking', name, option),
    name: option,
    status,
  });
  const options = [...active.map((each) => option(each, 'ACTIVE')), option(archived, 'ARCHIVED')];
  ledger.tracking.put({
    id: seededId(ledger.tenantId, 'tracking', name),
    updatedAt: at,
    name,
    status: 'ACTIVE',
    options,
  });
}

/** Two customers, a supplier, one archived, and one merged into the first customer. */
function seedContacts(ledger: Ledger, at: number): void {
  const contact = (name: string, more: Partial<Contact> = {}): Contact => ({
    id: seededId(ledger.tenantId, 'contact', name),
    updatedAt: at,
    name,
    status: 'ACTIVE',
    mergedTo: undefined,
    isCustomer: false,
    isSupplier: false,
    persons: [],
    texts: { EmailAddress: `accounts@${name.toLowerCase().replace(/[^a-z]+/g, '-')}.example` },
    addresses: [],
    phones: [],
    paymentTerms: undefined,
    ...more,
  });
  const first = ledger.contacts.put(contact('Harbour Coffee'));
  ledger.contacts.put(contact('Northern Rail Museum'));
  ledger.contacts.put(contact('Paper & Ink Supplies'));
  ledger.contacts.put(contact('Closed Shop', { status: 'ARCHIVED' }));
  ledger.contacts.put(contact('Harbour Coffee (old)', { status: 'ARCHIVED', mergedTo: first.id }));
}
