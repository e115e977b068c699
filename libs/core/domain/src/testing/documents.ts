import type {
  Party,
  SourceExpense,
  SourceInvoice,
  SourceInvoiceLine,
  SourcePurchaseOrder,
  SourceTaxRate,
} from '../documents/source-document.js';
import { decimal } from '../money/decimal.js';
import { money, roundToMoney } from '../money/money.js';
import { documentTotals, lineAmount, lineTax } from '../money/rounding.js';
import { without, type Over } from './over.js';

export const vat20: SourceTaxRate = { id: '501', name: 'VAT 20%', percent: '20', isActive: true, subsidiaryId: '11' };
export const vat5: SourceTaxRate = { id: '502', name: 'VAT 5%', percent: '5', isActive: true, subsidiaryId: '11' };
export const design = { id: '601', name: 'Design' };

const acme: Party = {
  companyId: '701',
  name: 'Acme Ltd',
  email: 'accounts@acme.example',
  taxNumber: 'GB123456789',
  defaultCurrency: 'GBP',
  address: { street: '1 High Street', city: 'London', postalCode: 'N1 1AA', country: 'United Kingdom' },
};

/** A finalised, unsent sales invoice over 100.00 + 20.00 VAT = 120.00 GBP. Totals follow the lines unless they are given. */
export function anInvoice(over: Over<SourceInvoice> = {}): SourceInvoice {
  const currency = over.currency ?? 'GBP';
  const id = over.id ?? '1';
  const lines = over.lines ?? [aLine({}, currency)];
  return without<SourceInvoice>({
    kind: 'invoice',
    id,
    url: `https://app.productive.io/1001/invoices/${id}`,
    subsidiaryId: '11',
    number: `INV-${id}`,
    subject: 'Website relaunch',
    isCreditNote: false,
    isFinalised: true,
    isSent: false,
    invoicedOn: '2026-11-02',
    dueOn: '2026-12-02',
    lines,
    ...documentTotals(lines, currency),
    party: acme,
    customFields: {},
    exportMark: { isExported: false },
    ...over,
    currency,
  });
}

/** Two hours of design at 50.00, net 100.00, VAT 20 % = 20.00. Net and tax follow the other figures unless they are given. */
export function aLine(over: Over<SourceInvoiceLine> = {}, currency = 'GBP'): SourceInvoiceLine {
  const line = { id: '1', description: 'Design', quantity: '2', unitPrice: '50.00', ...over };
  const { quantity = '2', unitPrice = '50.00', discountPercent } = line;
  const taxRate = 'taxRate' in over ? over.taxRate : vat20;
  const net = over.net ?? lineAmount({ quantity, unitAmount: unitPrice, discountPercent }, currency);
  const tax = over.tax ?? lineTax(net, taxRate?.percent ?? '0');
  return without<SourceInvoiceLine>({ serviceType: design, ...line, taxRate, net, tax });
}

/** An approved expense over 100.00 + 20.00 VAT = 120.00 GBP with vendor and due date. */
export function anExpense(over: Over<SourceExpense> = {}): SourceExpense {
  const currency = over.currency ?? 'GBP';
  const id = over.id ?? '1';
  return without<SourceExpense>({
    kind: 'expense',
    id,
    url: `https://app.productive.io/1001/expenses/${id}`,
    subsidiaryId: '11',
    name: 'Stock photos',
    spentOn: '2026-11-03',
    dueOn: '2026-12-03',
    quantity: '1',
    net: money(10_000n, currency),
    tax: money(2_000n, currency),
    taxRate: vat20,
    serviceType: design,
    vendor: { companyId: '801', name: 'Paper Supplies Ltd', defaultCurrency: 'GBP' },
    isReimbursable: false,
    approval: 'approved',
    isDraft: false,
    exportMark: { isExported: false },
    ...over,
    currency,
  });
}

/** A finalised purchase order of one expense per net (at 20 % VAT), from Paper Supplies Ltd. */
export function anOrder({
  nets = ['100.00'],
  ...over
}: Over<SourcePurchaseOrder> & { readonly nets?: readonly string[] } = {}): SourcePurchaseOrder {
  const currency = over.currency ?? 'GBP';
  const id = over.id ?? '1';
  const lines =
    over.lines ??
    nets.map((text, index) => {
      const net = roundToMoney(decimal(text), currency);
      return anExpense({ id: `${id}-${index + 1}`, currency, net, tax: lineTax(net, '20'), isDraft: false });
    });
  const { net, tax } = documentTotals(lines, currency);
  return without<SourcePurchaseOrder>({
    kind: 'purchase_order',
    id,
    url: `https://app.productive.io/1001/purchase-orders/${id}`,
    subsidiaryId: '11',
    number: `PO-${id}`,
    subject: 'Print run',
    isFinalised: true,
    issuedOn: '2026-11-03',
    lines,
    net,
    tax,
    vendor: { companyId: '801', name: 'Paper Supplies Ltd', defaultCurrency: 'GBP' },
    exportMark: { isExported: false },
    ...over,
    currency,
  });
}
