import { useSimulator } from '../testing/client.js';
import type { Client } from '../testing/client.js';

describe('the life of an invoice', () => {
  const api = useSimulator();
  const firstOf = (type: string): string => api().productive.office(1001).list(type)[0]?.id ?? '';

  async function draft(client: Client): Promise<string> {
    const made = await client.create('invoices', {
      company_id: firstOf('companies'),
      currency: 'GBP',
      invoiced_on: '2026-11-20',
    });
    return made.body.data.id;
  }

  async function sentInvoice(unitPrice: number): Promise<string> {
    const id = await draft(api());
    await api().create('line_items', {
      invoice_id: id,
      quantity: 1,
      unit_price: unitPrice,
      tax_rate_id: firstOf('tax_rates'),
    });
    await api().send('PATCH', `/invoices/${id}/finalize`);
    await api().change('invoices', id, { sent_on: '2026-11-20' });
    return id;
  }

  const amountsOf = async (id: string) => {
    const { attributes } = (await api().get(`/invoices/${id}`)).body.data;
    const { amount, amount_tax, amount_with_tax, amount_paid, amount_unpaid, amount_written_off, paid_on } = attributes;
    return { amount, amount_tax, amount_with_tax, amount_paid, amount_unpaid, amount_written_off, paid_on };
  };

  it('names every missing attribute of a new invoice at once', async () => {
    const { status, body } = await api().create('invoices', {});
    expect(status).toBe(422);
    expect(body.errors.map(({ source, detail, code }) => [source.pointer, detail, code])).toEqual([
      ['data/attributes/company', "can't be blank", 'invalid_attribute'],
      ['data/attributes/currency', "can't be blank", 'invalid_attribute'],
      ['data/attributes/invoiced_on', "can't be blank", 'invalid_attribute'],
    ]);
  });

  it('rounds each line half up and adds its tax', async () => {
    const id = await draft(api());
    // 3 × 50.01 = 150.03; tax 20 % = 30.006, so 30.01.
    await api().create('line_items', {
      invoice_id: id,
      quantity: '3.0',
      unit_price: '5001.0',
      tax_rate_id: firstOf('tax_rates'),
    });
    // 0.5 × 0.05 = 0.025, so 0.03; tax 0.006, so 0.01.
    const half = await api().send('POST', '/line_items', {
      data: {
        type: 'line_items',
        attributes: { quantity: 0.5, unit_price: 5 },
        relationships: {
          invoice: { data: { type: 'invoices', id } },
          tax_rate: { data: { type: 'tax_rates', id: firstOf('tax_rates') } },
        },
      },
    });
    expect(half.body.data.attributes).toMatchObject({ quantity: '0.5', unit_price: 5, amount: 3, amount_tax: 1 });
    expect(half.body.data.relationships['invoice']).toEqual({ meta: { included: false } });
    expect(await amountsOf(id)).toMatchObject({ amount: 15_006, amount_tax: 3_002, amount_with_tax: 18_008 });
  });

  it('gives the tax of 25.06, 25.61 and 25.63 at 15 % by line or on the sum, as assumed', async () => {
    const office = api().productive.office(1002);
    const invoice = office
      .list('invoices')
      .find(({ attributes }) => attributes['subject'] === 'Tax by line and on the sum differ')!;
    // 3.76 + 3.84 + 3.84 = 11.44.
    expect(invoice.attributes).toMatchObject({ amount: 7_630, amount_tax: 1_144 });
    api().productive.assumptions.invoiceTaxRounding = 'document';
    // 76.30 × 15 % = 11.445, so 11.45.
    office.markUnsent(invoice.id);
    expect(office.find('invoices', invoice.id)?.attributes['amount_tax']).toBe(1_145);
    api().productive.assumptions.invoiceTaxRounding = 'line';
  });

  it('gets its number when it is finalised, once', async () => {
    const id = await draft(api());
    expect((await api().get(`/invoices/${id}`)).body.data.attributes['number']).toBeNull();
    const final = await api().send('PATCH', `/invoices/${id}/finalize`, {
      data: { type: 'invoices', attributes: { number: 'X-1' } },
    });
    expect(final.body.data.attributes).toMatchObject({ number: 'X-1', finalized_on: expect.any(String) as string });
    expect((await api().send('PATCH', `/invoices/${id}/finalize`)).status).toBe(422);
  });

  it('takes no payment before it is sent, unless so assumed', async () => {
    const id = await draft(api());
    await api().create('line_items', {
      invoice_id: id,
      quantity: 1,
      unit_price: 1_000,
      tax_rate_id: firstOf('tax_rates'),
    });
    await api().send('PATCH', `/invoices/${id}/finalize`);
    const payment = { invoice_id: id, amount: 100, paid_on: '2026-11-21' };
    const refused = await api().create('payments', payment);
    expect([refused.status, refused.body.errors[0]?.source.pointer]).toEqual([422, 'data/attributes/invoice']);
    api().productive.assumptions.paymentsNeedSent = false;
    expect((await api().create('payments', payment)).status).toBe(201);
    api().productive.assumptions.paymentsNeedSent = true;
  });

  it('is paid in tranches, and open again when one is deleted', async () => {
    const id = await sentInvoice(10_000);
    await api().create('payments', { invoice_id: id, amount: '5000.0', paid_on: '2026-11-21' });
    expect(await amountsOf(id)).toMatchObject({ amount_paid: 5_000, amount_unpaid: 7_000, paid_on: null });
    const second = await api().create('payments', { invoice_id: id, amount: 7_000, paid_on: '2026-11-22' });
    expect(await amountsOf(id)).toMatchObject({ amount_unpaid: 0, paid_on: '2026-11-22' });
    expect((await api().send('DELETE', `/payments/${second.body.data.id}`)).status).toBe(204);
    expect(await amountsOf(id)).toMatchObject({ amount_unpaid: 7_000, paid_on: null });
  });

  it('refuses nothing, less than nothing and more than is due; writes off what is left', async () => {
    const id = await sentInvoice(10_000);
    for (const amount of [0, -1, 12_001])
      expect((await api().create('payments', { invoice_id: id, amount, paid_on: '2026-11-21' })).status).toBe(422);
    expect(
      (await api().create('payments', { invoice_id: id, amount: 12_000, written_off_on: '2026-11-21' })).status,
    ).toBe(201);
    expect(await amountsOf(id)).toMatchObject({ amount_paid: 0, amount_written_off: 12_000, amount_unpaid: 0 });
  });

  it('ignores, keeps or refuses the external id of a payment, as assumed', async () => {
    const id = await sentInvoice(10_000);
    const pay = () => api().create('payments', { invoice_id: id, amount: 1, paid_on: '2026-11-21', external_id: 'x' });
    const { assumptions } = api().productive;
    expect((await pay()).body.data.attributes['external_id']).toBeNull();
    assumptions.externalIdOnPayments = 'accepted';
    expect((await pay()).body.data.attributes['external_id']).toBe('x');
    assumptions.externalIdOnPayments = 'refused';
    expect((await pay()).status).toBe(422);
    assumptions.externalIdOnPayments = 'ignored';
  });

  it('shows payments without any time stamp', async () => {
    const { attributes } = (await api().get('/payments?page[size]=1')).body.data[0]!;
    expect(Object.keys(attributes).sort()).toEqual(
      'amount amount_default amount_normalized currency currency_default currency_normalized external_id note paid_on written_off_on'.split(
        ' ',
      ),
    );
  });

  it('is locked once sent but for its export fields, or wholly, or not at all, as assumed', async () => {
    const id = await sentInvoice(10_000);
    const { assumptions } = api().productive;
    const edit = async () =>
      (await api().change('invoices', id, { subject: `${Math.PI}${assumptions.patchOnSentInvoices}` })).status;
    const mark = async () =>
      (await api().change('invoices', id, { exported: true, export_id: assumptions.patchOnSentInvoices })).status;
    expect([await edit(), await mark()]).toEqual([422, 200]);
    assumptions.patchOnSentInvoices = 'refused';
    expect([await edit(), await mark()]).toEqual([422, 422]);
    assumptions.patchOnSentInvoices = 'allowed';
    expect([await edit(), await mark()]).toEqual([200, 200]);
    assumptions.patchOnSentInvoices = 'export_fields_only';
    expect((await api().change('invoices', id, { sent_on: null })).status).toBe(200);
    expect(await edit()).toBe(200);
  });

  it('drops read-only attributes, or refuses them when strict', async () => {
    const id = await draft(api());
    const edit = () => api().change('invoices', id, { paid_on: '2026-11-20', company_reference_id: 'c' });
    expect((await edit()).body.data.attributes).toMatchObject({ paid_on: null, company_reference_id: null });
    api().productive.assumptions.strictReadOnly = true;
    expect((await edit()).body.errors.map(({ detail }) => detail)).toEqual(['is read-only', 'is read-only']);
    api().productive.assumptions.strictReadOnly = false;
  });

  it('replaces custom fields as a whole', async () => {
    const id = await draft(api());
    await api().change('invoices', id, { custom_fields: { '1': 'a', '2': 'b' } });
    const { body } = await api().change('invoices', id, { custom_fields: { '2': 'c' } });
    expect(body.data.attributes['custom_fields']).toEqual({ '2': 'c' });
  });

  it('leaves a trace when deleted, and stays when it is final', async () => {
    const id = await draft(api());
    expect((await api().send('DELETE', `/invoices/${id}`)).status).toBe(204);
    expect((await api().get(`/invoices/${id}`)).status).toBe(404);
    const trace = await api().get('/deleted_items?filter[item_type]=Invoice');
    expect(trace.body.data.map(({ attributes }) => attributes['item_id'])).toContain(id);
    expect((await api().send('DELETE', `/invoices/${await sentInvoice(100)}`)).status).toBe(422);
  });

  it('credits its original, without making it paid, through a credit note with negative quantities', async () => {
    const original = api()
      .productive.office(1001)
      .list('invoices')
      .find(({ attributes }) => attributes['subject'] === 'Corrected by a credit note')!;
    // 2 × 800.00 + 20 % = 1,920.00, less 800.00 + 20 % = 960.00
    expect(original.attributes).toMatchObject({ credited: true, amount_credited: 80_000, amount_unpaid: 96_000 });
  });

  it('takes no credit note for a draft, and no credit note that takes nothing back', async () => {
    const note = { company_id: firstOf('companies'), currency: 'GBP', invoiced_on: '2026-11-21', invoice_type_id: 2 };
    const ofDraft = await api().create('invoices', { ...note, parent_invoice_id: await draft(api()) });
    expect([ofDraft.status, ofDraft.body.errors[0]?.source?.pointer]).toEqual([422, 'data/attributes/parent_invoice']);
    const made = await api().create('invoices', { ...note, parent_invoice_id: await sentInvoice(100) });
    expect(made.status).toBe(201);
    const line = { invoice_id: made.body.data.id, unit_price: 100, tax_rate_id: firstOf('tax_rates') };
    for (const quantity of [1, 0]) {
      const refused = await api().create('line_items', { ...line, quantity });
      expect([refused.status, refused.body.errors[0]?.detail]).toEqual([422, 'must be less than 0']);
    }
    expect((await api().create('line_items', { ...line, quantity: -1 })).status).toBe(201);
  });

  it('can not be exported without Productive’s own connector, nor with an unmapped rate', async () => {
    const id = await sentInvoice(100);
    const without = await api().send('PATCH', `/invoices/${id}/export`);
    expect(without.body.errors[0]).toMatchObject({
      detail: 'feature unavailable',
      source: { pointer: 'data/attributes/export_to_accounting' },
    });
    const office = api().productive.office(1001);
    const connector = office.connectOwnConnector();
    const unmapped = await api().send('PATCH', `/invoices/${id}/export`);
    expect(unmapped.body.errors[0]).toMatchObject({ code: 'tax_rates_not_mapped', detail: 'Tax rates not mapped' });
    expect((await api().get(`/integrations/${connector}/check`)).status).toBe(200);
    await api().send('DELETE', `/integrations/${connector}`);
  });

  it('never changes a tax rate that a final invoice uses', async () => {
    const used = firstOf('tax_rates');
    expect((await api().change('tax_rates', used, { primary_component_value: '21.0' })).status).toBe(422);
    const fresh = await api().create('tax_rates', {
      name: 'New',
      primary_component_name: 'VAT',
      primary_component_value: 21,
      subsidiary_id: '11',
    });
    expect(fresh.body.data.attributes['primary_component_value']).toBe('21.0');
    expect((await api().change('tax_rates', fresh.body.data.id, { name: 'Newer' })).status).toBe(200);
    await api().send('PATCH', `/tax_rates/${fresh.body.data.id}/archive`);
    const line = { invoice_id: await draft(api()), quantity: 1, unit_price: 1, tax_rate_id: fresh.body.data.id };
    expect((await api().create('line_items', line)).body.errors[0]?.detail).toBe('is archived');
  });
});
