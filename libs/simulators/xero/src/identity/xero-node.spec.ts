import { createRequire } from 'node:module';
import type { BaseClient, custom as Custom, Issuer as IssuerClass } from 'openid-client';
import { XeroClient } from 'xero-node';
import { createClock } from '../clock.js';
import { decideConsent } from './decide-consent.js';
import { type Front, startFront } from '../testing/front.js';
import { BRIGHTWELL } from '../testing/stand-in-books.js';

// The copy that xero-node itself uses.
const { Issuer, custom } = createRequire(createRequire(import.meta.url).resolve('xero-node'))('openid-client') as {
  Issuer: typeof IssuerClass;
  custom: typeof Custom;
};

describe('The vendor’s own SDK', () => {
  let xero: Front;
  const callback = 'http://localhost:4200/callback';
  beforeEach(async () => {
    xero = await startFront({ clock: createClock() });
  });
  afterEach(() => xero.close());

  async function client(scopes: string[]): Promise<XeroClient> {
    const sdk = new XeroClient({
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      redirectUris: [callback],
      scopes,
      state: 'st',
    });
    const issuer = await Issuer.discover(xero.url);
    sdk.openIdClient = new issuer.Client({
      client_id: 'sandbox-client',
      client_secret: 'sandbox-secret',
      redirect_uris: [callback],
    }) as BaseClient;
    sdk.openIdClient[custom.clock_tolerance] = 5;
    sdk.accountingApi.basePath = `${xero.url}/api.xro/2.0`;
    return sdk;
  }

  const consentUrl = (scopes: string[]) =>
    `${xero.url}/identity/connect/authorize?response_type=code&client_id=sandbox-client&redirect_uri=${encodeURIComponent(callback)}&scope=${scopes.join('%20')}&state=st`;

  it.each([
    ['with openid', ['offline_access', 'openid', 'profile', 'email', 'accounting.invoices']],
    ['without openid', ['offline_access', 'accounting.invoices']],
  ])('connects, reads, refreshes and revokes %s', async (_case, scopes) => {
    xero.identity.removeUser(xero.identity.userBy('ada@brightwell.example')?.userId ?? '');
    const sdk = await client(scopes);
    expect(await sdk.buildConsentUrl()).toContain(`scope=${scopes.join('%20')}`);
    const { location } = await decideConsent(consentUrl(scopes), {
      user: 'zoe@advisors.example',
      tenants: [BRIGHTWELL],
      decision: 'allow',
    });
    const tokens = await sdk.apiCallback(location?.href ?? '');
    expect(tokens.expired()).toBe(false);
    const { response } = await sdk.accountingApi.getInvoices(BRIGHTWELL);
    expect(response.headers['x-minlimit-remaining']).toBe('59');
    const refreshed = await sdk.refreshToken();
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    await sdk.revokeToken();
    expect(xero.identity.connections.live()).toEqual([]);
  });

  it('hears of a cancelled consent', async () => {
    const sdk = await client(['offline_access']);
    const { location } = await decideConsent(consentUrl(['offline_access']), { decision: 'cancel' });
    await expect(sdk.apiCallback(location?.href ?? '')).rejects.toMatchObject({
      error: 'access_denied',
      error_description: 'TenantConsent status DENIED',
    });
  });
});
