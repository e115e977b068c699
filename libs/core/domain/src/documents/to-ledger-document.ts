import type { Chart } from '../mapping/chart.js';
import type { Settings } from '../settings/settings.js';
import { markerOf, type BuildChoices, type Built } from './build-options.js';
import type { LedgerDocument } from './ledger-document.js';
import { formOfSource, type LedgerForm } from './ledger-form.js';
import type { SourceDocument } from './source-document.js';
import { toBill } from './to-bill.js';
import { creditMarker, supplierCreditMarker, toCustomerCredit, toSupplierCredit } from './to-credit-note.js';
import { orderMarker, toPurchaseOrder } from './to-purchase-order.js';
import { toSalesInvoice } from './to-sales-invoice.js';

/** The exact document that a copy makes of whatever it is. */
export function toLedgerDocument(
  source: SourceDocument,
  settings: Settings,
  chart: Chart,
  choices: BuildChoices,
): Built<LedgerDocument> {
  switch (source.kind) {
    case 'invoice':
      return source.isCreditNote
        ? toCustomerCredit(source, settings, chart, choices)
        : toSalesInvoice(source, settings, chart, choices);
    case 'expense':
      return formOfSource(source) === 'supplier_credit'
        ? toSupplierCredit(source, settings, chart, choices)
        : toBill(source, settings, chart, choices);
    case 'purchase_order':
      return toPurchaseOrder(source, settings, chart, choices);
    default:
      return source satisfies never;
  }
}

/** The marker that a copy of a document carries in the ledger. */
export function markerIn(form: LedgerForm, { id, url }: SourceDocument, copy: number): string {
  switch (form) {
    case 'invoice':
    case 'expense':
      return markerOf(url, copy);
    case 'purchase_order':
      return orderMarker(id, copy);
    case 'customer_credit':
      return creditMarker(id, copy);
    case 'supplier_credit':
      return supplierCreditMarker(id, copy);
    default:
      return form satisfies never;
  }
}
