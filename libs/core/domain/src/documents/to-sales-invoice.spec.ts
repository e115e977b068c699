import { money, toDecimalText } from '../money/money.js';
import type { Problem } from '../problems/problem.js';
import { aChart, aLine, anInvoice, settings, vat20, vat5 } from '../testing/index.js';
import type { LedgerOrganisation } from '../mapping/chart.js';
import type { BuildChoices } from './build-options.js';
import type { SalesInvoice } from './ledger-document.js';
import type { SourceInvoice } from './source-document.js';
import { toSalesInvoice } from './to-sales-invoice.js';

const chart = aChart();
const booksOf = (over: Partial<LedgerOrganisation>) => aChart({ organisation: { ...chart.organisation, ...over } });
const build = (invoice: SourceInvoice, over = settings(), books = chart, choices: Partial<BuildChoices> = {}) =>
  toSalesInvoice(invoice, over, books, { copy: 1, ...choices });

/** The document, or an error that names the problems. */
function built(...args: Parameters<typeof build>): SalesInvoice {
  const result = build(...args);
  if (!result.ok) throw new Error(result.problems.map((found) => found.detail).join(' '));
  return result.document;
}

function problems(...args: Parameters<typeof build>): readonly Problem[] {
  const result = build(...args);
  return result.ok ? [] : result.problems;
}
const codes = (...args: Parameters<typeof build>) => problems(...args).map((found) => found.code);
const texts = ({ totals }: SalesInvoice) => [totals.net, totals.tax, totals.total].map(toDecimalText);

