import type { SourceTaxRate, TrackingSource } from '@bridge/domain';

export interface SourceReferenceData {
  readonly subsidiaries: readonly { readonly id: string; readonly name: string }[];
  /** Of all subsidiaries; archived ones are not active. */
  readonly taxRates: readonly SourceTaxRate[];
  readonly serviceTypes: readonly { readonly id: string; readonly name: string }[];
  /** Each subsidiary has its own, often of the same name; one without a subsidiary serves all. */
  readonly documentTypes: readonly { readonly id: string; readonly name: string; readonly subsidiaryId?: string }[];
  /** Text fields of invoices, for the internal note. */
  readonly invoiceCustomFields: readonly { readonly id: string; readonly name: string }[];
  /** Fields with options to select one from. */
  readonly selectFields: readonly { readonly id: string; readonly name: string; readonly of: 'invoice' | 'expense' }[];
  /** The source's own integrations that enter the ledger's payments, each of a subsidiary or, without one, of all. */
  readonly paymentImports: readonly { readonly subsidiaryId?: string }[];
}

/** What the source offers to map from. */
export abstract class SourceReference {
  abstract read(tenantId: string): Promise<SourceReferenceData>;
  /** What tracking options can be chosen by, in order of their names. What is archived is not offered. */
  abstract trackingValues(
    tenantId: string,
    from: Exclude<TrackingSource, 'custom_field'> | { readonly customFieldId: string },
  ): Promise<readonly { readonly id: string; readonly name: string }[]>;
}
