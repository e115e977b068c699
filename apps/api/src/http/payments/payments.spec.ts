import { brightwellStudio } from '@bridge/application/testing';
import { anInvoice } from '@bridge/domain/testing';
import { ada, connected, copied, documents, goodSettings } from '../testing/scenes.js';
import type { Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

const gbp = (minor: bigint) => ({ minor, currency: 'GBP' });

describe('payments that come back from Xero', () => {
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

  const accountant = () => bed.ledger.accountant(brightwellStudio);
  const syncNow = async () => {
    const answer = await client.post('/payment-imports', { connectionId });
    await bed.settleSource.run('1001', connectionId);
    return answer;
  };

  it('are imported on request, in two parts with what was left after each', async () => {
    accountant().pay(ledgerId, gbp(5000n), '2026-11-20');
    accountant().pay(ledgerId, gbp(7000n), '2026-11-22');
    const run = await syncNow();
    expect(run.status).toBe(201);
    expect(run.body).toMatchObject({ trigger: 'person', documentsSeen: 1, tranchesPlanned: 2 });
    const { rows } = (await client.get('/payment-imports/tranches?sourceInvoiceId=1')).body;
    // 120.00 − 50.00 = 70.00, 70.00 − 70.00 = 0.00; newest first
    expect(rows.map((row: { balance: unknown }) => row.balance)).toEqual([
      { amount: '0.00', currency: 'GBP' },
      { amount: '70.00', currency: 'GBP' },
    ]);
    expect(rows[0]).toMatchObject({ invoiceNumber: 'INV-1', companyName: 'Acme Ltd', state: 'recorded' });
    expect((await client.get('/payment-imports')).body.rows[0].id).toBe(run.body.id);
  });

  it('have a log of their imports: all, those that found something, those of some days', async () => {
    accountant().pay(ledgerId, gbp(5000n), '2026-11-20');
    const run = (await syncNow()).body;
    bed.clock.advance(60_000);
    const quiet = (await syncNow()).body;
    const ids = async (query: string) =>
      (await client.get(`/payment-imports?${query}`)).body.rows.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual([quiet.id, run.id]);
    expect(await ids('outcome=found')).toEqual([run.id]);
    expect(await ids('outcome=failed')).toEqual([]);
    expect(await ids(`from=${quiet.startedAt}`)).toEqual([quiet.id]);
    expect(await ids(`to=${run.startedAt}`)).toEqual([run.id]);
    expect(await ids(`to=${run.startedAt.slice(0, 10)}`)).toEqual([quiet.id, run.id]);
    expect((await client.get('/payment-imports?outcome=good')).status).toBe(400);
  });

  it('leave less open where a credit note was allocated, which is no payment', async () => {
    accountant().credit(ledgerId, gbp(2000n), '2026-11-19');
    accountant().pay(ledgerId, gbp(5000n), '2026-11-20');
    await syncNow();
    const { rows } = (await client.get('/payment-imports/tranches')).body;
    // 120.00 − 20.00 credited − 50.00 = 50.00
    expect(rows.map((row: { balance: { amount: string } }) => row.balance.amount)).toEqual(['50.00']);
  });

  it('that were deleted in Xero stay in sight, without a balance', async () => {
    const payment = accountant().pay(ledgerId, gbp(5000n), '2026-11-20');
    await syncNow();
    accountant().removePayment(payment);
    bed.clock.advance(60_000);
    await syncNow();
    const [row] = (await client.get('/payment-imports/tranches')).body.rows;
    expect([row.state, row.balance]).toEqual(['removed', undefined]);
  });

  it('wait with a reason until a person says again', async () => {
    const brightwell = bed.source.organisation('1001');
    brightwell.markSent('1');
    const entered = brightwell.record({ invoiceId: '1', amount: gbp(10000n), paidOn: '2026-11-19', note: 'By hand' });
    accountant().pay(ledgerId, gbp(5000n), '2026-11-20');
    await syncNow();
    const [held] = (await client.get('/payment-imports/tranches')).body.rows;
    // 100.00 by hand + 50.00 from Xero > 120.00
    expect([held.state, held.problems[0].code]).toEqual(['held', 'overpaid']);
    brightwell.remove(entered);
    const retried = await client.post('/payment-imports/tranches/retry', { ledgerId, paymentIds: [held.paymentId] });
    expect(retried.body).toEqual({ retried: 1 });
    await bed.settleSource.run('1001', connectionId);
    expect((await client.get('/payment-imports/tranches')).body.rows[0].state).toBe('recorded');
  });

  it('mark an expense paid', async () => {
    await client.post('/exports', { kind: 'expense', sourceIds: ['5'] });
    await bed.sendExports.run('1001', connectionId);
    const [{ copy }] = (await client.get('/documents?kind=expense')).body.rows;
    accountant().pay(copy.ledgerId, accountant().document(copy.ledgerId).total, '2026-11-21');
    await syncNow();
    const { rows } = (await client.get('/payment-imports/expenses')).body;
    expect(rows[0]).toMatchObject({
      sourceId: '5',
      vendorName: 'Paper Supplies Ltd',
      paid: { amount: '120.00' },
      settledOn: '2026-11-21',
    });
  });

  it('are not imported while the sync is off', async () => {
    const off = { ...goodSettings, options: { ...goodSettings.options, syncPayments: false } };
    await client.put(`/connections/${connectionId}/settings`, { version: 1, settings: off });
    const answer = await client.post('/payment-imports', { connectionId });
    expect([answer.status, answer.body.code]).toEqual([409, 'import_not_possible']);
  });

  it('are imported once when asked for twice: who asks while an import runs gets that one', async () => {
    const running = { id: 'import-1', connectionId, trigger: 'schedule', startedAt: bed.clock.now() } as const;
    const none = { documentsSeen: 0, tranchesPlanned: 0, removalsPlanned: 0, settlementsPlanned: 0 };
    await bed.world.unitOfWork.run('1001', (store) => store.imports.save({ ...running, ...none }));
    await bed.world.leases.take(`import:${connectionId}`, 60_000);
    const answer = await client.post('/payment-imports', { connectionId });
    expect([answer.status, answer.body.id]).toEqual([201, 'import-1']);
  });

  it('tell of an import that failed, with its reason', async () => {
    bed.ledger.failNext({ kind: 'unavailable' }, { method: 'changedDocuments' });
    const { body } = await syncNow();
    expect(body.problem.code).toBe('unavailable');
  });

  describe('and are gone from Xero, suspiciously many at a time,', () => {
    beforeEach(async () => {
      const ids = ['11', '12', '13', '14', '15', '16'];
      for (const id of ids)
        bed.source.organisation('1001').addInvoice(anInvoice({ id, number: `INV-${id}`, isSent: true }));
      await client.post('/exports', { kind: 'invoice', sourceIds: ids });
      await bed.sendExports.run('1001', connectionId);
      bed.clock.advance(60_000);
      const payments = accountant()
        .documents()
        .filter((document) => document.ledgerId !== ledgerId)
        .map((document) => accountant().pay(document.ledgerId, document.total, '2026-11-20'));
      await syncNow();
      bed.clock.advance(60_000);
      for (const payment of payments) accountant().removePayment(payment);
      await syncNow();
    });
    const inProductive = () => bed.source.organisation('1001').payments('11').length;
    const decide = (decision: string) => client.post('/payment-imports/reversals', { connectionId, decision });

    it('stay until the admin, who sees it in the overview, confirms', async () => {
      expect(inProductive()).toBe(1);
      const [mine] = (await client.get('/overview')).body.connections;
      expect(mine.findings).toMatchObject([{ key: 'mass_reversal', problem: { code: 'mass_reversal' } }]);
      expect((await decide('apply')).body).toEqual({ documents: 6 });
      await bed.settleSource.run('1001', connectionId);
      expect(inProductive()).toBe(0);
      expect((await decide('apply')).status).toBe(409);
    });

    it('stay for good when the admin dismisses it', async () => {
      expect((await decide('dismiss')).body).toEqual({ documents: 6 });
      await syncNow();
      expect(inProductive()).toBe(1);
      expect((await client.get('/overview')).body.connections[0].findings).toEqual([]);
      expect((await decide('perhaps')).status).toBe(400);
    });
  });
});
