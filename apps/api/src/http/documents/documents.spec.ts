import { anInvoice } from '@bridge/domain/testing';
import { brightwellStudio } from '@bridge/application/testing';
import { ada, connected, copied, documents, goodSettings } from '../testing/scenes.js';
import type { Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

const june = '2026-11-20';

describe('the lists of invoices and expenses', () => {
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

  const ids = async (query: string): Promise<readonly string[]> =>
    (await client.get(`/documents?${query}`)).body.rows.map((row: { sourceId: string }) => row.sourceId);

  it('show what Productive has, with amounts as text', async () => {
    const { body } = await client.get('/documents?kind=invoice&sourceId=1');
    expect(body).toMatchObject({ total: 1, offset: 0, limit: 50 });
    expect(body.rows[0]).toMatchObject({
      number: 'INV-1',
      companyName: 'Acme Ltd',
      issuedOn: '2026-11-02',
      total: { amount: '120.00', currency: 'GBP' },
      progress: 'finalised',
      copyStatus: 'not_copied',
    });
  });

  it('filter by state, progress, text and date, and give one page at a time', async () => {
    await copied(bed, client, connectionId);
    expect(await ids('kind=invoice&copyStatus=copied')).toEqual(['1']);
    expect(await ids('kind=invoice&copyStatus=not_copied,queued')).toEqual(['2']);
    expect(await ids('kind=invoice&progress=draft')).toEqual(['2']);
    expect(await ids('kind=invoice&text=inv-1')).toEqual(['1']);
    expect(await ids('kind=invoice&issuedFrom=2026-11-03')).toEqual([]);
    expect(await ids('kind=invoice&sort=number&descending=false&offset=1&limit=1')).toEqual(['2']);
    expect(await ids('kind=expense')).toEqual(['5']);
  });

  it('show a copy with what was paid on it', async () => {
    const ledgerId = await copied(bed, client, connectionId);
    bed.ledger.accountant(brightwellStudio).pay(ledgerId, { minor: 5000n, currency: 'GBP' }, june);
    await client.post('/payment-imports', { connectionId });
    const { body } = await client.get('/documents?kind=invoice&sourceId=1');
    // 120.00 − 50.00 = 70.00
    expect(body.rows[0].copy).toMatchObject({ ledgerId, paid: { amount: '50.00' }, due: { amount: '70.00' } });
  });

  it('can be unlinked from a copy, and marked as copied again', async () => {
    const ledgerId = await copied(bed, client, connectionId);
    expect((await client.delete(`/documents/invoice/1/copies/${ledgerId}`)).status).toBe(204);
    expect(bed.source.organisation('1001').invoice('1')?.document.exportMark.isExported).toBe(false);
    const marked = await client.post('/documents/invoice/1/mark-copied', { ledgerDocument: ledgerId });
    expect([marked.status, marked.body.ledgerId]).toEqual([201, ledgerId]);
    expect(await ids('kind=invoice&copyStatus=copied')).toEqual(['1']);
  });

  it('say when the document to be marked does not exist, on either side', async () => {
    expect((await client.post('/documents/invoice/99/mark-copied', { ledgerDocument: 'x' })).status).toBe(404);
    expect((await client.post('/documents/quote/1/mark-copied', { ledgerDocument: 'x' })).status).toBe(404);
    const answer = await client.post('/documents/invoice/1/mark-copied', { ledgerDocument: 'x' });
    expect([answer.status, answer.body.code]).toEqual([422, 'ledger_document_missing']);
  });

  it('hide the payments of expenses unless the organisation sees that section', async () => {
    await client.post('/exports', { kind: 'expense', sourceIds: ['5'] });
    await bed.sendExports.run('1001', connectionId);
    const [{ copy }] = (await client.get('/documents?kind=expense')).body.rows;
    const due = bed.ledger.accountant(brightwellStudio).document(copy.ledgerId).total;
    bed.ledger.accountant(brightwellStudio).pay(copy.ledgerId, due, june);
    await client.post('/payment-imports', { connectionId });
    await bed.settleSource.run('1001', connectionId);
    await client.post('/documents/refresh');
    expect((await client.get('/documents?kind=expense')).body.rows[0]).toMatchObject({ paidOn: june });
    expect((await client.get('/expense-payment-section')).body).toEqual({ isVisible: true, isForced: true });

    const off = { ...goodSettings, options: { ...goodSettings.options, exportExpenses: false } };
    await client.put(`/connections/${connectionId}/settings`, { version: 1, settings: off });
    const [hidden] = (await client.get('/documents?kind=expense')).body.rows;
    expect([hidden.paidOn, hidden.copy.settledOn]).toEqual([undefined, undefined]);
    expect((await client.get('/expense-payment-section')).body).toEqual({ isVisible: false, isForced: false });
    expect((await client.get('/session')).body.showsExpensePayments).toBe(false);
  });

  it('leave alone what something else has exported, and say so', async () => {
    bed.source
      .organisation('1001')
      .addInvoice(anInvoice({ id: '3', exportMark: { isExported: true, ledgerId: 'theirs' } }));
    await client.post('/documents/refresh');
    expect(await ids('kind=invoice&copyStatus=elsewhere')).toEqual(['3']);
    const [preview] = (await client.post('/previews', { kind: 'invoice', sourceIds: ['3'] })).body;
    expect(preview.problems[0].code).toBe('exported_elsewhere');
  });
});
