import type { CalendarDay, Instant } from '../time/calendar-day.js';

/** Status a copy gets in the ledger. `manual`: a person chooses for each copy or batch. */
export type InitialStatus = 'draft' | 'submitted' | 'approved';
export type StatusSetting = InitialStatus | 'manual';

/** What becomes of a document that is dated in a period which the ledger has closed. */
export type ClosedPeriodRule = 'block' | 'draft' | 'move';

/** What of the source tells the option. A custom field is one of options to select from. */
export type TrackingSource = 'project' | 'client' | 'subsidiary' | 'service_type' | 'custom_field';

export interface TrackingRule {
  readonly categoryId: string;
  readonly from: TrackingSource;
  /** For `custom_field`: the field of invoices, and the one of expenses. */
  readonly invoiceFieldId?: string;
  readonly expenseFieldId?: string;
  /** Id in the source (of a custom field: of its option) → tracking option id. */
  readonly options: Readonly<Record<string, string>>;
  readonly whenUnmapped: 'leave_out' | 'refuse';
}

/** The ledger takes no more on a line. */
export const MAX_TRACKING = 2;

/** Everything an admin decides about one connection. Ids on the left are the source's, codes on the right the ledger's. */
export interface Settings {
  readonly options: {
    readonly exportInvoices: boolean;
    readonly exportExpenses: boolean;
    /** One way: from the ledger to the source. */
    readonly syncPayments: boolean;
    /** A history note in the ledger says who copied a document from where. Costs the ledger one call a document. */
    readonly historyNotes: boolean;
    /** `block`: refused with the reason. `draft`: sent as a draft. `move`: dated on the first open day. */
    readonly closedPeriods: ClosedPeriodRule;
    /** Copies invoices by itself once they are finalised, or once they are sent. */
    readonly automaticInvoices: 'off' | 'finalised' | 'sent';
    /** Copies expenses by itself once they are approved. */
    readonly automaticExpenses: boolean;
  };
  readonly taxRates: {
    /** Source tax rate id → ledger tax type. Sales and purchases differ because ledger rates are tied to account classes. */
    readonly sales: Readonly<Record<string, string>>;
    readonly purchases: Readonly<Record<string, string>>;
    /** For lines that have no tax rate. */
    readonly noTax: { readonly sales?: string; readonly purchases?: string };
  };
  readonly invoices: {
    readonly numberedBy: 'ledger' | 'source';
    readonly pdfMadeBy: 'ledger' | 'source';
    readonly initialStatus: StatusSetting;
    readonly reference: 'subject' | 'purchase_order_number';
    /** Invoice custom field whose value becomes a history note in the ledger. */
    readonly noteCustomFieldId?: string;
    readonly defaultAccount?: string;
    readonly accountsByServiceType: Readonly<Record<string, string>>;
    /** Source document type id → branding theme id. */
    readonly brandingThemes: Readonly<Record<string, string>>;
    /** What to do when the ledger's per-line rounding gives another total than the source shows. */
    readonly rounding: 'rounding_line' | 'block';
  };
  readonly expenses: {
    readonly defaultAccount?: string;
    readonly accountsByServiceType: Readonly<Record<string, string>>;
    readonly initialStatus: StatusSetting;
    readonly sendAttachments: boolean;
    /** Days after the expense's date when it has no due date; absent: such an expense is refused. */
    readonly dueDaysWhenMissing?: number;
    /** Who a reimbursable expense is owed to; absent: its vendor. */
    readonly reimbursableTo?: 'vendor' | 'person';
  };
  /** Beta, and of the Ultimate plan only. Absent: purchase orders are not copied. Accounts and rates are those of expenses. */
  readonly purchaseOrders?: { readonly initialStatus: StatusSetting };
  /** How lines get their options of the ledger's tracking categories; two rules at most. */
  readonly tracking: readonly TrackingRule[];
  /** Since when copies are made by themselves: what had come so far before is left alone. Kept by the bridge. */
  readonly automaticSince?: { readonly invoices?: Instant; readonly expenses?: Instant };
  readonly payments: {
    /** Payments dated before this day are left out; absent: those recorded before the sync was switched on. */
    readonly importSince?: CalendarDay;
    readonly markUnsentInvoicesSent: boolean;
  };
}

/** What a new connection starts with: nothing is exported, nothing assumed. */
export const initialSettings: Settings = {
  options: {
    exportInvoices: false,
    exportExpenses: false,
    syncPayments: false,
    historyNotes: true,
    closedPeriods: 'block',
    automaticInvoices: 'off',
    automaticExpenses: false,
  },
  taxRates: { sales: {}, purchases: {}, noTax: {} },
  invoices: {
    numberedBy: 'source',
    pdfMadeBy: 'ledger',
    initialStatus: 'draft',
    reference: 'subject',
    accountsByServiceType: {},
    brandingThemes: {},
    rounding: 'rounding_line',
  },
  expenses: { accountsByServiceType: {}, initialStatus: 'draft', sendAttachments: true },
  tracking: [],
  payments: { markUnsentInvoicesSent: false },
};

type LaterOption = 'closedPeriods' | 'automaticInvoices' | 'automaticExpenses';

/** Settings as an earlier release may have stored them: without the choices that it did not know. */
export type StoredSettings = Omit<Settings, 'options' | 'tracking'> & {
  readonly tracking?: Settings['tracking'];
  readonly options: Omit<Settings['options'], LaterOption> & Partial<Pick<Settings['options'], LaterOption>>;
};

/** Choices that nobody has made yet are those of a new connection. */
export function completeSettings(stored: StoredSettings): Settings {
  return { ...initialSettings, ...stored, options: { ...initialSettings.options, ...stored.options } };
}
