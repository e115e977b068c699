import { brightwellStudio } from '@bridge/application/testing';
import { ada, connected, copied, documents } from '../testing/scenes.js';
import type { Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('watching the sync', () => {
  let bed: TestBed;
  let client: Client;
  let connectionId: string;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
    connectionId = await connected(bed, client);
    await documents(bed, client);
  });
  afterEach(() => bed.close());

  it('counts what happened, by connection and by day', async () => {
    await copied(bed, client, connectionId);
    const { body } = await client.get('/overview');
    expect(body.connections).toHaveLength(1);
    expect(body.connections[0]).toMatchObject({
      connectionId,
      exports: { queued: 0, exported: 1, refused: 0 },
      tranchesHeld: 0,
      findings: [],
    });
    expect(body.days).toHaveLength(30);
    expect(body.days.at(-1)).toEqual({ on: '2026-11-24', copied: 1, refused: 0, tranches: 0 });
  });

  it('tells who did what in plain words, newest first', async () => {
    const { body } = await client.get('/audit');
    expect(body.rows.map((row: { words: string }) => row.words)).toEqual([
      'Saved the settings',
      'Connected Xero: Brightwell Studio Ltd',
      'Signed in',
    ]);
    expect(body.rows[0].by).toBe('Brightwell Studio Admin');
    expect((await client.get('/audit?text=settings.saved')).body.total).toBe(1);
  });

  it('shows what was refused with Xero’s words, and lets a person retry or skip it', async () => {
    bed.ledger.accountant(brightwellStudio).refuseElement(0, {
      code: 'ledger_refused',
      path: 'lines[0]',
      detail: 'The description is not to our taste.',
    });
    await client.post('/exports', { kind: 'invoice', sourceIds: ['1'] });
    await bed.sendExports.run('1001', connectionId);
    const [refused] = (await client.get('/exports?state=refused&text=taste')).body.rows;
    expect(refused.problems[0]).toMatchObject({
      title: 'Xero refused it',
      detail: 'The description is not to our taste.',
      owner: 'author',
    });
    const skipped = await client.post('/exports/skip', { exportIds: [refused.id] });
    expect(skipped.body).toEqual({ skipped: [refused.id] });
    const retried = await client.post('/exports/retry', { exportIds: [refused.id] });
    expect(retried.body).toEqual([{ exportId: refused.id, problems: [] }]);
    await bed.sendExports.run('1001', connectionId);
    expect((await client.get(`/exports/${refused.id}`)).body.state).toBe('exported');
    const again = await client.post('/exports/retry', { exportIds: [refused.id] });
    expect(again.body[0].problems[0].code).toBe('already_copied');
  });

  it('filters the log by kind, connection and day', async () => {
    await copied(bed, client, connectionId);
    const total = async (query: string) => (await client.get(`/exports?${query}`)).body.total;
    expect(await total('kind=invoice')).toBe(1);
    expect(await total('kind=expense')).toBe(0);
    expect(await total(`connectionId=${connectionId}`)).toBe(1);
    expect(await total('from=2026-11-24&to=2026-11-24')).toBe(1);
    expect(await total('to=2026-11-23')).toBe(0);
    expect(await total('from=2026-11-24T09:00:01Z')).toBe(0);
    // A week is a period too, and one that we could not place.
    expect((await client.get('/exports?from=2026-W48')).status).toBe(400);
  });
});
