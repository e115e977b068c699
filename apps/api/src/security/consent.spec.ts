import { decideConsent } from '@bridge/simulator-xero';
import type { Client } from '../http/testing/client.js';
import type { Answer } from '../http/testing/test-bed.js';
import { ada } from '../http/testing/scenes.js';
import { startTestBed } from '../http/testing/test-bed.js';
import { studio } from '../testing/connections.js';
import {
  brightwell,
  connectFor,
  consentAt,
  coolabah,
  startRealBridge,
  type RealBridge,
} from '../testing/real-bridge.js';

const LABS = '11111111-1111-4111-8111-222222222222';
const MINUTE = 60_000;

let bridge: RealBridge;
let client: Client;
let stranger: Client;
beforeAll(async () => {
  bridge = await startRealBridge();
  client = await brightwell(bridge);
  stranger = await coolabah(bridge);
}, 30_000);
afterAll(() => bridge?.close());
afterEach(async () => {
  for (const { connectionId } of (await client.get('/overview')).body.connections)
    await client.delete(`/connections/${connectionId}`);
});

const endOf = (answer: Answer) => answer.headers.get('location') ?? '';

/** Begins a consent and gives it at Xero; answers the way back, not yet gone. */
async function wayBack(client: Client, tenants = [studio], subsidiaryId = '11', user = 'ada@brightwell.example') {
  const begun = await client.post('/connections', { subsidiaryId });
  const choice = { user, tenants, decision: 'allow' } as const;
  const { location } = await decideConsent(begun.body.consentUrl, choice);
  return `${location?.pathname}${location?.search}`.replace('/api/v1', '');
}

