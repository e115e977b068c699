import fc from 'fast-check';
import { readXeroEvents } from '../webhooks.js';
import { toAccount, toOrganisation, toTaxRate } from './chart.js';
import { toContact } from './contact.js';
import { problemsOf, problemsOfRefusal } from './problems.js';
import type { RawRecord } from './raw.js';
import { toCreateOutcome, toReceipt } from './receipt.js';
import { isUnreadable, toSnapshot } from './snapshot.js';

const odd = fc.oneof(
  fc.anything(),
  fc.constantFrom(null, '', 0, -1, 1e21, 'ACCREC', 'PAID', 'GBP', 'XXX', '/Date(1)/', '/Date(99999999999999999999)/'),
  fc.array(fc.dictionary(fc.constantFrom('Message', 'ValidationErrors', 'PaymentID', 'Amount', 'Date'), fc.anything())),
);
const fields = [
  ...['InvoiceID', 'Type', 'Status', 'CurrencyCode', 'Total', 'AmountDue', 'AmountPaid', 'AmountCredited', 'Payments'],
  ...['UpdatedDateUTC', 'FullyPaidOnDate', 'Contact', 'LineItems', 'ValidationErrors', 'Warnings', 'ContactID', 'Name'],
  ...['Code', 'Class', 'SystemAccount', 'TaxType', 'EffectiveRate', 'BaseCurrency', 'PeriodLockDate', 'Elements'],
];
const row = fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: fields.length }).map((each): RawRecord => each);

describe('Security 8: whatever Xero answers', () => {
  it.each<[string, (row: RawRecord) => unknown]>([
    ['a receipt', toReceipt],
    ['an outcome', (element) => toCreateOutcome(element, 'Invoice')],
    ['a contact', toContact],
    ['an account', toAccount],
    ['a tax rate', toTaxRate],
    ['an organisation', (each) => toOrganisation(each, 'id')],
    ['problems', problemsOf],
    ['a refusal', problemsOfRefusal],
    ['events', (each) => readXeroEvents({ events: [each] })],
  ])('is %s, or it is not, and nothing breaks', (_, map) => {
    fc.assert(
      fc.property(row, (each) => {
        expect(() => map(each)).not.toThrow();
      }),
    );
  });

  it('is a snapshot that can be stored, or a row that a person is told about', () => {
    fc.assert(
      fc.property(row, (each) => {
        const read = toSnapshot(each);
        const at = read.changedAt ?? 0;
        expect(new Date(at).toISOString()).toMatch(/Z$/);
        expect(isUnreadable(read) ? read.reason : read.ledgerId).not.toBe('');
      }),
    );
  });
});
