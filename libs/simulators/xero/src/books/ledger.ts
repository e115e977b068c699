import { Journal, Table } from './table.js';
import type { Row } from './table.js';
import type { AmountTypes } from './arithmetic/line.js';

// Amounts are cents, quantities and unit amounts 4 decimals, percentages 4 decimals, currency rates 6 decimals: all bigint.

export type AccountClass = 'ASSET' | 'EQUITY' | 'EXPENSE' | 'LIABILITY' | 'REVENUE';
export type DocumentStatus = 'DRAFT' | 'SUBMITTED' | 'AUTHORISED' | 'PAID' | 'VOIDED' | 'DELETED';
export type UserRole = 'READONLY' | 'INVOICEONLY' | 'STANDARD' | 'FINANCIALADVISER';

export interface Organisation extends Row {
  readonly name: string;
  readonly country: 'GB' | 'AU' | 'US' | 'NZ';
  readonly version: 'UK' | 'AU' | 'US' | 'NZ';
  readonly baseCurrency: string;
  /** IANA name, for today's date; the wire carries Xero's own name. */
  readonly timeZone: string;
  readonly timeZoneName: string;
  readonly shortCode: string;
  readonly edition: 'BUSINESS' | 'PARTNER';
  readonly plan: 'STARTER' | 'STANDARD' | 'PREMIUM' | 'LEDGER';
  readonly multicurrency: boolean;
  readonly createdAt: number;
  readonly periodLockedOn: string | undefined;
  readonly yearLockedOn: string | undefined;
  readonly nextNumbers: Readonly<Record<'invoice' | 'creditNote' | 'purchaseOrder', number>>;
}

export interface User extends Row {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: UserRole;
  readonly subscriber: boolean;
}

export interface Account extends Row {
  readonly code: string | undefined;
  readonly name: string;
  readonly type: string;
  readonly class: AccountClass;
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'DELETED';
  readonly taxType: string;
  readonly description: string | undefined;
  readonly systemAccount: string | undefined;
  readonly payable: boolean;
  readonly bankAccountNumber: string | undefined;
  readonly currency: string | undefined;
}

/** Its id is its TaxType in lower case. */
export interface TaxRate extends Row {
  readonly taxType: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'DELETED' | 'ARCHIVED' | 'PENDING';
  readonly reportTaxType: string | undefined;
  readonly components: readonly { name: string; rate: bigint; compound: boolean }[];
  readonly rate: bigint;
  readonly appliesTo: readonly AccountClass[];
  readonly system: boolean;
}

export interface TrackingOption {
  readonly id: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'ARCHIVED';
}

export interface TrackingCategory extends Row {
  readonly name: string;
  readonly status: 'ACTIVE' | 'ARCHIVED';
  readonly options: readonly TrackingOption[];
}

/** Its id is its code in lower case. */
export interface Currency extends Row {
  readonly code: string;
  readonly description: string;
}

export interface BrandingTheme extends Row {
  readonly name: string;
  readonly sortOrder: number;
}

export interface ContactPerson {
  readonly FirstName: string;
  readonly LastName: string;
  readonly EmailAddress: string;
  readonly IncludeInEmails: boolean;
}

export interface Contact extends Row {
  readonly name: string;
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'GDPRREQUEST';
  readonly mergedTo: string | undefined;
  readonly isCustomer: boolean;
  readonly isSupplier: boolean;
  readonly persons: readonly ContactPerson[];
  /** Plain text members under their wire names: ContactNumber, EmailAddress, TaxNumber… */
  readonly texts: Readonly<Record<string, string>>;
  readonly addresses: readonly Readonly<Record<string, string>>[];
  readonly phones: readonly Readonly<Record<string, string>>[];
  readonly paymentTerms: unknown;
}

export interface Tracking {
  readonly categoryId: string;
  readonly optionId: string;
}

export interface Line {
  readonly id: string;
  readonly description: string | undefined;
  readonly quantity: bigint | undefined;
  readonly unit: bigint | undefined;
  readonly lineAmount: bigint;
  readonly discount: bigint;
  readonly discountRate: bigint | undefined;
  readonly discountAmount: bigint | undefined;
  readonly accountId: string | undefined;
  readonly taxType: string | undefined;
  readonly taxAmount: bigint;
  readonly tracking: readonly Tracking[];
}

interface Priced extends Row {
  readonly contactId: string;
  readonly lines: readonly Line[];
  readonly on: string;
  readonly amounts: AmountTypes;
  readonly currency: string;
  readonly rate: bigint;
  readonly subTotal: bigint;
  readonly totalTax: bigint;
  readonly total: bigint;
  readonly reference: string;
}

export interface Invoice extends Priced {
  readonly type: 'ACCREC' | 'ACCPAY';
  readonly number: string;
  readonly status: DocumentStatus;
  readonly dueOn: string | undefined;
  readonly brandingThemeId: string | undefined;
  readonly url: string | undefined;
  readonly sentToContact: boolean;
  readonly expectedPaymentOn: string | undefined;
  readonly plannedPaymentOn: string | undefined;
  readonly totalDiscount: bigint;
  readonly paid: bigint;
  readonly credited: bigint;
  readonly fullyPaidOn: string | undefined;
  /** The app that made it; undefined when a person did. */
  readonly clientId: string | undefined;
  /** Once approved it counts against the plan, whatever becomes of it. */
  readonly approved: boolean;
}

