import { useSimulator } from '../testing/client.js';

describe('Productive on the wire', () => {
  const api = useSimulator();

  it('refuses in its order: content type, token, organisation, record', async () => {
    const wrongType = { 'content-type': 'application/json' };
    expect((await api().as('nobody').send('POST', '/nonsense', {}, wrongType)).status).toBe(415);
    expect((await api().as('nobody', '77').get('/nonsense')).body.errors[0]).toEqual({
      status: '401',
      code: 'invalid_auth_token',
      title: 'Unauthenticated',
      detail: 'You are not authenticated',
      meta: {},
      source: {},
    });
    const stranger = await api().as('sandbox-brightwell-admin', '1002').get('/nonsense');
    expect([stranger.status, stranger.body.errors[0]?.code]).toEqual([403, 'no_person']);
    expect((await api().get('/invoices/999')).body.errors[0]?.code).toBe('record_not_found');
    expect((await api().get('/nonsense')).body.errors[0]?.title).toBe('Route Not Found');
  });

  it('shows no record of another organisation, not even by id', async () => {
    const foreign = api().productive.office(1002).list('invoices')[0]?.id ?? '';
    expect((await api().get(`/invoices/${foreign}`)).status).toBe(404);
    expect((await api().change('invoices', foreign, { subject: 'Mine' })).status).toBe(404);
    const company = api().productive.office(1002).list('companies')[0]?.id ?? '';
    const stolen = await api().create('invoices', { company_id: company, currency: 'GBP', invoiced_on: '2026-11-20' });
    expect(stolen.body.errors[0]?.source.pointer).toBe('data/attributes/company');
  });

  it('fills no relationship but the organisation unless it is included', async () => {
    const { body } = await api().get('/invoices?page[size]=1');
    const relationships = body.data[0]!.relationships;
    expect(relationships['organization']).toEqual({ data: { type: 'organizations', id: '1001' } });
    expect(relationships['company']).toEqual({ meta: { included: false } });
  });

  it('includes across dots, each record once', async () => {
    const { body } = await api().get('/line_items?page[size]=200&include=invoice.company,tax_rate');
    const keys = body.included.map(({ type, id }) => `${type}/${id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(body.included.map(({ type }) => type))).toEqual(new Set(['invoices', 'companies', 'tax_rates']));
  });

  it('refuses includes, filters and sorts that the endpoint does not declare', async () => {
    const include = await api().get('/invoices?include=line_items');
    expect([include.status, include.body.errors[0]?.title]).toEqual([400, 'Unsupported Include']);
    const filter = await api().get('/invoices?filter[updated_at]=2026-11-01');
    expect(filter.body.errors[0]?.detail).toBe("Filter 'updated_at' is not supported on this endpoint");
    const sort = await api().get('/expenses?sort=updated_at');
    expect([sort.status, sort.body.errors[0]?.status]).toEqual([400, 'unprocessable_content']);
  });

  it('cuts collections to fields, but not single records', async () => {
    const list = await api().get('/invoices?fields[invoices]=number,nonsense&page[size]=1');
    expect(list.body.data[0]!.attributes).toEqual({ number: expect.any(String) as string });
    const id = list.body.data[0]!.id;
    expect((await api().get(`/invoices/${id}?fields[invoices]=number`)).body.data.attributes).toHaveProperty('subject');
  });

  it('pages by number, and says zero pages of nothing', async () => {
    const second = await api().get('/invoices?page[size]=5&page[number]=2&filter[invoice_state]=2');
    expect(second.body.meta).toMatchObject({ current_page: 2, page_size: 5, max_page_size: 200 });
    expect(second.body.links['next']).toContain('?filter%5Binvoice_state%5D=2&page%5Bnumber%5D=3&page%5Bsize%5D=5');
    const nothing = await api().get('/invoices?filter[number]=no-such-number');
    expect(nothing.body.meta).toMatchObject({ total_pages: 0, total_count: 0 });
    expect(Object.keys(nothing.body.links)).toEqual(['first', 'last']);
  });

  it('pages by cursor through everything once, and refuses a mix', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/invoices?page[after]=&page[size]=7&sort=-invoiced_on';
    while (path !== undefined) {
      const { body } = await api().get(path);
      expect(Object.keys(body.meta).sort()).toEqual(['max_page_size', 'page_size', 'settings']);
      seen.push(...body.data.map(({ id }) => id));
      path = body.links['next']?.slice(api().productive.url.length);
    }
    const all = api().productive.office(1001).list('invoices');
    expect([...seen].sort()).toEqual(all.map(({ id }) => id).sort());
    const mixed = await api().get('/invoices?page[after]=&page[number]=1');
    expect(mixed.body.errors[0]?.code).toBe('keyset_conflict');
  });

  it('clamps a page size above 200, or refuses it when so assumed', async () => {
    expect((await api().get('/expenses?page[size]=500')).body.meta['page_size']).toBe(200);
    api().productive.assumptions.pageSizeAbove200 = 'error';
    expect((await api().get('/expenses?page[size]=500')).status).toBe(400);
    api().productive.assumptions.pageSizeAbove200 = 'clamp';
  });

  it('prints instants with the offset of the organisation and the money of services as floats', async () => {
    const sydney = api().as('sandbox-coolabah-admin', '1002');
    const invoice = (await sydney.get('/invoices?page[size]=1')).body.data[0]!;
    expect(invoice.attributes['created_at']).toBe('2026-09-01T22:00:00.000+10:00');
    const { text } = await api().get('/services?page[size]=1');
    expect(text).toContain('"price":12500.0,');
    expect(text).toContain('"quantity":"1.0"');
  });

  it('cuts date-times to days unless the feature flag is sent', async () => {
    const { office } = api().productive;
    const id = office(1001).list('invoices')[0]!.id;
    api().productive.clock.set(Date.parse('2026-11-24T15:00:00Z'));
    office(1001).edit('invoices', id, { note: 'touched' });
    const path = '/invoices?filter[last_activity_at][gt_eq]=2026-11-24T16:00:00%2B00:00';
    expect((await api().get(path)).body.meta['total_count']).toBe(1);
    const exact = await api().get(path, { 'x-feature-flags': 'filteringSkipDatetimeCastToDate' });
    expect(exact.body.meta['total_count']).toBe(0);
    api().productive.clock.set(Date.now());
  });

  it('joins filter groups with and or or', async () => {
    const { body } = await api().get(
      '/companies?filter[$op]=or&filter[0][name][eq]=Fen Cycles&filter[1][name][contains]=kaffe',
    );
    expect(body.data.map(({ attributes }) => attributes['name'])).toEqual(['Ærø Kaffe & Søn ApS', 'Fen Cycles']);
  });

  it('takes lists of ids, only the first, or none, as assumed', async () => {
    const [first, second] = api().productive.office(1001).list('invoices');
    const count = async () =>
      new Set(
        (await api().get(`/line_items?filter[invoice_id]=${first!.id},${second!.id}&include=invoice`)).body.data.map(
          (line) => line.relationships['invoice']?.data?.id,
        ),
      ).size;
    expect(await count()).toBe(2);
    api().productive.assumptions.multiIdFilters = 'first_only';
    expect(await count()).toBe(1);
    api().productive.assumptions.multiIdFilters = 'refused';
    expect((await api().get('/line_items?filter[invoice_id]=1,2')).status).toBe(400);
    api().productive.assumptions.multiIdFilters = 'works';
  });

  it('answers a deletion with nothing at all', async () => {
    const made = await api().create('contact_entries', { type: 'email', name: 'Work', email: 'a@b.example' });
    expect(made.status).toBe(201);
    const gone = await api().send('DELETE', `/contact_entries/${made.body.data.id}`);
    expect([gone.status, gone.text, gone.headers.get('content-type')]).toEqual([204, '', null]);
  });

  it('knows bulk writes only when both headers name the extension', async () => {
    const ids = api()
      .productive.office(1001)
      .list('expenses')
      .slice(0, 2)
      .map(({ id }) => id);
    const body = { data: ids.map((id) => ({ type: 'expenses', id, attributes: { pay_on: '2026-12-24' } })) };
    const ext = 'application/vnd.api+json; ext=bulk';
    const half = await api().send('PATCH', '/expenses', body, { 'content-type': ext });
    expect([half.status, half.body.errors[0]?.title]).toEqual([404, 'Route Not Found']);
    const whole = await api().send('PATCH', '/expenses', body, { 'content-type': ext, accept: ext });
    expect(whole.body.data.map(({ attributes }) => attributes['pay_on'])).toEqual(['2026-12-24', '2026-12-24']);
  });
});
