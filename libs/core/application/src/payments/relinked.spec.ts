import { anInvoice } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { paid, pounds, states, sync } from '../testing/bridge/paying.js';

describe('A document of the ledger that was linked to the wrong invoice', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  const mark = (id: string) => bridge.uses.markCopied.run(TENANT, 'invoice', id, ledgerId, 'Ada');
  /** It was taken for the copy of invoice 1, and is the copy of invoice 2. */
  const putRight = async () => {
    await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', ledgerId, 'Ada');
    await mark('2');
  };
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    for (const id of ['1', '2']) bridge.agency.addInvoice(anInvoice({ id, isSent: true }));
    const document = { kind: 'invoice', contactId: '', issuedOn: '2026-11-24', total: pounds(120) } as const;
    ledgerId = bridge.books.enterByHand({ ...document, status: 'approved' });
    await mark('1');
  });

  it('takes its payment along to the right one', async () => {
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await sync(bridge);
    expect([paid(bridge, '1'), paid(bridge, '2')]).toEqual([[[50, '2026-11-24']], []]);
    await putRight();
    await sync(bridge);
    expect([paid(bridge, '1'), paid(bridge, '2')]).toEqual([[], [[50, '2026-11-24']]]);
    expect(await states(bridge, ledgerId)).toEqual([
      [50, 'removed'],
      [50, 'recorded'],
    ]);
  });

  it('enters nothing more in the wrong one, also before the ledger was read again', async () => {
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await bridge.import();
    await putRight();
    await bridge.settle();
    expect([paid(bridge, '1'), await states(bridge, ledgerId)]).toEqual([[], [[50, 'held']]]);
    await sync(bridge);
    expect([paid(bridge, '1'), paid(bridge, '2')]).toEqual([[], [[50, '2026-11-24']]]);
  });

  it('brings it back when it was right at first', async () => {
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await sync(bridge);
    await putRight();
    await sync(bridge);
    await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '2', ledgerId, 'Ada');
    await mark('1');
    await sync(bridge);
    expect([paid(bridge, '1'), paid(bridge, '2')]).toEqual([[[50, '2026-11-24']], []]);
  });

  it('offers what was left out for the right one', async () => {
    const saved = await bridge.run((store) => store.settings.find(CONNECTION));
    const chosen = { ...saved.settings, payments: { ...saved.settings.payments, importSince: '2026-11-25' } };
    await bridge.run((store) => store.settings.save(CONNECTION, { ...saved, settings: chosen }));
    const payment = bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await bridge.import();
    await putRight();
    await bridge.import();
    expect(await states(bridge, ledgerId)).toEqual([[50, 'left_out']]);
    await bridge.uses.retryTranches.run(TENANT, ledgerId, [payment], 'Ada');
    await bridge.settle();
    expect([paid(bridge, '1'), paid(bridge, '2')]).toEqual([[], [[50, '2026-11-24']]]);
  });
});
