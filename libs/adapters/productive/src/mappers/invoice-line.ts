import type { CurrencyCode, SourceInvoiceLine } from '@bridge/domain';
import { related, type Resource } from '../client/json-api.js';
import { projectOfLine } from './budget.js';
import { plainWords } from './rich-text.js';
import { toTaxRate } from './tax-rate.js';
import { present, readDecimal, readMoney, readText, readUnitPrice } from './values.js';

export const lineIncludes = 'invoice,service_type,tax_rate,tax_rate.subsidiary,service.deal.project';

/** Needs `lineIncludes`. The currency is the invoice's. */
export function toInvoiceLine(resource: Resource, currency: CurrencyCode): SourceInvoiceLine {
  const taxRate = related(resource, 'tax_rate');
  const serviceType = related(resource, 'service_type');
  const discount = readDecimal(resource, 'discount');
  return {
    id: resource.id,
    description: plainWords(readText(resource, 'description') ?? ''),
    quantity: readDecimal(resource, 'quantity') ?? '0',
    unitPrice: readUnitPrice(resource, 'unit_price', currency),
    net: readMoney(resource, 'amount', currency),
    tax: readMoney(resource, 'amount_tax', currency),
    ...present({
      discountPercent: discount === undefined || Number(discount) === 0 ? undefined : discount,
      taxRate: taxRate && toTaxRate(taxRate),
      project: projectOfLine(resource),
      serviceType: serviceType && { id: serviceType.id, name: readText(serviceType, 'name') ?? '' },
    }),
  };
}
