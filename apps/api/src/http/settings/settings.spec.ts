import { brightwellStudio } from '@bridge/application/testing';
import { ada, connected, consent, goodSettings } from '../testing/scenes.js';
import type { Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('the settings of a connection', () => {
  let bed: TestBed;
  let client: Client;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterEach(() => bed.close());

  const fresh = async () =>
    new URL(await consent(bed, client, '11', [brightwellStudio]), bed.url).searchParams.get('connection') ?? '';
  const incomplete = (body: { cards: Record<string, { isComplete: boolean }> }) =>
    Object.entries(body.cards)
      .filter(([, card]) => !card.isComplete)
      .map(([name]) => name);

  it('start with nothing switched on and offer likely choices', async () => {
    const { body } = await client.get(`/connections/${await fresh()}/settings`);
    expect(body.version).toBe(0);
    expect(body.settings.options).toMatchObject({ exportInvoices: false, exportExpenses: false, syncPayments: false });
    expect(body.choices.suggestions).toEqual({
      salesAccount: '200',
      expenseAccount: '429',
      sales: { '501': 'OUTPUT2' },
      purchases: { '501': 'INPUT2' },
      noTaxSales: 'NONE',
      noTaxPurchases: 'NONE',
    });
  });

  it('offer active accounts of the right kind only', async () => {
    const { choices } = (await client.get(`/connections/${await fresh()}/settings`)).body;
    const codes = (accounts: readonly { code: string }[]) => accounts.map(({ code }) => code);
    expect(codes(choices.salesAccounts)).toEqual(['200', '210', '220', '230', '260']);
    // 205 and 499 are archived, 090 and 610 are reserved, 860 is a liability.
    expect(codes(choices.expenseAccounts)).toEqual(['091', '310', '400', '412', '429', '463', '493']);
    expect(choices.sourceTaxRates).toEqual([{ id: '501', name: 'VAT 20%', percent: '20' }]);
    expect(choices.taxRates).toContainEqual({
      taxType: 'INPUT2',
      name: '20% (VAT on Expenses)',
      percent: '20',
      fitsSales: false,
      fitsPurchases: true,
    });
  });

  it('offer the document types of the connected subsidiary, not those of its sisters', async () => {
    const { choices } = (await client.get(`/connections/${await fresh()}/settings`)).body;
    expect(choices.documentTypes).toEqual([{ id: '651', name: 'Invoice' }]);
  });

  it('give each complete card its check mark, and say what the others miss', async () => {
    const id = await fresh();
    const half = { ...goodSettings, taxRates: { sales: {}, purchases: {}, noTax: {} } };
    const saved = await client.put(`/connections/${id}/settings`, { version: 0, settings: half });
    expect([saved.status, incomplete(saved.body)]).toEqual([200, ['tax_rates']]);
    expect(saved.body.cards.tax_rates.problems[0]).toMatchObject({
      code: 'tax_rates_not_mapped',
      path: 'taxRates.sales.501',
      fix: { card: 'tax_rates', key: '501' },
    });
    const full = await client.put(`/connections/${id}/settings`, { version: 1, settings: goodSettings });
    expect(incomplete(full.body)).toEqual([]);
    expect(full.body).toMatchObject({ version: 2, savedBy: 'Brightwell Studio Admin', settings: goodSettings });
  });

  it('are not overwritten by somebody who saw an older version', async () => {
    const id = await connected(bed, client);
    const late = await client.put(`/connections/${id}/settings`, { version: 0, settings: goodSettings });
    expect([late.status, late.body.code]).toEqual([409, 'version_conflict']);
    expect((await client.get(`/connections/${id}/settings`)).body.version).toBe(1);
  });

  it('do not switch the payment sync on while Productive imports the payments by itself', async () => {
    const id = await fresh();
    bed.source.organisation('1001').importsPayments([{}]);
    const { status, body } = await client.put(`/connections/${id}/settings`, { version: 0, settings: goodSettings });
    expect([status, body.problems[0]]).toMatchObject([
      422,
      { code: 'payments_entered_by_source', path: 'options.syncPayments' },
    ]);
    expect((await client.get(`/connections/${id}/settings`)).body.version).toBe(0);
  });

  it('take a field that was left empty as not set', async () => {
    const id = await fresh();
    const settings = {
      ...goodSettings,
      invoices: { ...goodSettings.invoices, defaultAccount: null, accountsByServiceType: { '601': '' } },
      expenses: { ...goodSettings.expenses, dueDaysWhenMissing: null },
      payments: { ...goodSettings.payments, importSince: null },
    };
    const saved = await client.put(`/connections/${id}/settings`, { version: 0, settings });
    expect(saved.body.settings.invoices).not.toHaveProperty('defaultAccount');
    expect(saved.body.settings.invoices.accountsByServiceType).toEqual({});
    expect(incomplete(saved.body)).toEqual(['invoices']);
  });

  it('keep what becomes of documents in a closed period, and refuse such documents where nobody says', async () => {
    const id = await fresh();
    const { body } = await client.put(`/connections/${id}/settings`, { version: 0, settings: goodSettings });
    expect(body.settings.options.closedPeriods).toBe('block');
    const settings = { ...goodSettings, options: { ...goodSettings.options, closedPeriods: 'move' } };
    const saved = await client.put(`/connections/${id}/settings`, { version: 1, settings });
    expect(saved.body.settings.options.closedPeriods).toBe('move');
    settings.options.closedPeriods = 'backdate';
    expect((await client.put(`/connections/${id}/settings`, { version: 2, settings })).status).toBe(400);
  });

  it('say since when copies are made by themselves to nobody, and refuse what cannot be', async () => {
    const id = await fresh();
    const options = { ...goodSettings.options, automaticInvoices: 'sent', automaticExpenses: true };
    const saved = await client.put(`/connections/${id}/settings`, {
      version: 0,
      settings: { ...goodSettings, options },
    });
    expect(saved.body.settings.options).toMatchObject({ automaticInvoices: 'sent', automaticExpenses: true });
    expect(saved.body.settings).not.toHaveProperty('automaticSince');
    const invoices = { ...goodSettings.invoices, initialStatus: 'manual' };
    const manual = await client.put(`/connections/${id}/settings`, {
      ...{ version: 1, settings: { ...goodSettings, options, invoices } },
    });
    expect(incomplete(manual.body)).toEqual(['options']);
    expect(manual.body.cards.options.problems[0]).toMatchObject({ path: 'options.automaticInvoices' });
  });

  it('choose tracking options by what Productive has, and only such as Xero has', async () => {
    const id = await fresh();
    const { choices } = (await client.get(`/connections/${id}/settings`)).body;
    const [region] = choices.trackingCategories;
    expect([region.name, region.options.map(({ name }: { name: string }) => name)]).toEqual([
      'Region',
      ['North', 'South', 'Overseas'],
    ]);
    const { values } = (await client.get(`/connections/${id}/tracking-values?from=project`)).body;
    const rule = {
      ...{ categoryId: region.id, from: 'project', whenUnmapped: 'leave_out', invoiceFieldId: '' },
      options: { [values[0].id]: region.options[0].id, [values[1].id]: '' },
    };
    const save = (version: number, tracking: unknown) =>
      client.put(`/connections/${id}/settings`, { version, settings: { ...goodSettings, tracking } });
    const saved = await save(0, [rule]);
    const { invoiceFieldId: _empty, ...kept } = rule;
    expect(saved.body.settings.tracking).toEqual([{ ...kept, options: { [values[0].id]: region.options[0].id } }]);
    expect(incomplete(saved.body)).toEqual([]);
    const gone = await save(1, [{ ...rule, options: { [values[0].id]: 'nowhere' } }]);
    expect(incomplete(gone.body)).toEqual(['tracking']);
    expect((await save(2, [rule, rule, rule])).status).toBe(400);
    expect((await client.get(`/connections/${id}/tracking-values?from=custom_field`)).status).toBe(400);
    const options = await client.get(`/connections/${id}/tracking-values?from=custom_field&fieldId=672`);
    expect(options.body.values).toContainEqual({ id: '6721', name: 'Brand' });
  });

  it('show the chart of Xero, as last read and as it is now', async () => {
    const id = await connected(bed, client);
    bed.ledger.accountant(brightwellStudio).archiveAccount('210');
    const isActive = (body: { accounts: readonly { code: string; isActive: boolean }[] }) =>
      body.accounts.find(({ code }) => code === '210')?.isActive;
    expect(isActive((await client.get(`/connections/${id}/chart`)).body)).toBe(true);
    expect(isActive((await client.post(`/connections/${id}/chart/refresh`)).body)).toBe(false);
    expect(isActive((await client.get(`/connections/${id}/chart`)).body)).toBe(false);
  });
});