describe('Security 9: a consent', () => {
  it('asks with a state, a nonce and a challenge that are new every time', async () => {
    const begin = async () =>
      new URL((await client.post('/connections', { subsidiaryId: '11' })).body.consentUrl).searchParams;
    const [first, second] = [await begin(), await begin()];
    expect([first.get('response_type'), first.get('code_challenge_method')]).toEqual(['code', 'S256']);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first.get(name)).toMatch(/^[\w-]{43}$/);
      expect(first.get(name)).not.toBe(second.get(name));
    }
  });

  it('works once: neither its state nor its code is taken again', async () => {
    const back = await wayBack(client);
    expect(endOf(await client.get(back))).toContain('connection=');
    expect(endOf(await client.get(back))).toContain('problem=consent_expired');
  });

  it('works for one only, of many who come at once', async () => {
    const back = await wayBack(client);
    const ends = (await Promise.all([1, 2, 3, 4, 5].map(() => client.get(back)))).map(endOf);
    expect(ends.filter((end) => end.includes('connection='))).toHaveLength(1);
    expect(ends.filter((end) => end.includes('problem=consent_expired'))).toHaveLength(4);
  });

  it('is worth nothing in another session, not even one of the same organisation, and is then used up', async () => {
    for (const other of [stranger, await brightwell(bridge)]) {
      const back = await wayBack(client);
      expect(endOf(await other.get(back))).toContain('problem=consent_expired');
      expect(endOf(await client.get(back))).toContain('problem=consent_expired');
    }
    const nobody = await bridge.call('GET', `/api/v1${await wayBack(client)}`);
    expect(endOf(nobody)).toContain('problem=consent_expired');
    expect((await client.get('/connections')).body[0].status).toMatch(/^(not_|dis)connected$/);
  });

  it('is worth nothing with the code of another consent', async () => {
    const [first, second] = [await wayBack(client), await wayBack(client)];
    const [state, code] = [
      new URLSearchParams(first.split('?')[1]).get('state'),
      new URLSearchParams(second.split('?')[1]).get('code'),
    ];
    const mixed = await client.get(
      `/connections/callback?${new URLSearchParams({ state: state ?? '', code: code ?? '' })}`,
    );
    expect(endOf(mixed)).toContain('problem=consent_expired');
  });

  it('waits ten minutes and no longer', async () => {
    const bed = await startTestBed();
    const visitor = await ada(bed);
    const end = async (waited: number) => {
      const begun = await visitor.post('/connections', { subsidiaryId: '11' });
      const state = new URL(begun.body.consentUrl).searchParams.get('state') ?? '';
      bed.clock.advance(waited);
      return endOf(
        await visitor.get(`/connections/callback?state=${state}&code=${bed.ledger.access.allow('ada', [studio])}`),
      );
    };
    expect(await end(10 * MINUTE)).toContain('problem=consent_expired');
    expect(await end(10 * MINUTE - 1)).toContain('connection=');
    await bed.close();
  });

  it('for other books than before asks first, and changes nothing until it is answered', async () => {
    const id = await connectFor(bridge, client);
    await client.get(await wayBack(client, [LABS]));
    const asked = await client.put(`/connections/${id}/organisation`, { organisationId: LABS });
    expect([asked.status, asked.body.code]).toEqual([422, 'organisation_differs']);
    expect((await client.get('/connections')).body[0].connection.organisation.id).toBe(studio);
    const chosen = await client.put(`/connections/${id}/organisation`, { organisationId: LABS, isConfirmed: true });
    expect(chosen.body.organisation.id).toBe(LABS);
  });

  it('gives one Xero organisation to one agency, even when two finish at the same moment', async () => {
    const [back, other] = [
      await wayBack(client, [studio], '12'),
      await wayBack(stranger, [studio], '21', 'zoe@advisors.example'),
    ];
    const ends = (await Promise.all([client.get(back), stranger.get(other)])).map(endOf);
    expect(ends.filter((end) => end.includes('connection='))).toHaveLength(1);
    expect(ends.filter((end) => end.includes('problem=organisation_taken'))).toHaveLength(1);
    expect(bridge.logged).toEqual([]);
  });

  it('that Xero’s identity answers with a foreign issuer ends in words, not in an error page', async () => {
    const odd = await startRealBridge({
      XERO_IDENTITY_URL: bridge.xero.url.replace('127.0.0.1', 'localhost').replace(/\/$/, ''),
    });
    const visitor = await brightwell(odd);
    const begun = await visitor.post('/connections', { subsidiaryId: '11' });
    const asked = begun.body.consentUrl.replace(odd.xero.url, bridge.xero.url);
    const { location } = await decideConsent(asked, {
      user: 'ada@brightwell.example',
      tenants: [studio],
      decision: 'allow',
    });
    const back = await odd.call('GET', `${location?.pathname}${location?.search}`, { headers: visitor.headers });
    expect(endOf(back)).toContain('problem=consent_untrusted');
    expect((await odd.call('GET', endOf(back))).text).toContain('cannot be trusted');
    await odd.close();
  });
});

describe('Security 10: the way back from Xero', () => {
  it('answers 302 with nothing in it, to an address without state and code', async () => {
    const back = await consentAt(bridge, client);
    expect(back.status).toBe(302);
    expect(endOf(back)).toMatch(/^\/api\/v1\/connections\/callback\/done\?connection=[\da-f-]{36}$/);
    expect(back.headers.get('referrer-policy')).toBe('no-referrer');
    expect(back.headers.get('cache-control')).toBe('no-store');
    expect(back.text).not.toMatch(/code|state|token/);
  });

  it('ends at a page that says nothing on, loads nothing and sends nothing anywhere', async () => {
    const page = await bridge.call('GET', endOf(await consentAt(bridge, client)));
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'nonce-[^']+'; style-src 'nonce-/,
    );
    expect(page.text).not.toMatch(/<(img|link|iframe|form|a)\b|src=|https?:/);
  });

  it.each(['error=access_denied', 'error=x&state=y', 'state=x', 'code=x', '', 'state=x&code=y', 'state[]=x&code[a]=y'])(
    'leads away from whatever stood in the address: %s',
    async (query) => {
      const back = await bridge.call('GET', `/api/v1/connections/callback?${query}`);
      expect([back.status, endOf(back).split('=')[0]]).toEqual([302, '/api/v1/connections/callback/done?problem']);
    },
  );
});
