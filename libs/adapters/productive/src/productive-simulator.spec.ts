import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  describeSourceDocumentsContract,
  describeSourceIdentityContract,
  describeSourceMarksContract,
  describeSourcePaymentsContract,
  describeSourceReferenceContract,
} from '@bridge/application/testing';
import { money } from '@bridge/domain';
import { readProductiveEvent } from './webhooks/event.js';
import { verifyProductiveSignature } from './webhooks/signature.js';
import { simulatedProductive, type SimulatedProductive } from './testing/simulated-productive.js';

type Assumptions = Parameters<typeof simulatedProductive>[0];

let running: SimulatedProductive | undefined;

const start = async (assumptions?: Assumptions): Promise<SimulatedProductive> =>
  (running = await simulatedProductive(assumptions));

const world = async () => (await start()).world;

afterEach(async () => {
  await running?.simulator.close();
  running = undefined;
});

describeSourceIdentityContract('Productive', world);
describeSourceDocumentsContract('Productive', world);
describeSourceReferenceContract('Productive', world);
describeSourceMarksContract('Productive', world);
describeSourcePaymentsContract('Productive', world);

describe('Whatever Productive turns out to be like', () => {
  const copy = { ledgerId: 'L1', url: 'https://books.example/1' };
  const sentInvoice = { net: '100.00', isSent: true };

  it.each(['works', 'first_only', 'refused'] as const)('lists over several ids: %s', async (multiIdFilters) => {
    const { world } = await start({ multiIdFilters });
    const ids = [await world.hand.addInvoice({ net: '10.00' }), await world.hand.addInvoice({ net: '20.00' })];
    const found = await world.documents.invoices('1001', ids);
    expect(found.map(({ lines }) => lines.map(({ net }) => net.minor))).toEqual([[1_000n], [2_000n]]);
  });

  it.each(['allowed', 'export_fields_only'] as const)('a mark on a sent invoice: %s', async (patchOnSentInvoices) => {
    const { world } = await start({ patchOnSentInvoices });
    const id = await world.hand.addInvoice(sentInvoice);
    await world.marks.announce('1001', id, copy);
    expect((await world.documents.invoices('1001', [id]))[0]?.exportMark).toEqual({ isExported: true, ledgerId: 'L1' });
  });

  it('a mark on a sent invoice: refused, and said in Productive’s words', async () => {
    const { world } = await start({ patchOnSentInvoices: 'refused' });
    const id = await world.hand.addInvoice(sentInvoice);
    await expect(world.marks.announce('1001', id, copy)).rejects.toMatchObject({
      fault: {
        kind: 'refused',
        problems: expect.arrayContaining([hasDetail('invoice is sent and can not be edited')]),
      },
    });
  });

  it('the number of a sent invoice is refused, and the mark is left all the same', async () => {
    const { world } = await start({ patchOnSentInvoices: 'export_fields_only' });
    const id = await world.hand.addInvoice(sentInvoice);
    await expect(world.marks.announce('1001', id, { ...copy, number: 'LEDGER-7' })).rejects.toMatchObject({
      fault: { kind: 'refused' },
    });
    expect((await world.documents.invoices('1001', [id]))[0]?.exportMark.isExported).toBe(true);
  });

  it('payments of invoices that are not sent: taken where Productive takes them', async () => {
    const { world } = await start({ paymentsNeedSent: false });
    const invoiceId = await world.hand.addInvoice({ net: '100.00' });
    const amount = money(5_000n, 'GBP');
    await world.payments.record('1001', { invoiceId, amount, paidOn: '2026-11-20', note: '[xero:p1]' });
    expect(await world.payments.of('1001', invoiceId)).toHaveLength(1);
  });

  it.each(['works', 'refused'] as const)('expenses by their last change: %s', async (expensesUpdatedAtFilter) => {
    const { world } = await start({ expensesUpdatedAtFilter });
    const id = await world.hand.addExpense({ net: '10.00' });
    const { rows } = await world.documents.changedSince('1001', 'expense', world.now(), 1);
    expect(rows.map((row) => row.sourceId)).toContain(id);
  });

  it.each(['gross', 'net'] as const)('the totals of a tax-inclusive expense: %s', async (taxInclusiveAmount) => {
    const { productive } = await start({ taxInclusiveAmount });
    const all = await everyExpense(productive);
    const rounded = all.filter(({ net, tax, taxRate }) => {
      const expected = (Number(net.minor) * Number(taxRate?.percent ?? 0)) / 100;
      return Math.abs(expected - Number(tax.minor)) <= 2;
    });
    expect(all.length).toBeGreaterThan(20);
    expect(rounded).toHaveLength(all.length);
  });

  it.each([{ strictReadOnly: true }, { pageSizeAbove200: 'error' }, { lastActivityBumpedByAllEdits: false }] as const)(
    'does its work under %o',
    async (assumptions) => {
      const { world } = await start(assumptions);
      const invoiceId = await world.hand.addInvoice(sentInvoice);
      await world.payments.record('1001', {
        ...{ invoiceId, amount: money(5_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' },
      });
      await world.marks.announce('1001', invoiceId, copy);
      const { rows } = await world.documents.changedSince('1001', 'invoice', undefined, 1);
      expect(rows.map((row) => row.sourceId)).toContain(invoiceId);
    },
  );
});

it('Examples that Productive made are in no list', async () => {
  const { simulator, world } = await start();
  const [company] = simulator.office('1001').list('companies');
  const id = simulator.office('1001').addInvoice({ companyId: company?.id ?? '', isSample: true, finalise: true });
  const { rows } = await world.documents.changedSince('1001', 'invoice', undefined, 1);
  expect([rows.length > 0, rows.some(({ sourceId }) => sourceId === id)]).toEqual([true, false]);
});

describe('What goes wrong at Productive', () => {
  const payment = { amount: money(5_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' };
  const sentInvoice = async () => (await start()).world.hand.addInvoice({ net: '100.00', isSent: true });

  it('an answer that was lost after the payment was recorded is uncertain, and the payment is found by its note', async () => {
    const invoiceId = await sentInvoice();
    running?.simulator.faults.add({ kind: 'commit_then_drop', method: 'POST', path: '/payments' });
    const { payments } = running!.world;
    await expect(payments.record('1001', { ...payment, invoiceId })).rejects.toMatchObject({
      fault: { kind: 'uncertain', isReplayable: false },
    });
    expect(await payments.of('1001', invoiceId)).toMatchObject([{ note: '[xero:p1]' }]);
  });

  it.each([
    ['too many calls wait', 'rate_limit', 'rate_limited'],
    ['too much server time waits', 'server_time', 'rate_limited'],
    ['a page instead of an answer is uncertain', 'html', 'uncertain'],
    ['half an answer is uncertain', 'truncated', 'uncertain'],
    ['a connection that breaks is uncertain', 'drop_before', 'uncertain'],
    ['a server error is uncertain', 'status', 'uncertain'],
  ] as const)('%s', async (_, kind, fault) => {
    const invoiceId = await sentInvoice();
    running?.simulator.faults.add({ kind, method: 'POST', path: '/payments' });
    await expect(running!.world.payments.record('1001', { ...payment, invoiceId })).rejects.toMatchObject({
      fault: { kind: fault },
    });
  });

  it.each([
    ['too many calls wait', 'rate_limit', 'rate_limited'],
    ['a page instead of an answer is unavailable', 'html', 'unavailable'],
    ['a connection that breaks twice is unavailable', 'drop_before', 'unavailable'],
    ['a server error is unavailable', 'status', 'unavailable'],
  ] as const)('of reads: %s', async (_, kind, fault) => {
    const { productive, simulator } = await start();
    simulator.faults.add({ kind, method: 'GET', path: '/payments', ...(kind === 'drop_before' && { times: 2 }) });
    await expect(productive.payments.of('1001', '1')).rejects.toMatchObject({ fault: { kind: fault } });
    expect(await productive.payments.of('1003', '1')).toEqual([]);
  });

  it('a plan without finances is refused with the reason', async () => {
    const { productive } = await start();
    await expect(productive.documents.invoices('1004', ['1'])).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ code: 'feature_unavailable' }] },
    });
  });

  it.each(['member', 'readonly'])('the token of a %s may not record payments', async (who) => {
    const { world, productiveOf } = await start();
    const invoiceId = await world.hand.addInvoice({ net: '100.00', isSent: true });
    await expect(
      productiveOf(`sandbox-brightwell-${who}`).payments.record('1001', { ...payment, invoiceId }),
    ).rejects.toMatchObject({ fault: { kind: 'unauthorised' } });
    expect(await world.payments.of('1001', invoiceId)).toEqual([]);
  });
});

