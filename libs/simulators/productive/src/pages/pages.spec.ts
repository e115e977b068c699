import { useSimulator } from '../testing/client.js';

describe('the pages to act by hand', () => {
  const api = useSimulator({ publicUrl: 'http://example.test/sandbox/productive' });
  const root = () => `http://127.0.0.1:${api().productive.port}/`;
  const office = () => api().productive.office(1001);
  const open = async (path: string) => (await fetch(root() + path)).text();
  const submit = async (path: string, fields: Record<string, string> = {}) => {
    const response = await fetch(root() + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    return { status: response.status, location: response.headers.get('location'), text: await response.text() };
  };

  it('link relative to themselves, so that they work behind any prefix', async () => {
    const id = office().list('invoices')[0]?.id ?? '';
    for (const path of [
      '',
      'organizations/1001/invoices',
      `organizations/1001/invoices/${id}`,
      'organizations/1001/plan',
    ]) {
      const targets = [...(await open(path)).matchAll(/(?:href|action)="([^"]*)"/g)].map((match) => match[1] ?? '');
      expect(targets.length).toBeGreaterThan(2);
      expect(targets.filter((target) => target.startsWith('/'))).toEqual([]);
    }
  });

  it('show names from anywhere, escaped', async () => {
    office().add('companies', { name: '<script>alert(1)</script>' });
    const page = await open('organizations/1001/invoices/new');
    expect(page).toContain('株式会社さくら');
    expect(page).toContain('&#60;script&#62;');
    expect(page).not.toContain('<script>');
  });

  it('take an invoice from draft to paid', async () => {
    const [client] = office().list('companies');
    const [rate] = office().list('tax_rates');
    const [type] = office().list('service_types');
    const made = await submit('organizations/1001/invoices/new', {
      client: client?.id ?? '',
      subsidiary: '11',
      subject: 'By hand',
      description0: 'Work',
      quantity0: '2',
      price0: '100.50',
      rate0: rate?.id ?? '',
      type0: type?.id ?? '',
    });
    expect(made.status).toBe(303);
    const id = /invoices\/(\d+)$/.exec(made.location ?? '')?.[1] ?? '';
    const at = `organizations/1001/invoices/${id}`;
    await submit(`${at}/finalise`);
    const early = await submit(`${at}/payments`, { amount: 'lots' });
    expect(early.text).toContain('Not done: the amount is not an amount.');
    await submit(`${at}/sent`);
    // 2 × 100.50 = 201.00; 20 % tax = 40.20.
    await submit(`${at}/payments`, { amount: '241.20', date: '2026-11-24' });
    expect(await open(at)).toContain('Paid 2026-11-24');
    const payment = office().list('payments').at(-1)?.id ?? '';
    await submit(`${at}/delete-payment`, { payment });
    expect(await open(at)).toContain('Unpaid');
  });

  it('say why a form was refused, with links that still work', async () => {
    const draft = office()
      .list('invoices')
      .find(({ attributes }) => attributes['subject'] === 'Paid in two tranches')!;
    const refused = await submit(`organizations/1001/invoices/${draft.id}/delete`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Not done: invoice has payments.');
    expect(refused.text).toContain(`action="../${draft.id}/unsent"`);
  });

  it('approve an expense and change the plan', async () => {
    const expense = office()
      .list('expenses')
      .find(({ attributes }) => attributes['name'] === 'Not yet approved')!;
    await submit(`organizations/1001/expenses/${expense.id}/approve`);
    expect(office().find('expenses', expense.id)?.attributes['approved']).toBe(true);
    expect((await submit('organizations/1001/plan', { plan: 'essential' })).status).toBe(303);
    expect(await open('organizations/1001/plan')).toMatch(/<option selected>\s*essential/);
    expect((await submit('organizations/1001/plan', { plan: 'gold' })).text).toContain('there is no such plan');
  });
});
