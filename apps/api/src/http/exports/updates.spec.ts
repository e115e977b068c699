import { brightwellStudio } from '@bridge/application/testing';
import { money } from '@bridge/domain';
import { aLine, anInvoice } from '@bridge/domain/testing';
import type { Client } from '../testing/client.js';
import { ada, connected, copied, documents } from '../testing/scenes.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

const update = { kind: 'invoice', sourceIds: ['1'], how: 'update' };

describe('updating a copy in Xero', () => {
  let bed: TestBed;
  let client: Client;
  let connectionId: string;
  let ledgerId: string;
  const books = () => bed.ledger.accountant(brightwellStudio);
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
    connectionId = await connected(bed, client);
    await documents(bed, client);
    ledgerId = await copied(bed, client, connectionId);
    const { lines, net, tax, total } = anInvoice({ lines: [aLine({ quantity: '3' })] });
    bed.source.organisation('1001').editInvoice('1', { lines, net, tax, total });
    await client.post('/documents/refresh');
    bed.clock.advance(1000);
  });
  afterEach(() => bed.close());
  const listed = async () => (await client.get('/documents?kind=invoice&sourceId=1')).body.rows[0];

  it('shows what stands in Xero beside what would, and changes nothing', async () => {
    const [preview] = (await client.post('/previews', update)).body;
    expect(preview.problems).toEqual([]);
    expect(preview.document).toMatchObject({ number: 'INV-1', status: 'approved', total: { amount: '180.00' } });
    expect(preview.update).toMatchObject({
      shown: { ledgerId, number: 'INV-1', status: 'approved', total: { amount: '120.00' }, contactName: 'Acme Ltd' },
      edits: [],
    });
    expect(preview.update.shown.lines).toMatchObject([{ quantity: '2', accountName: 'Sales' }]);
    expect((await listed()).copyStatus).toBe('changed');
  });

  it('changes the document that is there, and the log says that it was an update', async () => {
    const { status, body } = await client.post('/exports', update);
    expect(status).toBe(202);
    expect(body.queued[0]).toMatchObject({ how: 'update', copy: 1, ledgerId, total: { amount: '180.00' } });
    await bed.sendExports.run('1001', connectionId);
    expect(books().documents()).toHaveLength(1);
    expect(books().document(ledgerId).total).toEqual(money(18_000n, 'GBP'));
    expect(await listed()).toMatchObject({ copyStatus: 'copied', copy: { ledgerId, due: { amount: '180.00' } } });
    const detail = await client.get(`/exports/${body.queued[0].id}`);
    expect(detail.body.timeline.map((entry: { words: string }) => entry.words)).toEqual([
      'Update queued for Xero',
      'Update being sent to Xero',
      'Updated in Xero',
    ]);
  });

  it('updates all that have changed, and makes nothing of the rest', async () => {
    const matching = { kind: 'invoice', copyStatus: 'changed' };
    const { body } = await client.post('/exports', { kind: 'invoice', matching, how: 'update' });
    expect(body.queued.map((row: { sourceId: string }) => row.sourceId)).toEqual(['1']);
    const nothing = await client.post('/exports', { ...update, sourceIds: ['2'] });
    expect(nothing.status).toBe(422);
    expect(nothing.body.code).toBe('update_nothing_copied');
    expect(nothing.body.problems[0].whatToDo).toMatch(/Copy it to Xero first/);
  });

  it('says which edits in Xero it would write over, and does so only when that is confirmed', async () => {
    books().edit(ledgerId, { issuedOn: '2026-11-05' });
    const [preview] = (await client.post('/previews', update)).body;
    expect(preview.update.edits).toEqual([{ field: 'issuedOn', copied: '2026-11-02', inBooks: '2026-11-05' }]);
    expect(preview.document).toMatchObject({ issuedOn: '2026-11-02' });
    const refused = await client.post('/exports', update);
    expect([refused.status, refused.body.code]).toEqual([422, 'update_overwrites_edits']);
    expect((await client.post('/exports', { ...update, overwritesEdits: true })).status).toBe(202);
  });

  it('explains beforehand why a copy cannot be updated', async () => {
    expect((await listed()).copy.notUpdatable).toEqual([]);
    books().pay(ledgerId, money(2_000n, 'GBP'), '2026-11-24');
    await client.post('/payment-imports', { connectionId });
    expect((await listed()).copy.notUpdatable).toMatchObject([{ code: 'update_paid' }]);
    const [preview] = (await client.post('/previews', update)).body;
    expect(preview.problems).toMatchObject([{ code: 'update_paid', detail: '20.00 GBP is paid on INV-1.' }]);
  });

  it.each([
    [{ isAgain: true }, 'isAgain'],
    [{ contactId: 'c' }, 'contactId'],
    [{ how: 'create', overwritesEdits: true }, 'overwritesEdits'],
    [{ how: 'replace' }, 'how'],
  ])('takes nothing that would not count: %j', async (more, path) => {
    const { status, body } = await client.post('/exports', { ...update, ...more });
    expect(status).toBe(400);
    expect(body.problems.map((found: { path: string }) => found.path)).toEqual([path]);
  });
});