describe('All documents of the four agencies', () => {
  it.each(['1001', '1002', '1003'])('of organisation %s can be read, in few calls, and add up', async (tenantId) => {
    const { productive, simulator } = await start();
    const ids = await everyId(productive, tenantId, 'invoice');
    const before = simulator.stats.report().requests;
    const invoices = await productive.documents.invoices(tenantId, ids);
    expect(invoices.map(({ id }) => id)).toEqual(ids);
    expect(ids.length).toBeGreaterThan(20);
    expect(simulator.stats.report().requests - before).toBeLessThanOrEqual(4); // a list, its lines, and an empty draft or two
    for (const invoice of invoices) {
      expect(invoice.total.minor).toBe(invoice.net.minor + invoice.tax.minor);
      expect(invoice.currency).toMatch(/^[A-Z]{3}$/);
    }
    const expenseIds = await everyId(productive, tenantId, 'expense');
    const expenses = await productive.documents.expenses(tenantId, expenseIds);
    expect(expenses.map(({ id }) => id)).toEqual(expenseIds);
  });
});

describe('Files and webhooks of Productive', () => {
  it('a receipt comes with as many bytes as it says', async () => {
    const { productive } = await start();
    const { attachment } = (await everyExpense(productive)).find((expense) => expense.attachment !== undefined)!;
    expect(await productive.documents.download('1001', attachment!)).toHaveLength(attachment!.sizeBytes);
  });

  it('a delivery is signed with the secret of its webhook, and names what changed', async () => {
    const { productive, world, simulator } = await start();
    const delivery = Promise.withResolvers<{ readonly body: string; readonly signature: string | undefined }>();
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        delivery.resolve({ body, signature: request.headers['productive-signature'] as string | undefined });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const subscriptions = await productive.hooks.subscribe('1001', target);
    expect(await productive.hooks.subscribe('1001', target)).toEqual(subscriptions);
    const id = await world.hand.addExpense({ net: '10.00' });
    const { body, signature } = await delivery.promise;
    const secrets = subscriptions.map(({ secret }) => secret);
    expect(verifyProductiveSignature(body, signature, secrets, simulator.clock.now())).toBe(true);
    expect(verifyProductiveSignature(body, signature, ['another'], simulator.clock.now())).toBe(false);
    expect(readProductiveEvent(JSON.parse(body))).toEqual({ kind: 'expense', id });
    await productive.hooks.unsubscribe(
      '1001',
      subscriptions.map((subscription) => subscription.id),
    );
    server.closeAllConnections();
    server.close();
  });

  it('webhooks are refused with the reason in a plan that has none', async () => {
    const { productive } = await start();
    await expect(productive.hooks.subscribe('1002', 'https://bridge.example/hooks')).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ code: 'feature_unavailable' }] },
    });
  });
});

const hasDetail = (part: string): unknown => expect.objectContaining({ detail: expect.stringContaining(part) });

async function everyExpense(productive: SimulatedProductive['productive']) {
  return productive.documents.expenses('1001', await everyId(productive, '1001', 'expense'));
}

async function everyId(productive: SimulatedProductive['productive'], tenantId: string, kind: 'invoice' | 'expense') {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const changes = await productive.documents.changedSince(tenantId, kind, undefined, page);
    ids.push(...changes.rows.map((row) => row.sourceId));
    if (changes.isLast) return ids;
  }
}
