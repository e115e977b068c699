import { anExpense, anOrder, settings } from '@bridge/domain/testing';
import { createMemoryBridge, CONNECTION, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

describe('Copying purchase orders', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge({ settings: settings({ purchaseOrders: { initialStatus: 'approved' } }) });
    await bridge.run(async (store) => {
      const tenant = await store.tenants.find();
      if (tenant) await store.tenants.save({ ...tenant, plan: 'ultimate' });
    });
    for (const id of ['1', '2']) bridge.agency.addPurchaseOrder(anOrder({ id }));
    bridge.agency.addExpense(anExpense({ id: '9' }));
  });
  const copy = (ids = ['1', '2']) => bridge.copy('purchase_order', ids);
  const orders = () => bridge.books.documents().filter(({ kind }) => kind === 'purchase_order');

  it('makes one order in Xero of each, in a call of their own beside bills', async () => {
    await copy();
    await bridge.copy('expense', ['9']);
    await bridge.send();
    expect(orders().map(({ number, status }) => [number, status])).toEqual([
      ['PO-1', 'approved'],
      ['PO-2', 'approved'],
    ]);
    expect(bridge.books.documents()).toHaveLength(3);
    const link = await bridge.link('purchase_order', '1');
    expect([link.number, link.announcement]).toEqual(['PO-1', undefined]);
  });

  it('finds an order again whose answer was lost, and makes no second one', async () => {
    await copy(['1']);
    bridge.ledger.loseNextAnswer('createDocuments');
    await bridge.send();
    bridge.clock.advance(15 * MINUTE);
    await bridge.send();
    expect(orders()).toHaveLength(1);
    expect((await bridge.links('purchase_order', '1'))[0]?.origin).toBe('adopted');
  });

  it('is refused on a plan that has no purchase orders', async () => {
    await bridge.run(async (store) => {
      const tenant = await store.tenants.find();
      if (tenant) await store.tenants.save({ ...tenant, plan: 'professional' });
    });
    const { refused } = await copy(['1']);
    expect(refused.map(({ problems }) => problems.map(({ code }) => code))).toEqual([['feature_unavailable']]);
  });

  it('lists them while their copying is switched on, and asks for none otherwise', async () => {
    const listed = () => bridge.run((store) => store.documents.find('purchase_order', ['1', '2']));
    await bridge.run(async (store) => {
      await store.settings.save(CONNECTION, { settings: settings(), version: 2 });
    });
    await bridge.uses.refreshDocuments.run(TENANT);
    expect(await listed()).toEqual([]);
    await bridge.run(async (store) => {
      const on = settings({ purchaseOrders: { initialStatus: 'draft' } });
      await store.settings.save(CONNECTION, { settings: on, version: 3 });
    });
    await bridge.uses.refreshDocuments.run(TENANT);
    expect((await listed()).map(({ number, progress }) => [number, progress])).toEqual([
      ['PO-1', 'finalised'],
      ['PO-2', 'finalised'],
    ]);
  });

  it('can be marked as copied by the number of the order in Xero', async () => {
    const contactId = bridge.books.addContactFor({ companyId: '801', name: 'Paper Supplies Ltd' });
    const total = { minor: 12_000n, currency: 'GBP' };
    bridge.books.enterByHand({ kind: 'purchase_order', number: 'P-77', contactId, issuedOn: '2026-11-03', total });
    const marked = await bridge.uses.markCopied.run(TENANT, 'purchase_order', '1', 'P-77', 'Ada');
    expect(marked).toMatchObject({ ok: true, value: { number: 'P-77', origin: 'marked' } });
  });
});