describe('The sales invoice made from an invoice', () => {
  it('carries everything the ledger keeps, and the way back', () => {
    expect(built(anInvoice({ id: '7' }), settings(), chart, { contactId: 'c1' })).toEqual({
      kind: 'invoice',
      sourceId: '7',
      marker: 'https://app.productive.io/1001/invoices/7',
      party: anInvoice().party,
      contactId: 'c1',
      issuedOn: '2026-11-02',
      dueOn: '2026-12-02',
      currency: 'GBP',
      status: 'approved',
      number: 'INV-7',
      reference: 'Website relaunch',
      lines: [
        {
          description: 'Design',
          quantity: '2',
          unitAmount: '50.00',
          accountCode: '210',
          taxType: 'OUTPUT2',
          net: money(10_000n, 'GBP'), // 2 × 50.00
          tax: money(2_000n, 'GBP'), // 20 %
        },
      ],
      totals: { net: money(10_000n, 'GBP'), tax: money(2_000n, 'GBP'), total: money(12_000n, 'GBP') },
      attachments: [],
      notes: [],
    });
  });

  it('adds up the way the ledger does: 25.06, 25.61 and 25.63 at 15 % are 87.74', () => {
    const vat15 = { ...vat20, percent: '15' };
    const books = aChart({
      taxRates: chart.taxRates.map((rate) => (rate.taxType === 'OUTPUT2' ? { ...rate, ratePercent: '15' } : rate)),
    });
    const lines = ['25.06', '25.61', '25.63'].map((unitPrice, index) =>
      aLine({ id: `${index}`, quantity: '1', unitPrice, taxRate: vat15 }),
    );
    const exact = built(anInvoice({ lines }), settings(), books);
    expect(exact.lines.map((line) => toDecimalText(line.tax))).toEqual(['3.76', '3.84', '3.84']);
    expect(texts(exact)).toEqual(['76.30', '11.44', '87.74']);
    // The source taxed the whole: 15 % of 76.30 = 11.445, so 11.45 and 87.75.
    const rounded = built(anInvoice({ lines, total: money(8_775n, 'GBP') }), settings(), books);
    expect(rounded.lines[3]).toMatchObject({ description: 'Rounding', unitAmount: '0.01', accountCode: '860' });
    expect(texts(rounded)).toEqual(['76.31', '11.44', '87.75']);
  });

  it('keeps four decimals of quantities and prices', () => {
    const line = built(anInvoice({ lines: [aLine({ quantity: '1.3333', unitPrice: '75.5555' })] })).lines[0];
    expect(line).toMatchObject({ quantity: '1.3333', unitAmount: '75.5555', net: money(10_074n, 'GBP') }); // 100.7381
  });

  it('keeps a line’s own discount and joins the invoice’s to it', () => {
    const own = built(anInvoice({ lines: [aLine({ discountPercent: '10' })] }));
    expect(own.lines[0]).toMatchObject({ discountPercent: '10', net: money(9_000n, 'GBP') });
    const both = anInvoice({
      lines: [aLine({ discountPercent: '10' })], // 90.00
      discountPercent: '20',
      net: money(7_200n, 'GBP'), // 90.00 − 20 %
      total: money(8_640n, 'GBP'), // 72.00 + 20 %
    });
    expect(built(both).lines[0]).toMatchObject({ discountPercent: '28', unitAmount: '50.00' });
    expect(texts(built(both))).toEqual(['72.00', '14.40', '86.40']);
  });

  it('spreads the invoice’s discount so that the lines add up to its net', () => {
    const prices = ['0.33', '0.00', '0.33', '0.33'];
    const lines = prices.map((unitPrice, id) => aLine({ id: `${id}`, quantity: '1', unitPrice, taxRate: undefined }));
    const invoice = anInvoice({
      lines, // 0.99
      discountPercent: '50',
      net: money(50n, 'GBP'), // 0.495, rounded up
      total: money(50n, 'GBP'),
    });
    expect(built(invoice).lines.map((line) => toDecimalText(line.net))).toEqual(['0.17', '0.00', '0.17', '0.16']);
  });

  it('takes each line’s own share of the discount where a line is negative', () => {
    const lines = [
      aLine({ quantity: '1', unitPrice: '100.00' }),
      aLine({ id: '2', quantity: '1', unitPrice: '-20.00' }),
    ];
    const invoice = anInvoice({
      lines,
      discountPercent: '10',
      net: money(7_200n, 'GBP'), // 90.00 − 18.00
      total: money(8_640n, 'GBP'), // 72.00 + 20 %
    });
    expect(built(invoice).lines.map((line) => toDecimalText(line.net))).toEqual(['90.00', '-18.00']);
    expect(texts(built(invoice))).toEqual(['72.00', '14.40', '86.40']);
  });

  it('does not take a discount off again that the lines already show', () => {
    const lines = [aLine({ net: money(9_000n, 'GBP'), tax: money(1_800n, 'GBP') })];
    const invoice = built(anInvoice({ lines, discountPercent: '10' }));
    expect(texts(invoice)).toEqual(['90.00', '18.00', '108.00']);
    const refund = aLine({ id: '2', quantity: '1', unitPrice: '-10.00', taxRate: undefined });
    const mixed = built(anInvoice({ lines: [...lines, refund], discountPercent: '10' }));
    expect(texts(mixed)).toEqual(['80.00', '18.00', '98.00']); // 90 − 10
  });

  it('is in the currency of the invoice, with its decimals', () => {
    const yen = aChart({ currencies: ['GBP', 'JPY'] });
    const lines = [aLine({ quantity: '3', unitPrice: '335' }, 'JPY')];
    const invoice = built(anInvoice({ currency: 'JPY', lines }), settings(), yen);
    expect(texts(invoice)).toEqual(['1005', '201', '1206']); // 20 % of 1005
    expect(built(anInvoice({ currency: 'GBP' }), settings(), aChart({ currencies: [] })).currency).toBe('GBP');
  });

  it('gets the status a person chose before the one in the settings', () => {
    const manual = settings({ invoices: { initialStatus: 'manual' } });
    expect(built(anInvoice(), manual, chart, { status: 'submitted' }).status).toBe('submitted');
    expect(built(anInvoice(), settings(), chart, { status: 'draft' }).status).toBe('draft');
    expect(codes(anInvoice(), manual)).toEqual(['status_not_chosen']);
  });

  it('is numbered by whom the settings say', () => {
    const byLedger = settings({ invoices: { numberedBy: 'ledger' } });
    expect(built(anInvoice(), byLedger)).not.toHaveProperty('number');
    expect(built(anInvoice({ number: undefined }), byLedger)).not.toHaveProperty('number');
    expect(codes(anInvoice({ number: undefined }))).toEqual(['number_missing']);
  });

  it('has the subject or the purchase order for its reference', () => {
    const byOrder = settings({ invoices: { reference: 'purchase_order_number' } });
    expect(built(anInvoice({ purchaseOrderNumber: 'PO-9' }), byOrder).reference).toBe('PO-9');
    expect(built(anInvoice(), byOrder)).not.toHaveProperty('reference');
    expect(built(anInvoice({ subject: '' }))).not.toHaveProperty('reference');
  });

  it('has its own marker for each further copy', () => {
    const marker = (url: string, copy: number) => built(anInvoice({ url }), settings(), chart, { copy }).marker;
    expect(marker('https://p/1', 2)).toBe('https://p/1?copy=2');
    expect(marker('https://p/1?tab=a', 3)).toBe('https://p/1?tab=a&copy=3');
  });

  it('wears the branding theme of its document type', () => {
    const themed = settings({ invoices: { brandingThemes: { '31': 'theme-1' } } });
    expect(built(anInvoice({ documentTypeId: '31' }), themed).brandingThemeId).toBe('theme-1');
    expect(built(anInvoice({ documentTypeId: '32' }), themed)).not.toHaveProperty('brandingThemeId');
    expect(built(anInvoice(), themed)).not.toHaveProperty('brandingThemeId');
  });

  it('carries the chosen custom field as a note that the customer does not see', () => {
    const noted = settings({ invoices: { noteCustomFieldId: '41' } });
    expect(built(anInvoice({ customFields: { '41': 'Call first' } }), noted).notes).toEqual(['Call first']);
    expect(built(anInvoice({ customFields: { '41': '' } }), noted).notes).toEqual([]);
    expect(built(anInvoice(), noted).notes).toEqual([]);
  });

  it('carries the PDF only when the source makes it and the ledger takes it', () => {
    const bySource = settings({ invoices: { pdfMadeBy: 'source' } });
    const pdf = { id: '9', name: 'INV-1.pdf', contentType: 'application/pdf', sizeBytes: 10_000_000 };
    expect(built(anInvoice({ attachment: pdf })).attachments).toEqual([]);
    expect(build(anInvoice(), bySource)).toMatchObject({
      document: { attachments: [] },
      notices: [{ code: 'pdf_missing' }],
    });
    expect(built(anInvoice({ attachment: pdf }), bySource).attachments).toEqual([pdf]);
    expect(build(anInvoice({ attachment: pdf }), bySource)).toMatchObject({ ok: true, notices: [] });
    const large = build(anInvoice({ attachment: { ...pdf, sizeBytes: 10_000_001 } }), bySource);
    expect(large).toMatchObject({
      ok: true,
      document: { attachments: [] },
      notices: [{ code: 'attachment_too_large', detail: '“INV-1.pdf” has 11 MB.' }],
    });
  });

  it('describes a line by its service type or the subject when it says nothing itself', () => {
    const describe = (line: Parameters<typeof aLine>[0], subject?: string) =>
      built(anInvoice({ lines: [aLine({ description: ' ', ...line })], subject })).lines[0]?.description;
    expect(describe({})).toBe('Design');
    expect(describe({ serviceType: undefined }, 'Relaunch')).toBe('Relaunch');
    expect(describe({ serviceType: undefined })).toBe('Services');
  });
});

