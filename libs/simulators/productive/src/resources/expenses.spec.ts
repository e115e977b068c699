import { useSimulator } from '../testing/client.js';

describe('the life of an expense', () => {
  const api = useSimulator();
  const office = () => api().productive.office(1001);
  const costService = () =>
    office()
      .list('services')
      .find(({ attributes }) => attributes['expense_tracking_enabled'] === true)?.id ?? '';
  const basics = () => ({ name: 'Paper', date: '2026-11-20', currency: 'GBP', service_id: costService() });

  it('needs a service that takes expenses', async () => {
    const timeService = office().list('services')[0]?.id ?? '';
    const wrong = await api().create('expenses', { ...basics(), service_id: timeService });
    expect(wrong.body.errors[0]?.source.pointer).toBe('data/attributes/service');
    const without = await api().create('expenses', { name: 'Paper' });
    expect(without.body.errors.map(({ source }) => source.pointer)).toEqual([
      'data/attributes/date',
      'data/attributes/currency',
      'data/attributes/service',
    ]);
  });

  it('is a draft for as long as its purchase order is one', async () => {
    const order = { deal_id: office().list('deals')[0]?.id ?? '', issued_on: '2026-11-20', currency: 'GBP' };
    const orderId = (await api().create('purchase_orders', order)).body.data.id;
    const made = (await api().create('expenses', { ...basics(), purchase_order_id: orderId })).body.data;
    const isDraft = async () => (await api().get(`/expenses/${made.id}`)).body.data.attributes['draft'];
    expect([made.attributes['draft'], await isDraft()]).toEqual([true, true]);
    expect((await api().create('expenses', basics())).body.data.attributes['draft']).toBe(false);
    api().productive.clock.advance(60_000);
    await api().change('purchase_orders', orderId, { status_id: 2 });
    const finalised = (await api().get(`/expenses/${made.id}`)).body.data;
    expect(finalised.attributes['draft']).toBe(false);
    expect(finalised.attributes['updated_at']).not.toBe(made.attributes['updated_at']);
    await api().change('expenses', made.id, { name: 'Card' });
    expect(await isDraft()).toBe(false);
  });

  it('multiplies its cost and adds tax', async () => {
    const { body } = await api().create('expenses', {
      ...basics(),
      amount: 1_001,
      quantity: '3.0',
      tax_rate_id: office().list('tax_rates')[0]?.id ?? '',
    });
    // 10.01 + 20 % = 12.01 (12.012); × 3 = 30.03 net and 36.03 gross.
    expect(body.data.attributes).toMatchObject({
      amount: 1_001,
      total_amount: 3_003,
      amount_with_tax: 1_201,
      total_amount_with_tax: 3_603,
      markup: '-100.0',
    });
  });

  it('holds the tax already when it is tax-inclusive, shown gross or net as assumed', async () => {
    const attributes = {
      ...basics(),
      amount: 12_000,
      tax_inclusion: true,
      tax_rate_id: office().list('tax_rates')[0]?.id ?? '',
    };
    expect((await api().create('expenses', attributes)).body.data.attributes).toMatchObject({
      amount: 12_000,
      amount_with_tax: 12_000,
    });
    api().productive.assumptions.taxInclusiveAmount = 'net';
    const net = (await api().create('expenses', attributes)).body.data;
    // 120.00 / 1.2 = 100.00.
    expect(net.attributes).toMatchObject({ amount: 10_000, amount_with_tax: 12_000 });
    expect((await api().change('expenses', net.id, { name: 'Same' })).body.data.attributes).toMatchObject({
      amount: 10_000,
      amount_with_tax: 12_000,
    });
    api().productive.assumptions.taxInclusiveAmount = 'gross';
  });

  it('is approved, unapproved and rejected by actions of their own', async () => {
    const { id } = (await api().create('expenses', basics())).body.data;
    const act = async (verb: string, attributes = {}) =>
      (await api().send('PATCH', `/expenses/${id}/${verb}`, { data: { type: 'expenses', attributes } })).body.data
        .attributes;
    expect(await act('approve')).toMatchObject({ approved: true, approved_at: expect.any(String) as string });
    expect(await act('unapprove')).toMatchObject({ approved: false, approved_at: null });
    expect(await act('reject', { rejected_reason: 'No receipt' })).toMatchObject({
      rejected: true,
      rejected_reason: 'No receipt',
    });
    expect(await act('unreject')).toMatchObject({ rejected: false, rejected_reason: null });
  });

  it('is marked paid by its date, and then keeps its cost; export fields are not for writing', async () => {
    const { id } = (await api().create('expenses', { ...basics(), amount: 500 })).body.data;
    const paid = await api().change('expenses', id, {
      paid_on: '2026-11-21',
      exported: true,
      export_id: 'x',
      external_payment_id: 'p',
    });
    expect(paid.body.data.attributes).toMatchObject({
      paid_on: '2026-11-21',
      exported: false,
      export_id: null,
      external_payment_id: null,
    });
    expect((await api().change('expenses', id, { amount: 600 })).status).toBe(422);
    expect((await api().change('expenses', id, { paid_on: null })).body.data.attributes['paid_on']).toBeNull();
    expect((await api().change('expenses', id, { amount: 600 })).status).toBe(200);
  });

  it('answers an export without the feature with a conflict', async () => {
    const { id } = (await api().create('expenses', basics())).body.data;
    const { status, body } = await api().send('PATCH', `/expenses/${id}/export`);
    expect([status, body.errors[0]?.code, body.errors[0]?.title]).toEqual([
      409,
      'expense_sync_feature_unavailable',
      'Conflict error',
    ]);
  });

  it('approves by itself on a budget without approval, and can be told apart by filter', async () => {
    const auto = await api().get('/expenses?filter[approval_status]=4');
    expect(auto.body.meta['total_count']).toBeGreaterThan(0);
    expect(
      (await api().get('/expenses?filter[approval_status]=3')).body.data.map(({ attributes }) => attributes['name']),
    ).toEqual(['Rejected']);
  });

  it('can be found by its change, or not, as assumed', async () => {
    expect((await api().get('/expenses?filter[updated_at][gt_eq]=2026-11-01')).status).toBe(200);
    api().productive.assumptions.expensesUpdatedAtFilter = 'refused';
    expect((await api().get('/expenses?filter[updated_at][gt_eq]=2026-11-01')).status).toBe(400);
    api().productive.assumptions.expensesUpdatedAtFilter = 'works';
  });

  it('has a receipt behind a link with its own token', async () => {
    const { body } = await api().get('/expenses?filter[name]=With a receipt&include=attachment');
    const url = String(body.included[0]?.attributes['url']);
    const file = await fetch(url);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await file.text()).startsWith('%PDF')).toBe(true);
    expect((await fetch(url.replace(/token=.*/, 'token=guess'))).status).toBe(403);
  });
});
