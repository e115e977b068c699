import { useSimulator } from '../testing/client.js';

describe('who may do what, and how often', () => {
  const api = useSimulator();

  it('lets a read-only token read and nothing else', async () => {
    const readOnly = api().as('sandbox-brightwell-readonly');
    expect((await readOnly.get('/invoices')).status).toBe(200);
    expect((await readOnly.create('companies', { name: 'No' })).status).toBe(403);
  });

  it('keeps invoices and connections from members', async () => {
    const member = api().as('sandbox-brightwell-member');
    expect((await member.get('/invoices')).status).toBe(403);
    expect((await member.get('/integrations')).status).toBe(403);
    expect((await member.get('/expenses')).status).toBe(200);
  });

  it('reveals people behind memberships only on include', async () => {
    const bare = await api().get('/organization_memberships');
    expect(bare.body.data).toHaveLength(1);
    expect(bare.body.data[0]!.relationships['person']).toEqual({ meta: { included: false } });
    const full = await api().get('/organization_memberships?include=person');
    expect(full.body.included[0]?.attributes['role_id']).toBe(1);
  });

  it('closes the finances to the essential plan and webhooks to all but ultimate', async () => {
    const tiny = await api().as('sandbox-tiny-admin', '1004').get('/tax_rates');
    expect([tiny.status, tiny.body.errors[0]?.code, tiny.body.errors[0]?.detail]).toEqual([
      403,
      'financials_unavailable',
      'Feature financials unavailable',
    ]);
    expect((await api().as('sandbox-cedar-admin', '1003').get('/webhooks')).status).toBe(403);
    api().productive.office(1003).setPlan('ultimate');
    expect((await api().as('sandbox-cedar-admin', '1003').get('/webhooks')).status).toBe(200);
    const plan = await api().as('sandbox-cedar-admin', '1003').get('/organizations?include=organization_subscription');
    expect(plan.body.included[0]?.attributes['plan_type']).toBe('ultimate');
  });

  it('refuses the 101st request in ten seconds of one token, and says when to come back', async () => {
    const client = api().as('sandbox-coolabah-readonly', '1002');
    for (let count = 0; count < 100; count += 1) expect((await client.get('/subsidiaries')).status).toBe(200);
    const refused = await client.get('/subsidiaries');
    expect([refused.status, refused.body.errors[0]?.title]).toEqual([429, 'Too many requests']);
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(0);
    expect((await api().get('/subsidiaries')).headers.get('x-ratelimit-reset')).toBeNull();
    api().productive.clock.advance(10_001);
    expect((await client.get('/subsidiaries')).status).toBe(200);
    expect(api().productive.stats.report()).toMatchObject({ rateLimited: 1, injectedRateLimits: 0 });
  });
});
