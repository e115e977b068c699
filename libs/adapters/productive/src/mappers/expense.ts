import { Decimal, decimal, equal, money, subtract } from '@bridge/domain';
import type { CurrencyCode, SourceExpense, SourceTaxRate } from '@bridge/domain';
import { related, relatedId, type Resource } from '../client/json-api.js';
import { toAttachment } from './attachment.js';
import { customFieldsOf, ofBudget } from './budget.js';
import { toExportMark } from './export-mark.js';
import { toCompany, toPerson } from './party.js';
import { toTaxRate } from './tax-rate.js';
import { present, readDay, readDecimal, readFlag, readMoney, readText, required } from './values.js';
import type { WebLinks } from './web-links.js';

export const expenseIncludes =
  'deal,deal.subsidiary,deal.project,deal.company,service_type,vendor,person,tax_rate,tax_rate.subsidiary,attachment';

/** Needs `expenseIncludes`. An expense has no subsidiary of its own, it has its budget's; without a budget it has none. */
export function toExpense(resource: Resource, organisationId: string, links: WebLinks): SourceExpense {
  const currency = required(readText(resource, 'currency'), resource, 'currency');
  const taxRate = related(resource, 'tax_rate');
  const rate = taxRate && toTaxRate(taxRate);
  const { net, tax } = figuresOf(resource, currency, rate);
  const serviceType = related(resource, 'service_type');
  const deal = related(resource, 'deal');
  const vendor = related(resource, 'vendor');
  const person = related(resource, 'person');
  const attachment = related(resource, 'attachment');
  return {
    kind: 'expense',
    id: resource.id,
    url: links.of(organisationId, 'expense', resource.id),
    subsidiaryId: subsidiaryOf(resource),
    name: readText(resource, 'name') ?? '',
    spentOn: required(readDay(resource, 'date'), resource, 'date'),
    currency,
    quantity: readDecimal(resource, 'quantity') ?? '1',
    net,
    tax,
    isReimbursable: readFlag(resource, 'reimbursable'),
    approval: approvalOf(resource),
    isDraft: readFlag(resource, 'draft'),
    customFields: customFieldsOf(resource),
    exportMark: toExportMark(resource),
    ...present({
      dueOn: readDay(resource, 'pay_on'),
      paidOn: readDay(resource, 'paid_on'),
      taxRate: rate,
      serviceType: serviceType && { id: serviceType.id, name: readText(serviceType, 'name') ?? '' },
      project: ofBudget(deal, 'project'),
      client: ofBudget(deal, 'company'),
      vendor: vendor && toCompany(vendor),
      person: person && toPerson(person),
      attachment: attachment && toAttachment(attachment),
    }),
  };
}

/**
 * Net and tax of the whole expense. Of one that was entered with its tax, `total_amount` may hold the tax as well, which
 * shows by both totals being the same in spite of a rate: then the net is worked out.
 */
function figuresOf(resource: Resource, currency: CurrencyCode, rate: SourceTaxRate | undefined) {
  const total = readMoney(resource, 'total_amount', currency);
  const gross = readMoney(resource, 'total_amount_with_tax', currency);
  const percent = decimal(rate?.percent ?? '0');
  const holdsTax = readFlag(resource, 'tax_inclusion') && equal(total, gross) && !percent.isZero();
  const cents = new Decimal(gross.minor.toString()).times(100).div(percent.plus(100));
  const net = holdsTax ? money(BigInt(cents.toFixed(0)), currency) : total;
  return { net, tax: subtract(gross, net) };
}

/** Of an expense or a purchase order: its budget's. */
export function subsidiaryOf(resource: Resource): string {
  const deal = related(resource, 'deal');
  return (deal && relatedId(deal, 'subsidiary')) ?? '';
}

/** A rejection counts even if the expense was approved before. */
export function approvalOf(expense: Resource): SourceExpense['approval'] {
  if (readFlag(expense, 'rejected')) return 'rejected';
  return readFlag(expense, 'approved') ? 'approved' : 'awaiting';
}
