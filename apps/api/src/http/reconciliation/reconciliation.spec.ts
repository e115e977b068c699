import { brightwellStudio } from '@bridge/application/testing';
import { driftKindNames } from '@bridge/contracts';
import { driftKinds } from '@bridge/domain';
import type { Client } from '../testing/client.js';
import { ada, connected, copied, documents } from '../testing/scenes.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('How Xero differs from what was copied', () => {
  let bed: TestBed;
  let client: Client;
  let connectionId: string;
  let ledgerId: string;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
    connectionId = await connected(bed, client);
    await documents(bed, client);
    ledgerId = await copied(bed, client, connectionId);
  });
  afterEach(() => bed.close());
  const read = async (query = '') => (await client.get(`/connections/${connectionId}/reconciliation${query}`)).body;

  it('is not known before the first check, which anybody who manages may ask for', async () => {
    expect(await read()).toEqual({ drifts: { rows: [], total: 0, offset: 0, limit: 50 } });
    expect((await client.post(`/connections/${connectionId}/reconciliation`)).status).toBe(202);
    expect(bed.world.wakes.at(-1)).toEqual({ tenantId: '1001', connectionId, task: 'reconcile' });
  });

  it('is named with what is expected, what Xero shows and what to do', async () => {
    bed.ledger.accountant(brightwellStudio).edit(ledgerId, { dueOn: '2027-06-30' });
    bed.clock.advance(60_000);
    await bed.checkDrift.run('1001', connectionId);
    const { lastCheck, drifts } = await read();
    expect(lastCheck).toMatchObject({ documents: 1, links: 1, adopted: 0, found: { dates: 1 } });
    expect(drifts.rows).toMatchObject([
      {
        kind: 'dates',
        ledgerId,
        documentKind: 'invoice',
        sourceId: '1',
        title: 'Date or due date was changed in Xero',
      },
    ]);
    expect(drifts.rows[0].shown).toContain('due 2027-06-30');
    expect((await read('?kind=twin')).drifts.total).toBe(0);
    const [mine] = (await client.get('/overview')).body.connections;
    expect(mine.findings).toMatchObject([{ key: 'drift:dates', problem: { owner: 'bookkeeper' } }]);
  });

  it('has the same names on both sides of the contract', () => {
    expect(driftKindNames).toEqual(driftKinds);
  });
});
