import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { isFault, type Fault } from '@bridge/application';
import { brightwellStudio, sampleInvoice } from '@bridge/application/testing';
import { explainProblem } from '@bridge/domain';
import { decideConsent } from '@bridge/simulator-xero';
import { startSimulatedWorld, type SimulatedWorld } from './testing/simulated-world.js';
import { startStubServer, type StubServer } from './testing/stub-server.js';
import { xeroAt } from './testing/xero-under-test.js';
import { xeroScopes } from './xero-access.js';

describe('Security 9: an identity that comes with the tokens', () => {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const another = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let stub: StubServer;
  beforeEach(async () => {
    stub = await startStubServer();
  });
  afterEach(() => stub.close());

  const seconds = () => Math.floor(Date.now() / 1000);
  const nonceOf = async (state: string) =>
    new URL(await xeroAt(stub.url).access.consentUrl(state)).searchParams.get('nonce');
  const claims = async (more: object = {}) => ({
    iss: stub.url,
    aud: 'sandbox-client',
    sub: 'user-1',
    iat: seconds(),
    exp: seconds() + 300,
    nonce: await nonceOf('state-1'),
    ...more,
  });
  const answering = async (idToken: unknown) => {
    const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };
    stub.answer((request, response) => {
      const tokens = { access_token: 'a', refresh_token: 'r', expires_in: 1800, id_token: idToken };
      const path = request.url ?? '';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(path.includes('jwks') ? { keys: [jwk] } : path.includes('token') ? tokens : []));
    });
    return xeroAt(stub.url).access.exchange('code-1', 'state-1');
  };

  it('is taken when it is Xero’s, for us, of this consent, and of this hour', async () => {
    await expect(answering(jwt(await claims(), ours.privateKey))).resolves.toMatchObject({ ledgerUserId: 'user-1' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['another issuer', async () => jwt(await claims({ iss: 'https://evil.example' }), ours.privateKey)],
    ['another app', async () => jwt(await claims({ aud: 'another-client' }), ours.privateKey)],
    ['another consent', async () => jwt(await claims({ nonce: await nonceOf('state-2') }), ours.privateKey)],
    ['no consent at all', async () => jwt(await claims({ nonce: undefined }), ours.privateKey)],
    ['yesterday', async () => jwt(await claims({ exp: seconds() - 86_400 }), ours.privateKey)],
    ['another key', async () => jwt(await claims(), another.privateKey)],
    ['nobody’s signature', async () => unsigned(await claims())],
    ['our own client secret instead of Xero’s key', async () => signedWithSecret(await claims(), 'CANARY-secret')],
    ['no three parts', async () => 'nonsense'],
    ['nothing', async () => undefined],
  ])('is refused when it is of %s: a problem for a person, no defect, and no token in it', async (_, make) => {
    const fault = await faultOf(answering(await make()));
    expect(fault.fault).toMatchObject({ kind: 'refused', problems: [{ code: 'consent_untrusted' }] });
    expect(JSON.stringify([fault.message, fault.fault])).not.toMatch(/CANARY|eyJ/);
  });
});

describe('Security 21: the permissions we ask for', () => {
  const accounting = xeroScopes.filter((scope) => scope.startsWith('accounting.'));

  it('are the granular ones, and about payments only to read', () => {
    // The broad ones are refused to apps registered after 2 March 2026.
    expect(
      xeroScopes.filter((scope) => /^accounting\.(transactions|reports|journals)|payroll|assets|files/.test(scope)),
    ).toEqual([]);
    expect(xeroScopes).toEqual([
      'offline_access',
      'openid',
      'profile',
      'email',
      'accounting.invoices',
      'accounting.payments.read',
      'accounting.contacts',
      'accounting.settings.read',
      'accounting.attachments',
    ]);
  });

  describe('when one is missing', () => {
    let world: SimulatedWorld;
    beforeEach(async () => {
      world = await startSimulatedWorld();
    });
    afterEach(() => world.close());

    it.each(accounting)('are asked for again at the consent: without %s nothing is connected', async (scope) => {
      const url = new URL(await world.access.consentUrl('state-1'));
      url.searchParams.set('scope', xeroScopes.filter((each) => each !== scope).join(' '));
      // A user who has never granted anything: Xero adds up what one has granted before.
      const choice = { user: 'zoe@advisors.example', tenants: [brightwellStudio], decision: 'allow' } as const;
      const { location } = await decideConsent(url.href.replaceAll('+', '%20'), choice);
      const fault = await faultOf(world.access.exchange(location?.searchParams.get('code') ?? '', 'state-1'));
      expect(fault.fault).toMatchObject({
        kind: 'refused',
        problems: [{ code: 'scope_missing', detail: `Xero did not grant ${scope}.` }],
      });
      expect(explainProblem('scope_missing').whatToDo).toBe('Reconnect Xero and allow everything that is asked for.');
    });

    it.each<[string, string, (world: SimulatedWorld) => Promise<unknown>]>([
      [
        'accounting.invoices',
        '/Invoices',
        (w) => w.documents.create(w.studio, 'k', w.documents.compose([sampleInvoice('c')])),
      ],
      ['accounting.contacts', '/Contacts', (w) => w.contacts.changedSince(w.studio, 0, 1)],
      ['accounting.settings.read', '/Accounts', (w) => w.chart.read(w.studio)],
    ])('and %s is taken away later: the call says that a permission is missing', async (_, path, call) => {
      world.simulator.faults.next({ kind: 'insufficient-scope', match: { path } });
      expect((await faultOf(call(world))).fault).toEqual({ kind: 'unauthorised' });
    });
  });
});

function jwt(claims: object, key: KeyObject): string {
  const head = part({ alg: 'RS256', kid: 'k1', typ: 'JWT' });
  const text = `${head}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function unsigned(claims: object): string {
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

function signedWithSecret(claims: object, secret: string): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const outcome = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (!isFault(outcome)) throw new Error('Expected a fault', { cause: outcome });
  return outcome;
}
