import { useSimulator } from '../testing/client.js';
import { readFaultRule } from './faults.js';

describe('scripted faults', () => {
  const api = useSimulator();
  const faults = () => api().productive.faults;
  const count = () => api().productive.office(1001).list('companies').length;
  const make = () => api().create('companies', { name: 'Faulty' });

  it('answers with any status once, and then as ever', async () => {
    faults().add({ kind: 'status', status: 503, path: '/companies' });
    expect((await api().get('/companies')).status).toBe(503);
    expect((await api().get('/companies')).status).toBe(200);
  });

  it('strikes only what it is meant for, after letting some pass', async () => {
    faults().add({ kind: 'status', method: 'GET', path: '/invoices/*', after: 1, status: 500 });
    const id = api().productive.office(1001).list('invoices')[0]?.id ?? '';
    expect((await api().get('/invoices')).status).toBe(200);
    expect((await api().get(`/invoices/${id}`)).status).toBe(200);
    expect((await api().get(`/invoices/${id}`)).status).toBe(500);
  });

  it('drops the connection before or after the write', async () => {
    const before = count();
    faults().add({ kind: 'drop_before' });
    await expect(make()).rejects.toThrow();
    expect(count()).toBe(before);
    faults().add({ kind: 'commit_then_drop' });
    await expect(make()).rejects.toThrow();
    expect(count()).toBe(before + 1);
  });

  it('applies a write late, long after the connection is gone', async () => {
    const before = count();
    faults().add({ kind: 'late_apply', delayMs: 60_000 });
    await expect(make()).rejects.toThrow();
    expect(count()).toBe(before);
    api().productive.clock.advance(60_001);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(count()).toBe(before + 1);
  });

  it.each(['status', 'html'] as const)('does as it was told, and says that it failed: %s', async (kind) => {
    const before = count();
    faults().add({ kind, status: 503, applied: true });
    expect((await make()).status).toBe(503);
    expect(count()).toBe(before + 1);
    faults().add({ kind, status: 503 });
    expect((await make()).status).toBe(503);
    expect(count()).toBe(before + 1);
  });

  it('answers with HTML, with half a body, and with both kinds of 429', async () => {
    faults().add({ kind: 'html', status: 502 });
    expect((await api().get('/companies')).text).toContain('<h1>');
    faults().add({ kind: 'truncated' });
    await expect(api().get('/companies')).rejects.toThrow();
    faults().add({ kind: 'rate_limit', resetSeconds: 7 });
    expect((await api().get('/companies')).headers.get('x-ratelimit-reset')).toBe('7');
    faults().add({ kind: 'server_time' });
    expect((await api().get('/companies')).body.errors[0]).toMatchObject({
      title: 'Server time limit exceeded',
      limit: 1800,
    });
    expect(api().productive.stats.report()).toMatchObject({ rateLimited: 0, injectedRateLimits: 2 });
  });

  it('is scripted over HTTP too, and refuses nonsense', async () => {
    const control = `${api().productive.webUrl}_control/faults`;
    const set = await fetch(control, { method: 'POST', body: JSON.stringify({ kind: 'status', status: 418 }) });
    expect(set.status).toBe(200);
    expect((await api().get('/companies')).status).toBe(418);
    expect((await fetch(control, { method: 'POST', body: '{"kind":"gremlin"}' })).status).toBe(400);
    expect(() => readFaultRule({ kind: 'status', times: 'twice' })).toThrow('times must be a number');
    expect(() => readFaultRule({ kind: 'html', applied: 1 })).toThrow('applied must be true or false');
  });
});
