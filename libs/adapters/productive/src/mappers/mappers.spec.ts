import { money } from '@bridge/domain';
import { readPage, readResource, type Resource } from '../client/json-api.js';
import { toExpense } from './expense.js';
import { toInvoiceLine } from './invoice-line.js';
import { toInvoice } from './invoice.js';
import { toCompany, toCustomer } from './party.js';
import { toTaxRate } from './tax-rate.js';
import { readInstant, readMoney, readUnitPrice } from './values.js';
import { createWebLinks } from './web-links.js';

const links = createWebLinks('https://app.productive.io/');
const to = (type: string, id: string) => ({ data: { type, id } });
const none = { data: null };

function resource(attributes: object, relationships: object = {}, included: readonly object[] = []): Resource {
  const read = readResource({ data: { id: '7', type: 'things', attributes, relationships }, included });
  if (!read) throw new Error('not a resource');
  return read;
}

const subsidiary = { id: '11', type: 'subsidiaries', attributes: { name: 'Brightwell Studio Ltd' } };
const vat = {
  id: '501',
  type: 'tax_rates',
  attributes: { name: 'VAT 20%', primary_component_value: '20.0', secondary_component_value: null, archived_at: null },
  relationships: { subsidiary: to('subsidiaries', '11') },
};

describe('Money from Productive', () => {
  it.each([
    [12_345, 12_345n],
    [12_345.0, 12_345n],
    ['12345', 12_345n],
    ['12345.0', 12_345n],
    ['-12345', -12_345n],
    [0, 0n],
    ['9007199254740993', 9_007_199_254_740_993n],
  ])('%p is %p minor units', (amount, minor) => {
    expect(readMoney(resource({ amount }), 'amount', 'GBP')).toEqual(money(minor, 'GBP'));
  });

  it.each([123.5, '123.45', 'abc', null, undefined, true, 1e300])('%p is not guessed', (amount) => {
    expect(() => readMoney(resource({ amount }), 'amount', 'GBP')).toThrow('things 7: "amount" cannot be read');
  });

  it.each([
    [5000, 'GBP', '50'],
    [1234.5, 'GBP', '12.345'],
    ['333.33', 'GBP', '3.3333'],
    [5000, 'JPY', '5000'],
    [5000, 'KWD', '5'],
  ])('a unit price of %p in %s is %s', (price, currency, text) => {
    expect(readUnitPrice(resource({ price }), 'price', currency)).toBe(text);
  });

  it('times carry their offset', () => {
    const at = readInstant(resource({ at: '2026-11-24T01:30:00.250+01:00' }), 'at');
    expect(at).toBe(Date.UTC(2026, 10, 24, 0, 30, 0, 250));
  });
});

describe('A tax rate from Productive', () => {
  it('adds its two components, neither charged on the other', () => {
    const components = { name: 'GST + PST', primary_component_value: '5.0', secondary_component_value: '7.5' };
    const rate = resource(components, { subsidiary: to('subsidiaries', '11') }, [subsidiary]);
    expect(toTaxRate(rate)).toEqual({
      id: '7',
      name: 'GST + PST',
      percent: '12.5',
      isActive: true,
      subsidiaryId: '11',
    });
  });

  it('without components is exempt, and an archived one is not active', () => {
    const exempt = { name: 'Exempt', primary_component_value: null, archived_at: '2026-01-01T00:00:00.000+00:00' };
    const rate = resource(exempt, { subsidiary: to('subsidiaries', '11') }, [subsidiary]);
    expect(toTaxRate(rate)).toMatchObject({ percent: '0', isActive: false });
  });
});

