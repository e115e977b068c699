import { AlertPeople } from '@bridge/application';
import { FakeMail } from '@bridge/application/testing';
import type { Client } from '../testing/client.js';
import { ada, connected } from '../testing/scenes.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('Whom the bridge writes to', () => {
  let bed: TestBed;
  let client: Client;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterEach(() => bed.close());
  const save = (isOn: boolean, addresses: readonly string[]) => client.put('/alerts', { isOn, addresses });

  it('is nobody until an admin names them', async () => {
    expect((await client.get('/alerts')).body).toEqual({ isAvailable: true, isOn: false, addresses: [] });
    const { body } = await save(true, ['ada@brightwell.example']);
    expect(body).toMatchObject({ isOn: true, addresses: ['ada@brightwell.example'] });
    expect((await client.get('/audit?text=alerts')).body.rows[0]).toMatchObject({ words: 'Switched alerts on' });
  });

  it.each([
    ['no address', true, []],
    ['something that is none', true, ['ada']],
    ['a second header', true, ['ada@brightwell.example\r\nBcc: evil@example.com']],
    ['too many', true, Array.from({ length: 21 }, (_, index) => `a${String(index)}@brightwell.example`)],
  ])('cannot be %s', async (_, isOn, addresses) => {
    expect((await save(isOn, addresses)).status).toBe(400);
    expect((await client.get('/alerts')).body.isOn).toBe(false);
  });

  it('shows the last letter, and why it did not arrive', async () => {
    const connectionId = await connected(bed, client);
    await save(true, ['ada@brightwell.example']);
    await bed.world.unitOfWork.run('1001', (store) =>
      store.connections.update(connectionId, (current) => ({ ...current, state: 'lost', disconnectedAt: 1 })),
    );
    const mail = new FakeMail();
    const { unitOfWork, activityList, activityFigures, leases } = bed.world;
    const people = new AlertPeople(
      ...([unitOfWork, activityList, activityFigures, mail, leases, bed.ids, bed.clock, 'http://bridge'] as const),
    );
    mail.trouble = 'The mail server said: 451 later';
    await people.run('1001');
    const { last } = (await client.get('/alerts')).body;
    expect(last).toMatchObject({ sentTo: [], problem: { code: 'mail_not_sent', detail: mail.trouble } });
    expect(last.nextAttemptAt).toBeDefined();
    mail.trouble = undefined;
    bed.clock.advance(60_000);
    await people.run('1001');
    const sent = (await client.get('/alerts')).body.last;
    expect(sent).toMatchObject({ sentTo: ['ada@brightwell.example'] });
    expect(sent.problem).toBeUndefined();
    // A letter is told by its subject: what stands in it has its own place.
    expect(sent.subject).toContain('Xero is disconnected');
  });

  it('cannot be chosen where this server sends no mail', async () => {
    const own = await startTestBed({ hasMail: false });
    const admin = await ada(own);
    expect((await admin.get('/alerts')).body.isAvailable).toBe(false);
    const refused = await admin.put('/alerts', { isOn: true, addresses: ['ada@brightwell.example'] });
    expect([refused.status, refused.body.code]).toEqual([409, 'mail_not_set_up']);
    expect((await admin.put('/alerts', { isOn: false, addresses: [] })).status).toBe(200);
    await own.close();
  });
});
