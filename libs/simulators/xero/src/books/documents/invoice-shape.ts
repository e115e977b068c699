import { contactShape } from '../contacts/save-contact.js';
import type { Shape } from '../shape.js';
import { lineShape } from './plan-lines.js';

export const amountTypes = { choice: 'LineAmountType', of: ['Exclusive', 'Inclusive', 'NoTax'] } as const;

export const documentStatuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED'] as const;

export const invoiceShape: Shape = {
  Type: 'text',
  InvoiceID: 'guid',
  InvoiceNumber: 'text',
  Contact: { object: contactShape },
  LineItems: { list: lineShape },
  Date: 'day',
  DateString: 'day',
  DueDate: 'day',
  DueDateString: 'day',
  LineAmountTypes: amountTypes,
  Reference: 'text',
  BrandingThemeID: 'guid',
  Url: 'text',
  CurrencyCode: 'text',
  CurrencyRate: 'number',
  Status: { choice: 'InvoiceStatus', of: documentStatuses },
  SentToContact: 'flag',
  ExpectedPaymentDate: 'day',
  PlannedPaymentDate: 'day',
};
