import { brightwellLabs, brightwellStudio } from '@bridge/application/testing';
import { admins, ada, connected, consent, copied, documents, goodSettings } from '../testing/scenes.js';
import { signIn, type Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('connecting a subsidiary to Xero', () => {
  let bed: TestBed;
  let client: Client;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterEach(() => bed.close());

  const statuses = async (who = client) =>
    (await who.get('/connections')).body.map((row: { name: string; status: string }) => [row.name, row.status]);
  const idIn = (address: string) => new URL(address, bed.url).searchParams.get('connection') ?? '';

  it('shows every subsidiary before anything is connected', async () => {
    expect(await statuses()).toEqual([
      ['Brightwell Studio Ltd', 'not_connected'],
      ['Brightwell Labs Ltd', 'not_connected'],
    ]);
  });

  it('comes back from Xero to an address without the code, and to a page that closes itself', async () => {
    const end = await consent(bed, client, '11', [brightwellStudio]);
    expect(end).toMatch(/^\/api\/v1\/connections\/callback\/done\?connection=[\da-f-]+$/);
    const page = await bed.call('GET', end);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const nonce = /script-src 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
    expect(page.text).toContain(`<script nonce="${nonce}">`);
    expect(page.text).toContain('window.close()');
    expect(await statuses()).toContainEqual(['Brightwell Studio Ltd', 'setup_incomplete']);
  });

  it('uses a consent once', async () => {
    const begun = await client.post('/connections', { subsidiaryId: '11' });
    const state = new URL(begun.body.consentUrl).searchParams.get('state') ?? '';
    const again = () =>
      client.get(`/connections/callback?state=${state}&code=${bed.ledger.access.allow('ada', [brightwellStudio])}`);
    expect((await again()).headers.get('location')).toContain('connection=');
    expect((await again()).headers.get('location')).toContain('problem=consent_expired');
  });

  it('says what happened when permission was not given, or Xero does not answer', async () => {
    const cancelled = await client.get('/connections/callback?error=access_denied&state=x&something=new');
    expect(cancelled.headers.get('location')).toContain('problem=consent_denied');
    const page = await bed.call('GET', cancelled.headers.get('location') ?? '');
    expect(page.text).toContain('Permission was not given');

    bed.ledger.failNext({ kind: 'unavailable' }, { method: 'exchange' });
    expect(await consent(bed, client, '11', [brightwellStudio])).toContain('problem=unavailable');
    expect(await statuses()).toContainEqual(['Brightwell Studio Ltd', 'not_connected']);
  });

  it('writes nothing of an address into the page that it did not choose itself', async () => {
    const page = await bed.call(
      'GET',
      '/api/v1/connections/callback/done?problem=%3Cscript%3E&connection=%3C/script%3E',
    );
    expect(page.text).not.toContain('<script>');
    expect(page.text.match(/<\/script>/g)).toHaveLength(1);
  });

  it('lets the admin choose when Xero granted several organisations', async () => {
    const id = idIn(await consent(bed, client, '11', [brightwellStudio, brightwellLabs]));
    const [subsidiary] = (await client.get('/connections')).body;
    expect(subsidiary.connection.status).toBe('choosing_organisation');
    expect(subsidiary.connection.offered).toEqual([
      { organisationId: brightwellStudio, name: 'Brightwell Studio Ltd' },
      { organisationId: brightwellLabs, name: 'Brightwell Labs Ltd' },
    ]);
    const early = await client.get(`/connections/${id}/settings`);
    expect([early.status, early.body.code]).toEqual([409, 'organisation_not_chosen']);
    const wrong = await client.put(`/connections/${id}/organisation`, { organisationId: 'other' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'organisation_missing']);
    const chosen = await client.put(`/connections/${id}/organisation`, { organisationId: brightwellLabs });
    expect(chosen.body.organisation).toEqual({ id: brightwellLabs, name: 'Brightwell Labs Ltd' });
  });

  it('refuses a subsidiary that Productive does not have', async () => {
    const answer = await client.post('/connections', { subsidiaryId: '99' });
    expect([answer.status, answer.body.code]).toEqual([422, 'subsidiary_unknown']);
  });

  it('is green once every card is complete, and counts what needs a person', async () => {
    const id = await connected(bed, client);
    expect(await statuses()).toContainEqual(['Brightwell Studio Ltd', 'connected']);
    await documents(bed, client);
    bed.ledger.accountant(brightwellStudio).refuseElement(0);
    await copied(bed, client, id);
    const [subsidiary] = (await client.get('/connections')).body;
    expect([subsidiary.status, subsidiary.connection.attention]).toEqual(['needs_attention', 1]);
  });

  it('needs attention while an account it uses is archived in Xero, beside whatever else does', async () => {
    const id = await connected(bed, client);
    const accountant = bed.ledger.accountant(brightwellStudio);
    await documents(bed, client);
    accountant.refuseElement(0);
    await copied(bed, client, id);
    const check = async () => (await client.post(`/connections/${id}/check`)).body;
    accountant.archiveAccount('200');
    expect(await check()).toMatchObject({ status: 'needs_attention', attention: 2 });
    accountant.restoreAccount('200');
    expect(await check()).toMatchObject({ status: 'needs_attention', attention: 1 });
  });

  it('is incomplete when something was never chosen, whatever has drifted', async () => {
    const id = await connected(bed, client);
    bed.ledger.accountant(brightwellStudio).archiveAccount('200');
    const { defaultAccount: _, ...expenses } = goodSettings.expenses;
    await client.put(`/connections/${id}/settings`, { version: 1, settings: { ...goodSettings, expenses } });
    expect(await statuses()).toContainEqual(['Brightwell Studio Ltd', 'setup_incomplete']);
  });

  it('notices that Xero has cut us off, and says what to do', async () => {
    const id = await connected(bed, client);
    bed.ledger.disconnect(brightwellStudio);
    const { body } = await client.post(`/connections/${id}/check`);
    expect([body.status, body.trouble.code]).toEqual(['disconnected', 'disconnected']);
    expect(body.trouble.whatToDo).toContain('Reconnect');
    const chart = await client.post(`/connections/${id}/chart/refresh`);
    expect([chart.status, chart.body.code]).toEqual([409, 'disconnected']);
  });

  it('shows until when it waits after a rate limit', async () => {
    const id = await connected(bed, client);
    bed.ledger.failNext({ kind: 'rate_limited', retryAfterMs: 60_000, scope: 'day' }, { method: 'readChart' });
    const { body } = await client.post(`/connections/${id}/check`);
    expect([body.pausedUntil, body.trouble.code]).toEqual(['2026-11-24T09:01:00.000Z', 'rate_limited']);
  });

  it('can be disconnected, and keeps its settings for the next time', async () => {
    const id = await connected(bed, client);
    expect((await client.delete(`/connections/${id}`)).status).toBe(204);
    expect(await statuses()).toContainEqual(['Brightwell Studio Ltd', 'disconnected']);
    await consent(bed, client, '11', [brightwellStudio]);
    expect((await client.get(`/connections/${id}/settings`)).body).toMatchObject({
      version: 1,
      settings: goodSettings,
    });
    expect(await statuses()).toContainEqual(['Brightwell Studio Ltd', 'connected']);
  });

  it('asks before another organisation takes the place of the first', async () => {
    const id = await connected(bed, client);
    await consent(bed, client, '11', [brightwellLabs]);
    const choose = (isConfirmed: boolean) =>
      client.put(`/connections/${id}/organisation`, { organisationId: brightwellLabs, isConfirmed });
    const asked = await choose(false);
    expect([asked.status, asked.body.code]).toEqual([422, 'organisation_differs']);
    expect((await choose(true)).body.organisation.name).toBe('Brightwell Labs Ltd');
  });

  it('needs the Professional or Ultimate plan', async () => {
    const tiny = await signIn(bed, ...admins.tiny);
    expect(await statuses(tiny)).toEqual([['Tiny Essentials', 'upgrade_required']]);
    expect((await tiny.get('/session')).body.features.isUpgradeRequired).toBe(true);
    const begun = await tiny.post('/connections', { subsidiaryId: '41' });
    expect([begun.status, begun.body.code]).toEqual([422, 'feature_unavailable']);
    const invoices = await tiny.post('/exports', { kind: 'invoice', sourceIds: ['1'] });
    expect([invoices.status, invoices.body.code]).toEqual([422, 'feature_unavailable']);
    const inProductive = { status: '422', code: 'invalid_attribute', detail: 'feature unavailable' };
    for (const { body } of [begun, invoices]) expect(body.errors).toMatchObject([inProductive]);
    const expenses = await tiny.post('/exports', { kind: 'expense', sourceIds: ['1'] });
    expect([expenses.status, expenses.body.code]).toEqual([409, 'expense_sync_feature_unavailable']);
    expect(expenses.body.errors).toMatchObject([{ status: '409', code: 'expense_sync_feature_unavailable' }]);
    expect((await tiny.post('/connections', { subsidiaryId: 41 })).body).not.toHaveProperty('errors');
  });

  it('finds contacts of Xero by a part of their name, before anything was copied', async () => {
    const id = await connected(bed, client);
    bed.ledger.accountant(brightwellStudio).addContact({ name: 'Acme Ltd', email: 'hello@acme.example' });
    const found = await client.get(`/connections/${id}/contacts?search=acm`);
    expect(found.body).toMatchObject([{ name: 'Acme Ltd', email: 'hello@acme.example' }]);
    expect((await client.get(`/connections/${id}/contacts?search=zzz`)).body).toEqual([]);
  });
});