describe('A party from Productive', () => {
  const company = resource({
    name: 'Acme',
    billing_name: 'Acme Limited',
    vat: 'GB1',
    default_currency: 'GBP',
    contact: {
      emails: [{ name: 'Work', email: 'hello@acme.example' }],
      addresses: [
        { address: '2 Back Lane', city: 'Leeds', state: '', zipcode: 'LS1', country: 'United Kingdom' },
        {
          address: '1 High Street',
          city: 'London',
          state: '',
          zipcode: 'N1',
          country: 'United Kingdom',
          billing_address: true,
        },
      ],
    },
  });

  it('is the company with its billing name and billing address', () => {
    expect(toCompany(company)).toEqual({
      companyId: '7',
      name: 'Acme Limited',
      email: 'hello@acme.example',
      taxNumber: 'GB1',
      defaultCurrency: 'GBP',
      address: { street: '1 High Street', city: 'London', postalCode: 'N1', country: 'United Kingdom' },
    });
  });

  it('is what was printed on the invoice, where that says something', () => {
    const billTo = resource({
      name: 'Acme Group plc',
      billing_email: 'ap@acme.example',
      vat: null,
      address: '9 New Road',
      city: 'Bath',
    });
    expect(toCustomer(company, billTo)).toMatchObject({
      companyId: '7',
      name: 'Acme Group plc',
      email: 'ap@acme.example',
      taxNumber: 'GB1',
      address: { street: '9 New Road', city: 'Bath' },
    });
    expect(toCustomer(company, billTo).address).not.toHaveProperty('country');
  });

  it('has no contact data when the company has none', () => {
    expect(toCompany(resource({ name: 'Ærø Kaffe & Søn ApS', contact: {} }))).toEqual({
      companyId: '7',
      name: 'Ærø Kaffe & Søn ApS',
    });
  });
});

describe('An invoice from Productive', () => {
  const relationships = {
    ...{ company: none, subsidiary: to('subsidiaries', '11'), document_type: none, bill_to: none, attachment: none },
    parent_invoice: none,
  };
  const attributes = {
    ...{ currency: 'GBP', invoiced_on: '2026-11-02', amount: 10_000, amount_tax: '2000', amount_with_tax: 12_000 },
    ...{ invoice_type_id: 1, finalized_on: '2026-11-02', finalized_at: null, sent_on: null, exported: false },
    ...{ custom_fields: { '63': ['70', '71'], '156': 'code_321', '9': 3, '10': null }, discount: '0.0' },
  };
  const line = resource(
    { description: 'Design', quantity: '3.0', unit_price: 5000, discount: '10.0', amount: 13_500, amount_tax: 2700 },
    { tax_rate: to('tax_rates', '501'), service_type: to('service_types', '601') },
    [vat, subsidiary, { id: '601', type: 'service_types', attributes: { name: 'Design' } }],
  );

  it('is finalised by its day even when the time is missing, and links to itself', () => {
    const invoice = toInvoice(resource(attributes, relationships, [subsidiary]), [], '1001', links);
    expect(invoice).toMatchObject({
      ...{ isFinalised: true, isSent: false, isCreditNote: false, subsidiaryId: '11', tax: money(2_000n, 'GBP') },
      url: 'https://app.productive.io/1001/invoices/7',
      customFields: { '63': '70, 71', '156': 'code_321', '9': '3' },
      exportMark: { isExported: false },
    });
    for (const absent of ['discountPercent', 'party', 'number']) expect(invoice).not.toHaveProperty(absent);
  });

  it('is an example where Productive says so, and its lines are words without tags', () => {
    const demo = resource({ ...attributes, sample_data: true }, relationships, [subsidiary]);
    const rich = resource(
      { ...line.attributes, description: '<p>Design &amp; build</p>' },
      { tax_rate: to('tax_rates', '501'), service_type: to('service_types', '601') },
      [vat, subsidiary, { id: '601', type: 'service_types', attributes: { name: 'Design' } }],
    );
    const invoice = toInvoice(demo, [rich], '1001', links);
    expect([invoice.isSample, invoice.lines[0]?.description]).toEqual([true, 'Design & build']);
  });

  it('is a credit note by its type', () => {
    const invoice = toInvoice(
      resource({ ...attributes, invoice_type_id: 2 }, relationships, [subsidiary]),
      [],
      '1001',
      links,
    );
    expect(invoice.isCreditNote).toBe(true);
  });

  it('has lines with decimals, rate and service type', () => {
    expect(toInvoiceLine(line, 'GBP')).toEqual({
      ...{ id: '7', description: 'Design', quantity: '3', unitPrice: '50', discountPercent: '10' },
      ...{ net: money(13_500n, 'GBP'), tax: money(2_700n, 'GBP') },
      taxRate: { id: '501', name: 'VAT 20%', percent: '20', isActive: true, subsidiaryId: '11' },
      serviceType: { id: '601', name: 'Design' },
    });
  });
});

