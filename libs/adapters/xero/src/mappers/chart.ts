import type { AccountClass, LedgerAccount, LedgerOrganisation, LedgerTaxRate, TrackingCategory } from '@bridge/domain';
import { idOf, rowsOf, textOf, type RawRecord } from './raw.js';
import { toDecimalText } from './xero-number.js';
import { toDay } from './xero-time.js';

const CLASSES: Readonly<Record<string, AccountClass>> = {
  ASSET: 'asset',
  EQUITY: 'equity',
  EXPENSE: 'expense',
  LIABILITY: 'liability',
  REVENUE: 'revenue',
};

/** Undefined for an account that cannot be named on a line: without a code, or of a class that we do not know. */
export function toAccount(row: RawRecord): LedgerAccount | undefined {
  const code = textOf(row['Code']);
  const accountClass = CLASSES[textOf(row['Class']) ?? ''];
  if (code === undefined || accountClass === undefined) return undefined;
  const systemAccount = textOf(row['SystemAccount']);
  return {
    code,
    name: textOf(row['Name']) ?? code,
    class: accountClass,
    isActive: row['Status'] === 'ACTIVE',
    // Xero keeps bank and control accounts to itself, all but the one for rounding.
    isPostable: row['Type'] !== 'BANK' && (systemAccount === undefined || systemAccount === 'ROUNDING'),
    isRounding: systemAccount === 'ROUNDING',
  };
}

const APPLIES: readonly (readonly [string, AccountClass])[] = [
  ['CanApplyToAssets', 'asset'],
  ['CanApplyToEquity', 'equity'],
  ['CanApplyToExpenses', 'expense'],
  ['CanApplyToLiabilities', 'liability'],
  ['CanApplyToRevenue', 'revenue'],
];

/** Rates that a service works out while somebody types (US) cannot be used through the API. */
const NOT_THROUGH_THE_API = new Set(['AVALARA', 'USSALESTAX']);

/** The effective rate is what a line is charged: compound rates are displayed with another one. */
export function toTaxRate(row: RawRecord): LedgerTaxRate | undefined {
  const taxType = textOf(row['TaxType']);
  const ratePercent = toDecimalText(row['EffectiveRate'] ?? row['DisplayTaxRate']);
  if (taxType === undefined || ratePercent === undefined || NOT_THROUGH_THE_API.has(taxType)) return undefined;
  return {
    taxType,
    name: textOf(row['Name']) ?? taxType,
    ratePercent,
    isActive: row['Status'] === 'ACTIVE',
    appliesTo: APPLIES.flatMap(([field, of]) => (row[field] === true ? [of] : [])),
  };
}

export function toTrackingCategory(row: RawRecord): TrackingCategory | undefined {
  const own = trackingOne(row, 'TrackingCategoryID');
  if (own === undefined) return undefined;
  return { ...own, options: rowsOf(row['Options']).flatMap((option) => trackingOne(option, 'TrackingOptionID') ?? []) };
}

function trackingOne(row: RawRecord, idField: string) {
  const id = idOf(row[idField]);
  return id === undefined ? undefined : { id, name: textOf(row['Name']) ?? id, isActive: row['Status'] === 'ACTIVE' };
}

export function toOrganisation(row: RawRecord, organisationId: string): LedgerOrganisation | undefined {
  const name = textOf(row['Name']);
  const baseCurrency = textOf(row['BaseCurrency']);
  if (name === undefined || baseCurrency === undefined) return undefined;
  const locks = [toDay(row['PeriodLockDate']), toDay(row['EndOfYearLockDate'])].flatMap((day) => day ?? []);
  const lockedThrough = locks.sort().at(-1);
  const shortCode = textOf(row['ShortCode']);
  return {
    id: organisationId,
    name,
    countryCode: textOf(row['CountryCode']) ?? '',
    baseCurrency,
    ...(lockedThrough !== undefined && { lockedThrough }),
    ...(shortCode !== undefined && { shortCode }),
    keepsDocuments: keepsDocuments(row),
  };
}

/** Partner, ledger and cashbook editions have no invoices. */
function keepsDocuments(row: RawRecord): boolean {
  const organisationClass = textOf(row['Class']) ?? '';
  return row['Edition'] !== 'PARTNER' && organisationClass !== 'LEDGER' && !organisationClass.endsWith('CASHBOOK');
}
