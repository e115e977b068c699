import { brightwellStudio } from '@bridge/application/testing';
import { ada, connected, copied, documents } from '../testing/scenes.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';
import type { Client } from '../testing/client.js';

describe('copying to Xero', () => {
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

  it('shows the exact Xero document before anything is sent', async () => {
    const { status, body } = await client.post('/previews', { kind: 'invoice', sourceIds: ['1', '2'] });
    expect(status).toBe(200);
    const [first, second] = body;
    expect(first.document).toMatchObject({
      contactName: 'Acme Ltd',
      status: 'approved',
      lines: [{ accountCode: '200', accountName: 'Sales', taxType: 'OUTPUT2', taxName: '20% (VAT on Income)' }],
      // 2 × 50.00 = 100.00 net, 20 % VAT = 20.00
      total: { amount: '120.00', currency: 'GBP' },
    });
    expect(second.problems.map((problem: { code: string }) => problem.code)).toEqual(['invoice_not_finalised']);
  });

  it('shows which contact of Xero it would use, or why it cannot tell', async () => {
    const accountant = bed.ledger.accountant(brightwellStudio);
    const first = accountant.addContact({ name: 'Acme Ltd' });
    await client.get(`/connections/${connectionId}/contacts?search=`);
    const preview = async () => (await client.post('/previews', { kind: 'invoice', sourceIds: ['1'] })).body[0];
    expect((await preview()).document.contactId).toBe(first);
    accountant.addContact({ name: 'ACME LTD' });
    bed.clock.advance(5 * 60_000);
    await client.get(`/connections/${connectionId}/contacts?search=`);
    const both = await preview();
    expect(both.document).not.toHaveProperty('contactId');
    expect(both.notices.map(({ code }: { code: string }) => code)).toEqual(['contact_ambiguous']);
  });

  it('queues what can be copied and says why the rest cannot', async () => {
    const { status, body } = await client.post('/exports', { kind: 'invoice', sourceIds: ['1', '2'] });
    expect(status).toBe(202);
    expect(body.queued).toHaveLength(1);
    expect(body.queued[0]).toMatchObject({ sourceId: '1', state: 'queued', total: { amount: '120.00' } });
    expect(body.refused.map((row: { sourceId: string }) => row.sourceId)).toEqual(['2']);
  });

  it('answers 422 with every reason when nothing can be copied', async () => {
    const { status, body } = await client.post('/exports', { kind: 'invoice', sourceIds: ['2', '99'] });
    expect(status).toBe(422);
    expect(body.code).toBe('invoice_not_finalised');
    expect(body.refused.map((row: { sourceId: string }) => row.sourceId)).toEqual(['2', '99']);
  });

  it('tells the story of a copy', async () => {
    const ledgerId = await copied(bed, client, connectionId);
    const [row] = (await client.get('/exports?state=exported')).body.rows;
    const { body } = await client.get(`/exports/${row.id}`);
    expect(body.ledgerUrl).toBe(`https://ledger.example/invoice/${ledgerId}`);
    expect(body.timeline.map((entry: { words: string }) => entry.words)).toEqual([
      'Queued for Xero',
      'Being sent to Xero',
      'Copied to Xero',
    ]);
  });
});
