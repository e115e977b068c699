import { createLog } from '../composition/log.js';
import type { Client } from '../http/testing/client.js';
import { canaries } from '../testing/canaries.js';
import { leaksIn, peopleIn } from '../testing/leaks.js';
import { brightwell, connectFor, setUp, startRealBridge, until, type RealBridge } from '../testing/real-bridge.js';

let bridge: RealBridge;
let client: Client;

/** A day of work: connected, copied, refused, paid, looked at, and both vendors failing in between. */
beforeAll(async () => {
  bridge = await startRealBridge();
  const office = bridge.productive.office(1001);
  const [company] = office.list('companies');
  const [rate] = office.list('tax_rates');
  office.edit('companies', company?.id ?? '', { name: canaries.company, billing_name: canaries.company });
  const sourceId = office.addInvoice({
    ...{ companyId: company?.id ?? '', subsidiaryId: '11', currency: 'GBP', payOn: '2026-12-24', finalise: true },
    ...{ subject: `Pay to ${canaries.iban}`, note: canaries.iban },
    lines: [{ description: canaries.iban, unitPrice: 12_000, taxRateId: rate?.id ?? '' }],
  });
  client = await brightwell(bridge);
  const connectionId = await connectFor(bridge, client);
  await setUp(client, connectionId);
  await client.post('/documents/refresh');
  bridge.xero.faults.next({ kind: 'html', match: { method: 'PUT', path: '/Invoices' } });
  const asked = await client.post('/exports', { kind: 'invoice', sourceIds: [sourceId] });
  if (asked.status !== 202) throw new Error(asked.text);
  await until(
    () => client.get('/exports'),
    ({ body }) => ['exported', 'refused', 'uncertain'].includes(body.rows[0]?.state),
  );
  bridge.xero.faults.next({ kind: 'unauthorised', match: { path: '/Accounts' } });
  await client.post(`/connections/${connectionId}/check`);
  await client.post(`/connections/${connectionId}/check`);
  bridge.productive.faults.add({ kind: 'html', method: 'GET', path: '/invoices' });
  await client.post('/documents/refresh');
  for (const path of [
    '/connections',
    '/exports',
    '/overview',
    '/audit',
    '/documents?kind=invoice',
    '/api-keys',
    '/session',
  ])
    await client.get(path);
}, 90_000);
afterAll(() => bridge?.close());

describe('Security 18: logs, answers and messages', () => {
  it('were searched for what is really there: the canaries went through, and the secrets are known', async () => {
    expect(bridge.secrets().length).toBeGreaterThan(5);
    expect(bridge.answers.join()).toContain(canaries.company);
    expect(await bridge.dump()).toContain(canaries.iban);
    expect(bridge.lines.length).toBeGreaterThan(50);
  });

  it('show no token, no key and no secret of either vendor, whatever failed', () => {
    expect(leaksIn('log line', bridge.lines, bridge.secrets())).toEqual([]);
    expect(leaksIn('answer', bridge.answers, bridge.secrets())).toEqual([]);
  });

  it('name no person, no company and no bank account in the log, down to its most talkative level', () => {
    expect(peopleIn('log line', bridge.lines)).toEqual([]);
  });

  it('would have been caught: a line with a secret is found', () => {
    const lines: string[] = [];
    createLog('info', { write: (line) => void lines.push(line) }).info(`${bridge.secrets()[0]} ${canaries.iban}`);
    expect(leaksIn('line', lines, bridge.secrets())).toHaveLength(1);
    expect(peopleIn('line', lines)).toHaveLength(1);
  });
});

describe('Security 11: the database', () => {
  it('holds no secret in clear: tokens are sealed, sessions and keys are hashes', async () => {
    const rows = (await bridge.dump()).split('\n');
    expect(rows.some((row) => row.startsWith('public.grants '))).toBe(true);
    expect(leaksIn('row', rows, bridge.secrets())).toEqual([]);
    const [cookie = ''] = (client.headers['cookie'] ?? '').split('=').slice(1);
    expect(cookie).toMatch(/^[\w-]{43}$/);
    expect(leaksIn('row', rows, [cookie])).toEqual([]);
  });
});