/** Credit notes, overpayments and prepayments: what can be allocated to invoices and refunded. */
export interface Credit extends Priced {
  readonly kind: 'CreditNote' | 'Overpayment' | 'Prepayment';
  readonly type: string;
  /** Whether it settles sales invoices (true) or bills. */
  readonly sales: boolean;
  readonly number: string;
  readonly status: DocumentStatus;
  readonly dueOn: string | undefined;
  readonly brandingThemeId: string | undefined;
  readonly applied: bigint;
  readonly refunded: bigint;
  readonly fullyPaidOn: string | undefined;
}

export interface Allocation extends Row {
  readonly creditId: string;
  readonly invoiceId: string;
  readonly amount: bigint;
  readonly on: string;
}

export interface Payment extends Row {
  /** What it pays: an invoice, or a credit being refunded. */
  readonly targetId: string;
  readonly targetKind: 'Invoice' | Credit['kind'];
  readonly paymentType: string;
  readonly accountId: string;
  readonly on: string;
  readonly amount: bigint;
  readonly bankAmount: bigint;
  readonly rate: bigint;
  readonly reference: string | undefined;
  readonly reconciled: boolean;
  readonly status: 'AUTHORISED' | 'DELETED';
  readonly batchId: string | undefined;
}

export interface BatchPayment extends Row {
  readonly accountId: string;
  readonly type: 'RECBATCH' | 'PAYBATCH';
  readonly status: 'AUTHORISED' | 'DELETED';
  readonly on: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly total: bigint;
}

export interface BankTransaction extends Priced {
  readonly type: string;
  readonly status: 'AUTHORISED' | 'DELETED';
  readonly accountId: string;
  readonly creditId: string | undefined;
  readonly creditKind: 'Overpayment' | 'Prepayment' | undefined;
}

export interface PurchaseOrder extends Priced {
  readonly number: string;
  readonly status: 'DRAFT' | 'SUBMITTED' | 'AUTHORISED' | 'BILLED' | 'DELETED';
  readonly deliveryOn: string | undefined;
  readonly totalDiscount: bigint;
}

export interface Attachment extends Row {
  readonly ownerId: string;
  readonly endpoint: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly includeOnline: boolean;
  readonly base64: string;
  readonly length: number;
}

export interface HistoryRecord extends Row {
  readonly ownerId: string;
  readonly details: string;
  readonly changes: string;
  readonly user: string;
}

export interface Tables {
  organisations: Table<Organisation>;
  users: Table<User>;
  accounts: Table<Account>;
  taxRates: Table<TaxRate>;
  tracking: Table<TrackingCategory>;
  currencies: Table<Currency>;
  themes: Table<BrandingTheme>;
  contacts: Table<Contact>;
  invoices: Table<Invoice>;
  credits: Table<Credit>;
  allocations: Table<Allocation>;
  payments: Table<Payment>;
  batches: Table<BatchPayment>;
  bankTransactions: Table<BankTransaction>;
  purchaseOrders: Table<PurchaseOrder>;
  attachments: Table<Attachment>;
  history: Table<HistoryRecord>;
}

/** The books of one organisation. */
export interface Ledger extends Tables {
  readonly tenantId: string;
  readonly journal: Journal;
  /** Never goes back, even when the clock does: `UpdatedDateUTC` is monotonic. */
  stamp(now: number): number;
  organisation(): Organisation;
}

export function createLedger(tenantId: string): Ledger {
  const journal = new Journal();
  let last = 0;
  const organisations = new Table<Organisation>(journal);
  return {
    tenantId,
    journal,
    stamp: (now) => (last = Math.max(last, now)),
    organisation: () => {
      const own = organisations.get(tenantId);
      if (!own) throw new Error(`The books of ${tenantId} have no organisation row.`);
      return own;
    },
    organisations,
    users: new Table(journal),
    accounts: new Table(journal, { code: (row) => row.code, name: (row) => foldName(row.name) }),
    taxRates: new Table(journal),
    tracking: new Table(journal),
    currencies: new Table(journal),
    themes: new Table(journal),
    contacts: new Table(journal, {
      name: (row) => foldName(row.name),
      number: (row) => row.texts['ContactNumber'],
    }),
    invoices: new Table(journal, {
      salesNumber: (row) => (row.type === 'ACCREC' ? foldName(row.number) : undefined),
      number: (row) => foldName(row.number),
      contact: (row) => row.contactId,
    }),
    credits: new Table(journal, { number: (row) => foldName(row.number) }),
    allocations: new Table(journal, { credit: (row) => row.creditId, invoice: (row) => row.invoiceId }),
    payments: new Table(journal, { target: (row) => row.targetId, batch: (row) => row.batchId }),
    batches: new Table(journal),
    bankTransactions: new Table(journal),
    purchaseOrders: new Table(journal, { number: (row) => foldName(row.number) }),
    attachments: new Table(journal, { owner: (row) => row.ownerId }),
    history: new Table(journal, { owner: (row) => row.ownerId }),
  };
}

/** Xero compares names and numbers without regard to case. */
export function foldName(text: string): string {
  return text.trim().toLowerCase();
}

export const tableNames = [
  'organisations',
  'users',
  'accounts',
  'taxRates',
  'tracking',
  'currencies',
  'themes',
  'contacts',
  'invoices',
  'credits',
  'allocations',
  'payments',
  'batches',
  'bankTransactions',
  'purchaseOrders',
  'attachments',
  'history',
] as const satisfies readonly (keyof Tables)[];
