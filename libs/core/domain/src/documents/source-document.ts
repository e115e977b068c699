import type { CurrencyCode } from '../money/currency.js';
import type { DecimalText } from '../money/decimal.js';
import type { Money } from '../money/money.js';
import type { CalendarDay } from '../time/calendar-day.js';

/** What can be copied. Purchase orders move no money: nothing is paid on them, and no account changes. */
export type DocumentKind = 'invoice' | 'expense' | 'purchase_order';

/** A company (client or vendor), or a person who spent money, with what a new ledger contact needs. */
export interface Party {
  /** Of a person: `personParty` in mapping/contact-matching.ts makes one that no company has. */
  readonly companyId: string;
  readonly name: string;
  readonly email?: string;
  readonly taxNumber?: string;
  readonly defaultCurrency?: CurrencyCode;
  readonly address?: {
    readonly street?: string;
    readonly city?: string;
    readonly region?: string;
    readonly postalCode?: string;
    readonly country?: string;
  };
}

/** A rate as the source states it: percent of the net. */
export interface SourceTaxRate {
  readonly id: string;
  readonly name: string;
  readonly percent: DecimalText;
  readonly isActive: boolean;
  readonly subsidiaryId: string;
}

export interface SourceAttachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** What the source itself says about a copy in some ledger. */
export interface ExportMark {
  readonly isExported: boolean;
  readonly ledgerId?: string;
}

export interface SourceInvoiceLine {
  readonly id: string;
  readonly description: string;
  readonly quantity: DecimalText;
  /** Major units, as many decimals as the source has. */
  readonly unitPrice: DecimalText;
  readonly discountPercent?: DecimalText;
  /** Net and tax as the source computed them. */
  readonly net: Money;
  readonly tax: Money;
  readonly taxRate?: SourceTaxRate;
  readonly serviceType?: { readonly id: string; readonly name: string };
  /** Of the budget that its service belongs to. */
  readonly project?: { readonly id: string; readonly name: string };
}

export interface SourceInvoice {
  readonly kind: 'invoice';
  readonly id: string;
  /** The page of this document in the source, absolute. */
  readonly url: string;
  readonly subsidiaryId: string;
  readonly number?: string;
  readonly subject?: string;
  readonly purchaseOrderNumber?: string;
  /** Of a credit note every quantity and amount is negative. */
  readonly isCreditNote: boolean;
  /** Of a credit note: the invoice that it takes back. */
  readonly creditedInvoiceId?: string;
  readonly isFinalised: boolean;
  readonly isSent: boolean;
  /** One of the source's own examples, which is nobody's revenue. */
  readonly isSample?: boolean;
  readonly invoicedOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly currency: CurrencyCode;
  /** Percent off the whole invoice, over and above the lines' own discounts. */
  readonly discountPercent?: DecimalText;
  readonly lines: readonly SourceInvoiceLine[];
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly party?: Party;
  readonly documentTypeId?: string;
  /** The project of its budgets, where they have one in common: for lines that belong to no service. */
  readonly project?: { readonly id: string; readonly name: string };
  readonly customFields: Readonly<Record<string, string>>;
  readonly attachment?: SourceAttachment;
  readonly exportMark: ExportMark;
}

export interface SourceExpense {
  readonly kind: 'expense';
  readonly id: string;
  readonly url: string;
  readonly subsidiaryId: string;
  readonly name: string;
  readonly spentOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly paidOn?: CalendarDay;
  readonly currency: CurrencyCode;
  readonly quantity: DecimalText;
  /** Net cost of the whole expense; markup and billable amount concern the client and are not part of it. */
  readonly net: Money;
  readonly tax: Money;
  readonly taxRate?: SourceTaxRate;
  readonly serviceType?: { readonly id: string; readonly name: string };
  /** Project and client of its budget. */
  readonly project?: { readonly id: string; readonly name: string };
  readonly client?: { readonly id: string; readonly name: string };
  readonly customFields?: Readonly<Record<string, string>>;
  readonly vendor?: Party;
  /** Who spent the money, and gets it back when the expense is reimbursable. */
  readonly person?: Party;
  readonly isReimbursable: boolean;
  readonly approval: 'approved' | 'awaiting' | 'rejected';
  /** True while it belongs to a draft purchase order. */
  readonly isDraft: boolean;
  readonly attachment?: SourceAttachment;
  readonly exportMark: ExportMark;
}

/** What is ordered from a vendor. Its lines are the expenses that belong to it. */
export interface SourcePurchaseOrder {
  readonly kind: 'purchase_order';
  readonly id: string;
  readonly url: string;
  readonly subsidiaryId: string;
  readonly number?: string;
  readonly subject?: string;
  readonly isFinalised: boolean;
  readonly issuedOn: CalendarDay;
  readonly deliverOn?: CalendarDay;
  readonly currency: CurrencyCode;
  readonly lines: readonly SourceExpense[];
  readonly net: Money;
  readonly tax: Money;
  readonly vendor?: Party;
  readonly exportMark: ExportMark;
}

export type SourceDocument = SourceInvoice | SourceExpense | SourcePurchaseOrder;
