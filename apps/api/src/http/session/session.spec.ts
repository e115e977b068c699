import { signIn } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('signing in', () => {
  let bed: TestBed;
  beforeEach(async () => {
    bed = await startTestBed();
  });
  afterEach(() => bed.close());

  it('lets an admin in and keeps the secret in a cookie that no script can read', async () => {
    const answer = await bed.call('POST', '/api/v1/session', {
      body: { organisationId: '1001', token: 'sandbox-brightwell-admin' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.organisation).toEqual({ id: '1001', name: 'Brightwell Studio', plan: 'ultimate' });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^bridge_session=secret-1; Path=\/api; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect(answer.text).not.toContain('secret-1');
  });

  it('shows the session to its owner and forgets it on sign-out', async () => {
    const ada = await signIn(bed, '1001', 'sandbox-brightwell-admin');
    expect((await ada.get('/session')).body.person.name).toBe('Brightwell Studio Admin');
    expect((await ada.delete('/session')).status).toBe(204);
    expect((await ada.get('/session')).status).toBe(401);
  });
});