describe('An invoice that cannot be copied', () => {
  it('names every reason at once', () => {
    const invoice = anInvoice({
      isFinalised: false,
      party: undefined,
      dueOn: undefined,
      currency: 'SEK',
      invoicedOn: '2026-03-31',
      subject: 'x'.repeat(256),
      lines: [
        aLine({ serviceType: undefined, description: 'y'.repeat(4001) }, 'SEK'),
        aLine({ id: '2', taxRate: vat5 }, 'SEK'),
      ],
    });
    const over = settings({
      options: { exportInvoices: false },
      invoices: { defaultAccount: undefined },
      taxRates: { sales: {} },
    });
    const books = booksOf({ lockedThrough: '2026-03-31', keepsDocuments: false });
    expect(problems(invoice, over, books).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'invoice_export_off options.exportInvoices',
      'invoice_not_finalised state',
      'contact_missing party',
      'text_too_long reference',
      'ledger_without_documents connection',
      'currency_not_enabled currency',
      'period_locked issuedOn',
      'due_date_missing dueOn',
      'account_not_mapped lines[0].account',
      'tax_rates_not_mapped lines[0].taxRate',
      'text_too_long lines[0].description',
      'tax_rates_not_mapped lines[1].taxRate',
    ]);
  });

  it('is empty, or is negative', () => {
    const minus = { total: money(-1n, 'GBP') };
    expect(codes(anInvoice({ lines: [] }))).toEqual(['document_empty']);
    expect(codes(anInvoice({ lines: [], discountPercent: '10', net: money(1n, 'GBP') }))).toEqual(['document_empty']);
    expect(codes(anInvoice(minus))).toEqual(['amount_negative']);
  });

  it('is an example that Productive made', () => {
    expect(codes(anInvoice({ isSample: true }))).toEqual(['sample_document']);
  });

  it('is in a currency nobody knows', () => {
    const unknown = { ...anInvoice(), currency: 'XYZ' };
    expect(codes(unknown)).toEqual(['currency_unknown']);
  });

  it('would have another total, because its rate is mapped to another percentage', () => {
    const wrong = settings({ taxRates: { sales: { '501': 'RROUTPUT' } } });
    expect(problems(anInvoice(), wrong)).toEqual([
      {
        code: 'mapped_rate_differs',
        path: 'total',
        detail: 'Productive shows 120.00 GBP, Xero would show 105.00 GBP.', // 100 + 20 % against 100 + 5 %
        fix: { card: 'tax_rates' },
      },
    ]);
  });

  it('lies in a closed period, unless it stays a draft outside the books', () => {
    const closed = (lockedThrough: string, status?: 'draft') =>
      codes(anInvoice(), settings(), booksOf({ lockedThrough }), status && { status });
    expect(closed('2026-11-02')).toEqual(['period_locked']); // dated that very day
    expect(closed('2026-11-01')).toEqual([]);
    expect(closed('2026-11-02', 'draft')).toEqual([]);
  });

  it('has no due date, unless it stays a draft', () => {
    expect(codes(anInvoice({ dueOn: undefined }))).toEqual(['due_date_missing']);
    expect(built(anInvoice({ dueOn: undefined }), settings(), chart, { status: 'draft' })).not.toHaveProperty('dueOn');
  });

  it('has a text that is longer than the ledger takes, by one character', () => {
    const long = (length: number) => 'x'.repeat(length);
    expect(codes(anInvoice({ number: long(255), subject: long(255) }))).toEqual([]);
    expect(problems(anInvoice({ number: long(256) }))).toMatchObject([
      { path: 'number', detail: '256 characters; Xero takes 255.' },
    ]);
    expect(codes(anInvoice({ number: long(256) }), settings({ invoices: { numberedBy: 'ledger' } }))).toEqual([]);
    expect(codes(anInvoice({ lines: [aLine({ description: long(4000) })] }))).toEqual([]);
    expect(problems(anInvoice({ lines: [aLine({ description: long(4001) })] }))).toMatchObject([
      { code: 'text_too_long', path: 'lines[0].description' },
    ]);
  });
});
