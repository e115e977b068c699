import { seededId } from '../identifiers.js';
import type { Account, AccountClass, Organisation } from '../ledger.js';
import { defaultTaxes } from './tax-rate-tables.js';

type Entry = readonly [
  code: string,
  name: string,
  type: string,
  tax: 'sales' | 'purchases' | 'none',
  more?: Partial<Account>,
];

const archived = { status: 'ARCHIVED' } as const;

const chart: readonly Entry[] = [
  ['090', 'Business Bank Account', 'BANK', 'none', { bankAccountNumber: '01020304567800' }],
  ['091', 'Undeposited', 'CURRENT', 'none', { payable: true }],
  ['200', 'Sales', 'REVENUE', 'sales'],
  ['205', 'Old sales', 'REVENUE', 'sales', archived],
  ['210', 'Design fees', 'REVENUE', 'sales'],
  ['220', 'Development fees', 'REVENUE', 'sales'],
  ['230', 'Retainers', 'REVENUE', 'sales'],
  ['260', 'Other Revenue', 'OTHERINCOME', 'sales'],
  ['310', 'Cost of Goods Sold', 'DIRECTCOSTS', 'purchases'],
  ['400', 'Advertising', 'EXPENSE', 'purchases'],
  ['404', 'Bank Fees', 'EXPENSE', 'none'],
  ['412', 'Consulting', 'EXPENSE', 'purchases'],
  ['420', 'Entertainment', 'EXPENSE', 'none'],
  ['429', 'General Expenses', 'EXPENSE', 'purchases'],
  ['433', 'Insurance', 'EXPENSE', 'purchases'],
  ['453', 'Office Expenses', 'EXPENSE', 'purchases'],
  ['461', 'Printing', 'EXPENSE', 'purchases'],
  ['463', 'IT Software', 'EXPENSE', 'purchases'],
  ['469', 'Rent', 'EXPENSE', 'purchases'],
  ['477', 'Wages', 'EXPENSE', 'none'],
  ['489', 'Telephone', 'EXPENSE', 'purchases'],
  ['493', 'Travel', 'EXPENSE', 'purchases'],
  ['499', 'Closed project costs', 'EXPENSE', 'purchases', archived],
  ['610', 'Debtors', 'CURRENT', 'none', { systemAccount: 'DEBTORS' }],
  ['800', 'Creditors', 'CURRLIAB', 'none', { systemAccount: 'CREDITORS' }],
  ['820', 'VAT', 'CURRLIAB', 'none', { systemAccount: 'GST' }],
  ['860', 'Rounding', 'CURRLIAB', 'none', { systemAccount: 'ROUNDING' }],
  ['960', 'Retained Earnings', 'EQUITY', 'none', { systemAccount: 'RETAINEDEARNINGS' }],
];

export function accountsFor(
  tenantId: string,
  organisation: Pick<Organisation, 'version' | 'baseCurrency'>,
  at: number,
): Account[] {
  const taxes = defaultTaxes[organisation.version];
  return chart.map(([code, name, type, tax, more]) => ({
    id: seededId(tenantId, 'account', code),
    updatedAt: at,
    code,
    name: code === '820' && organisation.version !== 'UK' ? 'GST' : name,
    type,
    class: classOf(type) ?? 'EXPENSE',
    status: 'ACTIVE',
    taxType: taxes[tax],
    description: undefined,
    systemAccount: undefined,
    payable: false,
    bankAccountNumber: undefined,
    currency: type === 'BANK' ? organisation.baseCurrency : undefined,
    ...more,
  }));
}

const classes: Readonly<Record<AccountClass, readonly string[]>> = {
  ASSET: ['BANK', 'CURRENT', 'FIXED', 'INVENTORY', 'NONCURRENT', 'PREPAYMENT'],
  LIABILITY: [
    'CURRLIAB',
    'LIABILITY',
    'TERMLIAB',
    'PAYG',
    'PAYGLIABILITY',
    'SUPERANNUATIONLIABILITY',
    'WAGESPAYABLELIABILITY',
  ],
  EQUITY: ['EQUITY'],
  EXPENSE: ['DEPRECIATN', 'DIRECTCOSTS', 'EXPENSE', 'OVERHEADS', 'WAGESEXPENSE', 'SUPERANNUATIONEXPENSE'],
  REVENUE: ['REVENUE', 'SALES', 'OTHERINCOME'],
};

export const accountTypes: readonly string[] = Object.values(classes).flat();

/** The class an account type belongs to; undefined for a type Xero does not know. */
export function classOf(type: string): AccountClass | undefined {
  return (Object.keys(classes) as AccountClass[]).find((name) => classes[name].includes(type));
}