describe('An expense from Productive', () => {
  const attributes = {
    ...{ name: 'Stock photos', date: '2026-11-03', currency: 'GBP', quantity: '2.0', amount: 5_000, pay_on: null },
    ...{ total_amount: 10_000, total_amount_with_tax: 12_000, approved: true, rejected: false, draft: false },
    reimbursable: false,
  };
  const relationships = {
    ...{ deal: none, service_type: none, vendor: none, person: none, tax_rate: none, attachment: none },
  };

  it('counts in full and net of tax; without a budget it belongs to no subsidiary', () => {
    expect(toExpense(resource(attributes, relationships), '1001', links)).toEqual({
      ...{ kind: 'expense', id: '7', url: 'https://app.productive.io/1001/expenses/7', subsidiaryId: '' },
      ...{ name: 'Stock photos', spentOn: '2026-11-03', currency: 'GBP', quantity: '2' },
      ...{
        net: money(10_000n, 'GBP'),
        tax: money(2_000n, 'GBP'),
        approval: 'approved',
        isDraft: false,
        customFields: {},
      },
      isReimbursable: false,
      exportMark: { isExported: false },
    });
  });

  it.each([
    [12_000, 10_000n, 2_000n], // the total holds the tax: 120.00 / 1.2 = 100.00
    [10_000, 10_000n, 2_000n], // the total is net
  ])('entered with its tax counts net, whether the total of %i holds the tax or not', (total, net, tax) => {
    const inclusive = { ...attributes, tax_inclusion: true, total_amount: total };
    const taxed = { ...relationships, tax_rate: to('tax_rates', '501') };
    expect(toExpense(resource(inclusive, taxed, [vat, subsidiary]), '1001', links)).toMatchObject({
      net: money(net, 'GBP'),
      tax: money(tax, 'GBP'),
    });
  });

  it.each([
    [{ first_name: 'Ana', last_name: 'Novak', email: 'ana@brightwell.example' }, 'Ana Novak'],
    [{ first_name: 'Ana', last_name: null, email: null }, 'Ana'],
    [{ first_name: null, last_name: null, email: 'ana@brightwell.example' }, 'ana@brightwell.example'],
  ])('tells who spent the money: %j', (person, name) => {
    const spent = { ...relationships, person: to('people', '26') };
    const included = [{ id: '26', type: 'people', attributes: person }];
    const expense = toExpense(resource({ ...attributes, reimbursable: true }, spent, included), '1001', links);
    expect([expense.isReimbursable, expense.person?.companyId, expense.person?.name]).toEqual([
      true,
      'PERSON-26',
      name,
    ]);
  });

  it('is rejected even when it was approved before', () => {
    expect(toExpense(resource({ ...attributes, rejected: true }, relationships), '1001', links).approval).toBe(
      'rejected',
    );
  });
});

describe('Links to documents', () => {
  it.each(['app.productive.io', 'https://xero.example', 'ftp://app.productive.io'])(
    'never begin with %s',
    (address) => {
      expect(() => createWebLinks(address)).toThrow(RangeError);
    },
  );
});

describe('A link to a document', () => {
  it('leads back to the document that it was made for', () => {
    for (const kind of ['invoice', 'expense'] as const)
      expect(links.read('1001', links.of('1001', kind, '77'))).toEqual({ kind, sourceId: '77' });
  });

  it.each([
    'https://app.productive.io/1002/invoices/77', // another organisation
    'https://app.productive.io/1001/deals/77',
    'https://app.productive.io/1001/invoices/77/edit',
    'https://elsewhere.example/1001/invoices/77',
    'https://app.productive.io/1001/invoices/',
  ])('is not seen in %s', (url) => {
    expect(links.read('1001', url)).toBeUndefined();
  });
});

describe('A page of Productive', () => {
  it('is the last one when no further page is named', () => {
    expect(readPage({ data: [], meta: { total_pages: 0 } }, 1)?.isLast).toBe(true);
    expect(readPage({ data: [], meta: { total_pages: 2 } }, 1)?.isLast).toBe(false);
    expect(readPage({ data: [], links: { next: 'more' } }, 1)?.isLast).toBe(false);
    expect(readPage({ errors: [] }, 1)).toBeUndefined();
  });
});
