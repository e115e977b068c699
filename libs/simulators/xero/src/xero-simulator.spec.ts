import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decideConsent, startXeroSimulator, type XeroSimulator } from './index.js';

const BRIGHTWELL = '11111111-1111-4111-8111-111111111111';
const SCOPES = 'offline_access accounting.invoices accounting.contacts accounting.payments accounting.settings';

describe('The Xero simulator as a whole', () => {
  let xero: XeroSimulator;
  let accessToken: string;
  let changes: number;
  beforeEach(async () => {
    changes = 0;
    xero = await startXeroSimulator({ onChange: () => void (changes += 1) });
    accessToken = xero.identity.grant('ada@brightwell.example', [BRIGHTWELL], SCOPES).access_token;
  });
  afterEach(() => xero.close());

  const api = (method: string, path: string, body?: unknown, at = xero.url) =>
    fetch(`${at}/api.xro/2.0${path}`, {
      method,
      headers: { Accept: 'application/json', Authorization: `Bearer ${accessToken}`, 'xero-tenant-id': BRIGHTWELL },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${xero.url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const invoice = async (Status: string) => {
    const response = await api('PUT', '/Invoices', {
      Invoices: [
        {
          Type: 'ACCREC',
          Status,
          Contact: { Name: 'Harbour Foods' },
          Date: '2026-11-20',
          DueDate: '2026-12-20',
          LineItems: [{ Description: 'Design', Quantity: 2, UnitAmount: 500, AccountCode: '200', TaxType: 'OUTPUT2' }],
        },
      ],
    });
    const { Invoices } = (await response.json()) as { Invoices: { InvoiceID: string }[] };
    return String(Invoices[0]?.InvoiceID);
  };
  const read = async (id: string) =>
    ((await (await api('GET', `/Invoices/${id}`)).json()) as { Invoices: Record<string, unknown>[] }).Invoices[0];
  const page = async (path: string) => (await fetch(`${xero.url}/${path}`)).text();
  const post = (path: string, fields: [string, string][]) =>
    fetch(`${xero.url}/${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

  it('lets Ada connect Brightwell through the consent page and read its books', async () => {
    const { page: shown, location } = await decideConsent(
      `${xero.url}/identity/connect/authorize?response_type=code&client_id=sandbox-client&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&scope=accounting.settings.read&state=s`,
      { user: 'ada@brightwell.example', tenants: [BRIGHTWELL], decision: 'allow' },
    );
    expect(shown).toContain('Brightwell Studio Ltd');
    expect(location?.searchParams.get('code')).toBeTruthy();
    expect(await (await api('GET', '/Organisation')).json()).toMatchObject({
      Organisations: [{ Name: 'Brightwell Studio Ltd', BaseCurrency: 'GBP' }],
    });
  });

  it('goes on after a restart: same tokens, same books, same quotas', async () => {
    const id = await invoice('DRAFT');
    const kept: unknown = JSON.parse(JSON.stringify(xero.snapshot()));
    const second = await startXeroSimulator({ snapshot: kept, publicUrl: xero.url });
    const response = await api('GET', `/Invoices/${id}`, undefined, `http://127.0.0.1:${second.port}`);
    expect(response.headers.get('X-MinLimit-Remaining')).toBe('58');
    expect(await response.json()).toMatchObject({ Invoices: [{ InvoiceID: id, Status: 'DRAFT' }] });
    await second.close();
  });

  it('asks the address it was given whether it tells good signatures from bad', async () => {
    const careless = createServer((_request, response) => void response.writeHead(200).end());
    await new Promise<void>((resolve) => careless.listen(0, '127.0.0.1', resolve));
    const second = await startXeroSimulator({
      webhookUrl: `http://127.0.0.1:${(careless.address() as AddressInfo).port}/`,
    });
    expect(second.webhooks.status).toBe('unvalidated');
    await second.close();
    careless.closeAllConnections();
    careless.close();
  });

  it('says when something may have changed', async () => {
    const before = changes;
    await invoice('DRAFT');
    expect(changes).toBeGreaterThan(before);
  });

  describe('by hand', () => {
    it('approves a draft, takes a payment, deletes it, and voids the document', async () => {
      const id = await invoice('DRAFT');
      const at = `organisations/${BRIGHTWELL}/invoices/${id}`;
      await post(at, [['action', 'approve']]);
      expect(await read(id)).toMatchObject({ Status: 'AUTHORISED', AmountDue: 1200 });
      await post(at, [
        ['action', 'pay'],
        ['date', '2026-11-21'],
        ['account', '090'],
        ['amount', '200.50'],
      ]);
      const paid = await read(id);
      expect(paid).toMatchObject({ Status: 'AUTHORISED', AmountDue: 999.5 });
      const payment = (paid?.['Payments'] as { PaymentID: string }[])[0]?.PaymentID ?? '';
      expect(await page(at)).toContain(payment);
      await post(at, [
        ['action', 'delete-payment'],
        ['payment', payment],
      ]);
      await post(at, [['action', 'void']]);
      expect(await read(id)).toMatchObject({ Status: 'VOIDED' });
    });

    it('pays what is due in parts, the last taking the odd cents', async () => {
      const id = await invoice('AUTHORISED');
      await post(`organisations/${BRIGHTWELL}/invoices/${id}`, [
        ['action', 'split'],
        ['date', '2026-11-21'],
        ['account', '090'],
        ['parts', '7'],
      ]);
      const paid = await read(id);
      const amounts = (paid?.['Payments'] as { Amount: number }[])
        .map((payment) => payment.Amount)
        .sort((a, b) => a - b);
      // 1200.00 / 7 = 171.42, and 1200.00 − 6 × 171.42 = 171.48.
      expect([paid?.['Status'], amounts]).toEqual(['PAID', [171.42, 171.42, 171.42, 171.42, 171.42, 171.42, 171.48]]);
    });

    it('edits a line, and shows what Xero objects to', async () => {
      const id = await invoice('AUTHORISED');
      const at = `organisations/${BRIGHTWELL}/invoices/${id}`;
      await post(at, [
        ['action', 'edit'],
        ['Reference', 'PO 7'],
        ['amount-0', '550'],
      ]);
      expect(await read(id)).toMatchObject({ Reference: 'PO 7', SubTotal: 1100 });
      const refused = await post(at, [
        ['action', 'pay'],
        ['date', '2026-11-21'],
        ['account', '090'],
        ['amount', '9999'],
      ]);
      expect(decodeURIComponent(refused.headers.get('location') ?? '')).toBe(
        '?problem=Payment amount exceeds the amount outstanding on this document',
      );
    });

    it('disconnects the app, which the app notices at its next call', async () => {
      await post(`organisations/${BRIGHTWELL}`, [['action', 'disconnect']]);
      expect((await api('GET', '/Organisation')).status).toBe(403);
    });

    it('pays several documents with one movement of money', async () => {
      const [one, two] = [await invoice('AUTHORISED'), await invoice('AUTHORISED')];
      await post(`organisations/${BRIGHTWELL}/invoices`, [
        ['action', 'batch'],
        ['date', '2026-11-21'],
        ['account', '090'],
        ['documents', one],
        ['documents', two],
      ]);
      expect(await read(one)).toMatchObject({ Status: 'PAID' });
      const batches = [await read(one), await read(two)].map(
        (paid) => (paid?.['Payments'] as { BatchPaymentID: string }[])[0]?.BatchPaymentID,
      );
      expect(batches[0]).toBeDefined();
      expect(batches[1]).toBe(batches[0]);
    });

    it('credits a document', async () => {
      const id = await invoice('AUTHORISED');
      await post(`organisations/${BRIGHTWELL}/invoices/${id}`, [
        ['action', 'credit'],
        ['date', '2026-11-21'],
        ['amount', '200'],
      ]);
      expect(await read(id)).toMatchObject({ AmountCredited: 200, AmountDue: 1000 });
    });

    it('merges two contacts, and moves the lock dates', async () => {
      const created = await api('PUT', '/Contacts', {
        Contacts: [{ Name: 'Harbour Foods' }, { Name: 'Harbour Food Ltd' }],
      });
      const { Contacts } = (await created.json()) as { Contacts: { ContactID: string }[] };
      const [winner = '', loser = ''] = Contacts.map((contact) => contact.ContactID);
      const merged = await post(`organisations/${BRIGHTWELL}`, [
        ['action', 'merge-contacts'],
        ['id', loser],
        ['into', winner],
      ]);
      expect(merged.headers.get('location')).toBe('?done=1');
      expect(await (await api('GET', `/Contacts/${loser}`)).json()).toMatchObject({
        Contacts: [{ ContactStatus: 'ARCHIVED', MergedToContactID: winner }],
      });
      await post(`organisations/${BRIGHTWELL}`, [
        ['action', 'set-lock-dates'],
        ['year', '2026-10-31'],
      ]);
      expect(await (await api('GET', '/Organisation')).json()).toMatchObject({
        Organisations: [{ EndOfYearLockDate: `/Date(${Date.parse('2026-10-31')}+0000)/` }],
      });
    });

    it('shows the lock dates it was given', async () => {
      await post(`organisations/${BRIGHTWELL}`, [
        ['action', 'set-lock-dates'],
        ['period', '2026-10-31'],
        ['year', '2026-03-31'],
      ]);
      const shown = await page(`organisations/${BRIGHTWELL}`);
      expect(shown).toMatch(/name="period"\s+value="2026-10-31"/);
      expect(shown).toMatch(/name="year"\s+value="2026-03-31"/);
      expect(shown).toContain('GB GBP');
    });

    it('archives an account', async () => {
      const { Accounts } = (await (await api('GET', '/Accounts')).json()) as {
        Accounts: { AccountID: string; Code: string }[];
      };
      const id = Accounts.find((account) => account.Code === '493')?.AccountID ?? '';
      await post(`organisations/${BRIGHTWELL}`, [
        ['action', 'archive-account'],
        ['id', id],
      ]);
      expect(await (await api('GET', `/Accounts/${id}`)).json()).toMatchObject({ Accounts: [{ Status: 'ARCHIVED' }] });
    });

    it('links relatively on every page, so that a proxy may mount it anywhere', async () => {
      const id = await invoice('AUTHORISED');
      for (const path of [
        '',
        'calls',
        `organisations/${BRIGHTWELL}`,
        `organisations/${BRIGHTWELL}/invoices`,
        `organisations/${BRIGHTWELL}/bills`,
        `organisations/${BRIGHTWELL}/invoices/${id}`,
      ]) {
        const markup = await page(path);
        expect(markup.startsWith('<!doctype html>')).toBe(true);
        expect([...markup.matchAll(/(?:href|action|src)="(\/|https?:)/g)]).toEqual([]);
        for (const [, href = ''] of markup.matchAll(/<a href="([^"]*)"/g))
          expect((await fetch(new URL(href, `${xero.url}/${path}`))).status).toBe(200);
      }
    });
  });

  describe('by its levers', () => {
    it('moves its clock', async () => {
      expect((await control('POST', '/clock', { set: '2027-01-01T00:00:00Z' })).body['iso']).toMatch(
        /^2027-01-01T00:00:00/,
      );
      expect((await control('POST', '/clock', { advanceSeconds: 3600 })).body['iso']).toMatch(/^2027-01-01T01:00:00/);
      expect((await api('GET', '/Organisation')).status).toBe(401);
    });

    it('fails on demand', async () => {
      await control('POST', '/faults', { kind: 'organisation-offline', match: { pathPattern: '/Organisation$' } });
      expect((await api('GET', '/Organisation')).status).toBe(503);
      expect((await control('GET', '/faults')).body['waiting']).toEqual([]);
      expect(await control('POST', '/faults', { kind: 'flood' })).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining('There is no fault flood.') },
      });
    });

    it('counts calls by endpoint, and forgets them on request', async () => {
      await read(await invoice('DRAFT'));
      expect((await control('GET', '/stats')).body).toMatchObject({
        calls: 2,
        byEndpoint: { 'PUT /Invoices': 1, 'GET /Invoices/{id}': 1 },
        byTenant: { [BRIGHTWELL]: 2 },
        defects: [],
      });
      await control('POST', '/stats/reset');
      expect((await control('GET', '/stats')).body['calls']).toBe(0);
    });

    it('switches assumptions and the app’s tier, and refuses what it does not know', async () => {
      await control('POST', '/assumptions', { cacheServerErrors: false });
      expect(xero.assumptions.cacheServerErrors).toBe(false);
      expect((await control('POST', '/assumptions', { cacheServerErrors: 'no' })).status).toBe(400);
      expect((await control('POST', '/assumptions', { pigsFly: true })).status).toBe(400);
      await control('POST', '/app', { tier: 'starter' });
      expect((await api('GET', '/Organisation')).headers.get('X-DayLimit-Remaining')).toBe('999');
      expect((await control('POST', '/app', { tier: 'gold' })).status).toBe(400);
    });

    it('disconnects an organisation, and removes a user', async () => {
      expect((await control('POST', '/disconnect', { tenantId: BRIGHTWELL })).body).toEqual({ disconnected: 1 });
      await control('POST', '/remove-user', { user: 'ada@brightwell.example' });
      expect(xero.identity.userBy('ada@brightwell.example')).toBeUndefined();
      expect((await control('POST', '/remove-user', { user: 'ada@brightwell.example' })).status).toBe(400);
    });

    it('resets a demo company: its books as seeded, nobody connected', async () => {
      const id = await invoice('DRAFT');
      await control('POST', '/demo-reset', { tenantId: BRIGHTWELL });
      expect((await api('GET', '/Organisation')).status).toBe(403);
      xero.identity.grant('ada@brightwell.example', [BRIGHTWELL], SCOPES);
      expect((await api('GET', `/Invoices/${id}`)).status).toBe(404);
    });

    it('lets an accountant act by name, and tells the webhooks', async () => {
      const id = await invoice('DRAFT');
      await xero.webhooks.subscribe('http://127.0.0.1:9/nobody');
      expect(
        (await control('POST', '/accountant', { tenantId: BRIGHTWELL, action: 'approve', args: [id] })).body,
      ).toMatchObject({ result: { Status: 'AUTHORISED' } });
      expect(xero.webhooks.events().map((event) => [event.body.resourceId, event.body.eventType])).toEqual([
        [id, 'UPDATE'],
      ]);
      expect(
        await control('POST', '/accountant', {
          tenantId: BRIGHTWELL,
          action: 'recordPayment',
          args: [{ invoiceId: id, amount: '9999.00' }],
        }),
      ).toMatchObject({
        status: 400,
        body: { error: 'Payment amount exceeds the amount outstanding on this document' },
      });
    });

    it('says what there is when asked for what there is not', async () => {
      expect(await control('GET', '/nothing')).toMatchObject({
        status: 404,
        body: { there: expect.arrayContaining(['GET /state', 'POST /clock']) },
      });
    });
  });
});
