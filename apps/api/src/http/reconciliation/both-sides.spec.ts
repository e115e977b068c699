import { anExpense, anInvoice } from '@bridge/domain/testing';
import { brightwellStudio } from '@bridge/application/testing';
import { differenceKindNames } from '@bridge/contracts';
import { driftKinds, explainProblem } from '@bridge/domain';
import type { Client } from '../testing/client.js';
import { ada, connected, copied, documents } from '../testing/scenes.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('Both sides of every copied document', () => {
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
  const page = async (query = '') =>
    (await client.get(`/connections/${connectionId}/reconciliation/documents${query}`)).body;
  const file = (query = '') => client.get(`/connections/${connectionId}/reconciliation.csv${query}`);
  const compare = () => {
    bed.clock.advance(60_000);
    return bed.checkDrift.run('1001', connectionId);
  };

  it('stand beside each other, before anything was compared', async () => {
    const { rows, total } = await page();
    expect(total).toBe(1);
    const amounts = { tax: { amount: '20.00', currency: 'GBP' }, total: { amount: '120.00', currency: 'GBP' } };
    expect(rows[0]).toMatchObject({ kind: 'invoice', sourceId: '1', ledgerId, isCredit: false, differences: [] });
    expect(rows[0].source).toMatchObject({ ...amounts, paid: { amount: '0.00' }, due: { amount: '120.00' } });
    expect(rows[0].ledger).toMatchObject({ ...amounts, status: 'approved', due: { amount: '120.00' } });
    expect(rows[0].ledger.contactName).toBe(rows[0].source.contactName);
    expect(rows[0].ledger.issuedOn).toBe(rows[0].source.issuedOn);
  });

  it('name what was changed in Xero and what was edited in Productive, with what to do', async () => {
    bed.ledger.accountant(brightwellStudio).edit(ledgerId, { dueOn: '2027-06-30' });
    await compare();
    bed.source.organisation('1001').editInvoice('1', { dueOn: '2027-01-31' });
    await client.post('/documents/refresh');
    const [row] = (await page('?difference=any')).rows;
    expect(row.ledger.dueOn).toBe('2027-06-30');
    expect(row.source.dueOn).toBe('2027-01-31');
    expect(row.differences).toMatchObject([
      { kind: 'dates', title: 'Date or due date was changed in Xero' },
      { kind: 'edited', shown: 'due 2027-01-31', whatToDo: explainProblem('drift_edited').whatToDo },
    ]);
    expect((await page('?difference=edited')).total).toBe(1);
    expect((await page('?difference=twin')).total).toBe(0);
    expect((await page('?kind=expense')).total).toBe(0);
    expect((await client.get(`/connections/${connectionId}/reconciliation/documents?difference=odd`)).status).toBe(400);
  });

  it('keep the payments of expenses to themselves while their section is hidden', async () => {
    bed.source.organisation('1001').addExpense(anExpense({ id: '7' }));
    await client.post('/documents/refresh');
    await client.post('/exports', { kind: 'expense', sourceIds: ['7'] });
    await bed.sendExports.run('1001', connectionId);
    const paid = async () => (await page('?kind=expense')).rows[0].source.paid;
    expect(await paid()).toMatchObject({ amount: '0.00' });
    await bed.world.unitOfWork.run('1001', async (store) => {
      const tenant = await store.tenants.find();
      if (tenant)
        await store.tenants.save({ ...tenant, expensePayments: { ...tenant.expensePayments, isVisible: false } });
    });
    expect(await paid()).toBeUndefined();
  });

  it('come as a file, with a mark for Excel, ISO days and amounts beside their currency', async () => {
    bed.source.organisation('1001').addInvoice(anInvoice({ id: '9' }));
    await client.post('/documents/refresh');
    await client.post('/exports', { kind: 'invoice', sourceIds: ['9'] });
    await bed.sendExports.run('1001', connectionId);
    bed.ledger.accountant(brightwellStudio).edit(ledgerId, { dueOn: '2027-06-30' });
    await compare();
    const answer = await file();
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="reconciliation.csv"');
    const lines = answer.text.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF?Kind,Productive id,Xero id,/);
    // The heading, two documents, and nothing after the last line break.
    expect(lines).toHaveLength(4);
    const wanted = lines.find((line) => line.includes(ledgerId)) ?? '';
    expect(wanted).toMatch(/^invoice,1,.*,GBP,20\.00,120\.00,0\.00,120\.00,GBP,20\.00,120\.00,0\.00,0\.00,120\.00,/);
    expect(wanted).toContain('"Date or due date was changed in Xero: copied dated ');
    expect((await file('?difference=any')).text.split('\r\n')).toHaveLength(3);
  });

  it('come without a row missing, however many there are', async () => {
    await bed.world.unitOfWork.run('1001', async (store) => {
      const [link] = await store.links.of('invoice', ['1']);
      for (let copy = 2; copy <= 450; copy += 1)
        if (link) await store.links.save({ ...link, copy, ledgerId: `L${String(copy)}` });
    });
    // 450 copies, the heading, and nothing after the last line break.
    expect((await file()).text.split('\r\n')).toHaveLength(452);
  });

  it('have the same names on both sides of the contract', () => {
    expect(differenceKindNames).toEqual([...driftKinds, 'edited', 'gone']);
  });
});
