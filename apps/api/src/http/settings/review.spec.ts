import { brightwellStudio } from '@bridge/application/testing';
import { ada, connected, consent } from '../testing/scenes.js';
import type { Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

const DAY = 86_400_000;

describe('The review of settings', () => {
  let bed: TestBed;
  let client: Client;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterEach(() => bed.close());
  const shown = async (id: string) =>
    (await client.get('/connections')).body.find((one: { connection?: { id: string } }) => one.connection?.id === id)
      .connection.review;

  it('is due 90 days after somebody saved or confirmed them', async () => {
    const id = await connected(bed, client);
    expect(await shown(id)).toMatchObject({ lastBy: 'Brightwell Studio Admin', isDue: false, drifted: [] });
    bed.clock.advance(90 * DAY);
    client = await ada(bed);
    expect(await shown(id)).toMatchObject({ isDue: true });
    const { body } = await client.post(`/connections/${id}/settings/review`);
    expect(body.review).toMatchObject({ lastAt: new Date(bed.clock.now()).toISOString(), isDue: false });
    expect((await client.get('/audit')).body.rows[0]).toMatchObject({ words: 'Reviewed the settings' });
  });

  it('points out what was archived in Xero since, however lately somebody looked', async () => {
    const id = await connected(bed, client);
    bed.ledger.accountant(brightwellStudio).archiveAccount('200');
    await client.post(`/connections/${id}/check`);
    await client.post(`/connections/${id}/settings/review`);
    expect(await shown(id)).toMatchObject({ isDue: false, drifted: [{ code: 'account_archived' }] });
  });

  it('has nothing to confirm before they were saved', async () => {
    const end = await consent(bed, client, '11', [brightwellStudio]);
    const id = new URL(end, bed.url).searchParams.get('connection') ?? '';
    expect(await shown(id)).toBeUndefined();
    const refused = await client.post(`/connections/${id}/settings/review`);
    expect([refused.status, refused.body.code]).toEqual([409, 'settings_not_saved']);
  });
});
