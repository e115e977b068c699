import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { ProblemView, SettingsCardName } from './problems.js';
import { IsTextMap } from './text-map.js';

const statuses = ['draft', 'submitted', 'approved', 'manual'] as const;
const closedPeriodRules = ['block', 'draft', 'move'] as const;
const trackingSources = ['project', 'client', 'subsidiary', 'service_type', 'custom_field'] as const;
const sides = ['ledger', 'source'] as const;

export class OptionsBody {
  @IsBoolean() exportInvoices!: boolean;
  @IsBoolean() exportExpenses!: boolean;
  @IsBoolean() syncPayments!: boolean;
  @IsBoolean() historyNotes!: boolean;
  /** Absent: `block`. */
  /** Absent: `off`. Copies what becomes finalised, or sent, from now on. */
  @IsOptional() @IsIn(['off', 'finalised', 'sent']) automaticInvoices?: 'off' | 'finalised' | 'sent';
  /** Absent: no. Copies what becomes approved from now on. */
  @IsOptional() @IsBoolean() automaticExpenses?: boolean;
  @IsOptional() @IsIn(closedPeriodRules) closedPeriods?: (typeof closedPeriodRules)[number];
}

export class NoTaxBody {
  @IsOptional() @IsString() @MaxLength(50) sales?: string;
  @IsOptional() @IsString() @MaxLength(50) purchases?: string;
}

export class TaxRatesBody {
  @IsTextMap() sales!: Record<string, string>;
  @IsTextMap() purchases!: Record<string, string>;
  @ValidateNested() @Type(() => NoTaxBody) @IsObject() noTax!: NoTaxBody;
}

export class InvoicesBody {
  @IsIn(sides) numberedBy!: (typeof sides)[number];
  @IsIn(sides) pdfMadeBy!: (typeof sides)[number];
  @IsIn(statuses) initialStatus!: (typeof statuses)[number];
  @IsIn(['subject', 'purchase_order_number']) reference!: 'subject' | 'purchase_order_number';
  @IsOptional() @IsString() @MaxLength(40) noteCustomFieldId?: string;
  @IsOptional() @IsString() @MaxLength(10) defaultAccount?: string;
  @IsTextMap() accountsByServiceType!: Record<string, string>;
  @IsTextMap() brandingThemes!: Record<string, string>;
  @IsIn(['rounding_line', 'block']) rounding!: 'rounding_line' | 'block';
}

export class ExpensesBody {
  @IsOptional() @IsString() @MaxLength(10) defaultAccount?: string;
  @IsTextMap() accountsByServiceType!: Record<string, string>;
  @IsIn(statuses) initialStatus!: (typeof statuses)[number];
  @IsBoolean() sendAttachments!: boolean;
  @IsOptional() @IsInt() @Min(0) @Max(365) dueDaysWhenMissing?: number;
  /** Absent: the vendor. */
  @IsOptional() @IsIn(['vendor', 'person']) reimbursableTo?: 'vendor' | 'person';
}

/** Beta, Ultimate plan only. */
export class PurchaseOrdersBody {
  @IsIn(statuses) initialStatus!: (typeof statuses)[number];
}

export class PaymentsBody {
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Write the date as YYYY-MM-DD.' })
  importSince?: string;
  @IsBoolean() markUnsentInvoicesSent!: boolean;
}

export class TrackingRuleBody {
  @IsString() @MaxLength(40) categoryId!: string;
  @IsIn(trackingSources) from!: (typeof trackingSources)[number];
  @IsOptional() @IsString() @MaxLength(40) invoiceFieldId?: string;
  @IsOptional() @IsString() @MaxLength(40) expenseFieldId?: string;
  @IsTextMap() options!: Record<string, string>;
  @IsIn(['leave_out', 'refuse']) whenUnmapped!: 'leave_out' | 'refuse';
}

