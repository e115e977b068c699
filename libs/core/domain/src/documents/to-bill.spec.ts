import { contactNumberOf, personParty } from '../mapping/contact-matching.js';
import { money, toDecimalText } from '../money/money.js';
import type { Problem } from '../problems/problem.js';
import { aChart, anExpense, settings } from '../testing/index.js';
import type { Bill } from './ledger-document.js';
import type { BuildChoices } from './build-options.js';
import type { SourceExpense } from './source-document.js';
import { toBill } from './to-bill.js';

const chart = aChart();
const build = (expense: SourceExpense, over = settings(), books = chart, choices: Partial<BuildChoices> = {}) =>
  toBill(expense, over, books, { copy: 1, ...choices });

function built(...args: Parameters<typeof build>): Bill {
  const result = build(...args);
  if (!result.ok) throw new Error(result.problems.map((found) => found.detail).join(' '));
  return result.document;
}

function problems(...args: Parameters<typeof build>): readonly Problem[] {
  const result = build(...args);
  return result.ok ? [] : result.problems;
}
const codes = (...args: Parameters<typeof build>) => problems(...args).map((found) => found.code);

describe('The bill made from an expense', () => {
  it('is its net cost on one line, for its vendor', () => {
    expect(built(anExpense({ id: '7' }), settings(), chart, { copy: 2, contactId: 'c1' })).toEqual({
      kind: 'expense',
      sourceId: '7',
      marker: 'https://app.productive.io/1001/expenses/7?copy=2',
      number: 'EXP-7',
      party: anExpense().vendor,
      contactId: 'c1',
      issuedOn: '2026-11-03',
      dueOn: '2026-12-03',
      currency: 'GBP',
      status: 'approved',
      lines: [
        {
          description: 'Stock photos',
          quantity: '1',
          unitAmount: '100.00',
          accountCode: '463',
          taxType: 'INPUT2',
          net: money(10_000n, 'GBP'),
          tax: money(2_000n, 'GBP'), // 20 %
        },
      ],
      totals: { net: money(10_000n, 'GBP'), tax: money(2_000n, 'GBP'), total: money(12_000n, 'GBP') },
      attachments: [],
      notes: [],
    });
  });

  it('is the whole cost, however many pieces it was', () => {
    expect(built(anExpense({ quantity: '3' })).lines).toMatchObject([{ quantity: '1', unitAmount: '100.00' }]);
  });

  it('is due when the expense is, or so many days after it where the settings say so', () => {
    const thirty = settings({ expenses: { dueDaysWhenMissing: 30 } });
    expect(built(anExpense(), thirty).dueOn).toBe('2026-12-03');
    expect(built(anExpense({ dueOn: undefined }), thirty).dueOn).toBe('2026-12-03'); // 3 November + 30 days
    expect(built(anExpense({ dueOn: undefined }), settings({ expenses: { dueDaysWhenMissing: 0 } })).dueOn).toBe(
      '2026-11-03',
    );
  });

  it('is owed to whoever spent the money when it is reimbursable and the settings say so', () => {
    const person = personParty('26', 'Ana Novak', 'ana@brightwell.example');
    const taxi = anExpense({ isReimbursable: true, person, vendor: undefined });
    const toPeople = settings({ expenses: { reimbursableTo: 'person' } });
    expect(built(taxi, toPeople).party).toEqual(person);
    expect(contactNumberOf(built(taxi, toPeople).party)).toBe('PRODUCTIVE-PERSON-26');
    expect(built(anExpense({ person }), toPeople).party).toEqual(anExpense().vendor);
    expect(codes(anExpense({ isReimbursable: true }), toPeople)).toEqual(['person_missing']);
    expect(codes(taxi)).toEqual(['vendor_missing']);
    expect(built(anExpense({ isReimbursable: true, person })).party).toEqual(anExpense().vendor);
  });

  it('carries the receipt when it is wanted and not too large', () => {
    const receipt = { id: '9', name: 'receipt.jpg', contentType: 'image/jpeg', sizeBytes: 1_000 };
    expect(built(anExpense({ attachment: receipt })).attachments).toEqual([receipt]);
    const unwanted = settings({ expenses: { sendAttachments: false } });
    expect(built(anExpense({ attachment: receipt }), unwanted).attachments).toEqual([]);
    expect(build(anExpense({ attachment: { ...receipt, sizeBytes: 20_000_000 } }))).toMatchObject({
      ok: true,
      notices: [{ code: 'attachment_too_large', detail: '“receipt.jpg” has 20 MB.' }],
    });
  });

  it('is described by the service type when it has no name', () => {
    expect(built(anExpense({ name: ' ' })).lines[0]?.description).toBe('Design');
  });

  it('is off by one penny of tax at most, and says so', () => {
    const result = build(anExpense({ net: money(1_003n, 'GBP'), tax: money(200n, 'GBP') })); // 20 % of 10.03 is 2.01
    expect(result.ok && toDecimalText(result.document.totals.total)).toBe('12.03'); // 10.03 + 2.01 − 0.01
    expect(result.ok && result.notices.map((notice) => notice.code)).toEqual(['rounding_line_added']);
    expect(codes(anExpense({ tax: money(1_998n, 'GBP') }))).toEqual(['mapped_rate_differs']);
  });

  it('may be a draft in a closed period', () => {
    const books = aChart({ organisation: { ...chart.organisation, lockedThrough: '2026-11-03' } });
    expect(codes(anExpense(), settings(), books)).toEqual(['period_locked']);
    expect(built(anExpense(), settings(), books, { status: 'draft' }).status).toBe('draft');
  });
});

describe('An expense that cannot be copied', () => {
  it('names every reason at once', () => {
    const expense = anExpense({
      isDraft: true,
      approval: 'awaiting',
      serviceType: undefined,
      vendor: undefined,
      dueOn: undefined,
      net: money(0n, 'GBP'),
      tax: money(0n, 'GBP'),
      name: 'x'.repeat(4001),
      currency: 'XYZ',
    });
    const over = settings({
      options: { exportExpenses: false },
      expenses: { initialStatus: 'manual', defaultAccount: undefined },
      taxRates: { purchases: {} },
    });
    expect(problems(expense, over).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'expense_export_off options.exportExpenses',
      'expense_is_draft state',
      'expense_not_approved approval',
      'service_missing service',
      'vendor_missing vendor',
      'due_date_missing dueOn',
      'expense_zero net',
      'text_too_long name',
      'currency_unknown currency',
      'status_not_chosen status',
      'account_not_mapped account',
      'tax_rates_not_mapped taxRate',
    ]);
  });

  it('was rejected, or is negative', () => {
    expect(codes(anExpense({ approval: 'rejected' }))).toEqual(['expense_rejected']);
    expect(codes(anExpense({ net: money(-1n, 'GBP') }))).toEqual(['amount_negative']);
  });

  it('is in a currency that the books do not keep', () => {
    const pesos = { currency: 'MXN', net: money(10_000n, 'MXN'), tax: money(2_000n, 'MXN') };
    expect(codes(anExpense(pesos))).toEqual(['currency_not_enabled']);
    const books = aChart({ currencies: ['MXN'] });
    expect(built(anExpense(pesos), settings(), books).totals.total).toEqual(money(12_000n, 'MXN'));
  });
});
