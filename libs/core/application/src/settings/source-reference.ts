import type { SourceTaxRate } from '@bridge/domain';

export interface SourceReferenceData {
  readonly subsidiaries: readonly { readonly id: string; readonly name: string }[];
  /** Of all subsidiaries; archived ones are not active. */
  readonly taxRates: readonly SourceTaxRate[];
  readonly serviceTypes: readonly { readonly id: string; readonly name: string }[];
  /** Each subsidiary has its own, often of the same name; one without a subsidiary serves all. */
  readonly documentTypes: readonly { readonly id: string; readonly name: string; readonly subsidiaryId?: string }[];
  /** Text fields of invoices, for the internal note. */
  readonly invoiceCustomFields: readonly { readonly id: string; readonly name: string }[];
}

/** What the source offers to map from. */
export abstract class SourceReference {
  abstract read(tenantId: string): Promise<SourceReferenceData>;
}