export class SettingsBody {
  @ValidateNested() @Type(() => OptionsBody) @IsObject() options!: OptionsBody;
  @ValidateNested() @Type(() => TaxRatesBody) @IsObject() taxRates!: TaxRatesBody;
  @ValidateNested() @Type(() => InvoicesBody) @IsObject() invoices!: InvoicesBody;
  @ValidateNested() @Type(() => ExpensesBody) @IsObject() expenses!: ExpensesBody;
  /** Absent: purchase orders are not copied. */
  @IsOptional() @ValidateNested() @Type(() => PurchaseOrdersBody) @IsObject() purchaseOrders?: PurchaseOrdersBody;
  /** Absent: lines get no tracking options. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2)
  @ValidateNested({ each: true })
  @Type(() => TrackingRuleBody)
  tracking?: TrackingRuleBody[];
  @ValidateNested() @Type(() => PaymentsBody) @IsObject() payments!: PaymentsBody;
}

/** What of Productive can tell a tracking option. */
export class TrackingValuesQuery {
  @IsIn(trackingSources) from!: (typeof trackingSources)[number];
  /** Needed for `custom_field`. */
  @IsOptional() @IsString() @MaxLength(40) @Matches(/^\d+$/) fieldId?: string;
}

/** GET /api/v1/connections/:id/tracking-values?from=project */
export interface TrackingValuesView {
  readonly values: readonly { readonly id: string; readonly name: string }[];
}

/** PUT /api/v1/connections/:id/settings → SettingsView; 409 when `version` is not the newest. */
export class SaveSettingsRequest {
  @IsInt() @Min(0) version!: number;
  @ValidateNested() @Type(() => SettingsBody) @IsObject() settings!: SettingsBody;
}

export interface CardView {
  readonly isComplete: boolean;
  readonly problems: readonly ProblemView[];
}

export interface AccountChoice {
  readonly code: string;
  readonly name: string;
  readonly class: string;
}

export interface TaxRateChoice {
  readonly taxType: string;
  readonly name: string;
  readonly percent: string;
  readonly fitsSales: boolean;
  readonly fitsPurchases: boolean;
}

export interface TrackingCategoryChoice {
  readonly id: string;
  readonly name: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

/** GET /api/v1/connections/:id/settings */
export interface SettingsView {
  /** 0: never saved. */
  readonly version: number;
  readonly savedAt?: string;
  readonly savedBy?: string;
  readonly settings: SettingsBody;
  readonly cards: Readonly<Record<SettingsCardName, CardView>>;
  /** Active, postable and of a fitting class only. */
  readonly choices: {
    readonly organisation: { readonly name: string; readonly baseCurrency: string; readonly lockedThrough?: string };
    readonly salesAccounts: readonly AccountChoice[];
    readonly expenseAccounts: readonly AccountChoice[];
    readonly taxRates: readonly TaxRateChoice[];
    /** The source's active rates of this subsidiary. */
    readonly sourceTaxRates: readonly { readonly id: string; readonly name: string; readonly percent: string }[];
    readonly serviceTypes: readonly { readonly id: string; readonly name: string }[];
    readonly documentTypes: readonly { readonly id: string; readonly name: string }[];
    readonly invoiceCustomFields: readonly { readonly id: string; readonly name: string }[];
    readonly brandingThemes: readonly { readonly id: string; readonly name: string }[];
    /** Active ones with their active options. */
    readonly trackingCategories: readonly TrackingCategoryChoice[];
    readonly selectFields: readonly {
      readonly id: string;
      readonly name: string;
      readonly of: 'invoice' | 'expense';
    }[];
    /** Likely defaults, offered and never assumed. */
    readonly suggestions: {
      readonly salesAccount?: string;
      readonly expenseAccount?: string;
      readonly sales: Readonly<Record<string, string>>;
      readonly purchases: Readonly<Record<string, string>>;
      readonly noTaxSales?: string;
      readonly noTaxPurchases?: string;
    };
    readonly readAt: string;
  };
}

/** GET /api/v1/connections/:id/chart; POST /api/v1/connections/:id/chart/refresh reads it from Xero now. */
export interface ChartView {
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly countryCode: string;
    readonly baseCurrency: string;
    readonly lockedThrough?: string;
    readonly keepsDocuments: boolean;
  };
  readonly accounts: readonly (AccountChoice & { readonly isActive: boolean; readonly isPostable: boolean })[];
  readonly taxRates: readonly {
    readonly taxType: string;
    readonly name: string;
    readonly percent: string;
    readonly isActive: boolean;
    readonly appliesTo: readonly string[];
  }[];
  readonly currencies: readonly string[];
  readonly brandingThemes: readonly { readonly id: string; readonly name: string }[];
  readonly readAt: string;
}
