import { ada } from '../testing/scenes.js';
import { signIn } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('Security 12: signing in', () => {
  let bed: TestBed;
  beforeEach(async () => {
    bed = await startTestBed();
  });
  afterEach(() => bed.close());

  const attempt = (organisationId: string, token: string) =>
    bed.call('POST', '/api/v1/session', { body: { organisationId, token } });

  it('lets an admin in and keeps the secret in a cookie that no script can read', async () => {
    const answer = await attempt('1001', 'sandbox-brightwell-admin');
    expect(answer.status).toBe(201);
    expect(answer.body.organisation).toEqual({ id: '1001', name: 'Brightwell Studio', plan: 'ultimate' });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^bridge_session=secret-1; Path=\/api; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect(answer.text).not.toContain('secret-1');
  });

  it('shows the session to its owner and forgets it on sign-out', async () => {
    const client = await ada(bed);
    const shown = await client.get('/session');
    expect(shown.body.person.name).toBe('Brightwell Studio Admin');
    expect(shown.headers.get('cache-control')).toBe('private, no-store');
    expect((await client.delete('/session')).status).toBe(204);
    expect((await client.get('/session')).status).toBe(401);
  });

  it.each([
    ['1001', 'made-up', 'token_unknown', 'token'],
    ['1002', 'sandbox-brightwell-admin', 'organisation_unknown', 'organisationId'],
    ['1001', 'sandbox-brightwell-member', 'not_admin', 'token'],
    ['1001', 'sandbox-brightwell-readonly', 'token_read_only', 'token'],
  ])('is refused with its own words: %s with %s', async (organisationId, token, code, path) => {
    const answer = await attempt(organisationId, token);
    expect([answer.status, answer.body.code, answer.body.problems[0].path]).toEqual([422, code, path]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('forgives blanks around a pasted token', async () => {
    expect((await attempt('1001', '  sandbox-brightwell-admin\n')).status).toBe(201);
  });

  it('is slowed down after ten failures, for a quarter of an hour', async () => {
    for (let tries = 0; tries < 10; tries += 1) expect((await attempt('1001', `guess-${tries}`)).status).toBe(422);
    const slowed = await attempt('1001', 'sandbox-brightwell-admin');
    expect([slowed.status, slowed.body.code, slowed.headers.get('retry-after')]).toEqual([
      429,
      'too_many_sign_ins',
      '900',
    ]);
    expect((await attempt('1002', 'sandbox-coolabah-admin')).status).toBe(201);
    bed.clock.advance(15 * 60_000);
    expect((await attempt('1001', 'sandbox-brightwell-admin')).status).toBe(201);
  });

  it('says that Productive cannot be reached, and does not count that as a failure of the person', async () => {
    for (let tries = 0; tries < 11; tries += 1) {
      bed.source.failNext({ kind: 'unavailable' }, { method: 'verify' });
      expect((await attempt('1001', 'sandbox-brightwell-admin')).status).toBe(503);
    }
    expect((await attempt('1001', 'sandbox-brightwell-admin')).status).toBe(201);
  });

  it('keeps two people of one organisation apart', async () => {
    const first = await ada(bed);
    const second = await signIn(bed, '1001', 'sandbox-brightwell-admin');
    await first.delete('/session');
    expect((await second.get('/session')).status).toBe(200);
  });
});

describe('a cookie over https', () => {
  it('is sent over https only', async () => {
    const bed = await startTestBed({ publicUrl: 'https://bridge.example' });
    const { headers } = await bed.call('POST', '/api/v1/session', {
      body: { organisationId: '1001', token: 'sandbox-brightwell-admin' },
    });
    expect(headers.getSetCookie()[0]).toContain('; Secure;');
    await bed.close();
  });
});

describe('the sandbox', () => {
  it('offers the tokens of its agencies to everybody', async () => {
    const bed = await startTestBed();
    const { body } = await bed.call('GET', '/api/v1/sandbox');
    expect(body.agencies[0]).toEqual({
      name: 'Brightwell Studio',
      organisationId: '1001',
      token: 'sandbox-brightwell-admin',
    });
    await bed.close();
  });

  it('does not exist where the bridge talks to the real services', async () => {
    const bed = await startTestBed({ isSandbox: false });
    const { status, body } = await bed.call('GET', '/api/v1/sandbox');
    expect([status, body.code]).toEqual([404, 'not_a_sandbox']);
    await bed.close();
  });
});
