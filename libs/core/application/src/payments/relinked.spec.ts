import { anExpense, anInvoice } from '@bridge/domain/testing';
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

describe('A bill that was linked to the wrong expense', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  let payment: string;
  const mark = (id: string) => bridge.uses.markCopied.run(TENANT, 'expense', id, ledgerId, 'Ada');
  const unlink = (id: string) => bridge.uses.unlinkCopy.run(TENANT, 'expense', id, ledgerId, 'Ada');
  const days = () => ['1', '2'].map((id) => bridge.agency.expense(id)?.document.paidOn);
  const byHand = () => {
    const document = { kind: 'expense', contactId: '', issuedOn: '2026-11-24', total: pounds(120) } as const;
    return bridge.books.enterByHand({ ...document, status: 'approved' });
  };
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    for (const id of ['1', '2']) bridge.agency.addExpense(anExpense({ id }));
    ledgerId = byHand();
    await mark('1');
    payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    expect(days()).toEqual(['2026-11-24', undefined]);
  });

  it('takes its paid day along to the right one', async () => {
    await unlink('1');
    await mark('2');
    await sync(bridge);
    expect(days()).toEqual([undefined, '2026-11-24']);
    const story = await bridge.run((store) => store.audit.about({ kind: 'expense_payment', id: '1' }));
    expect(story.at(-1)).toMatchObject({ by: 'Ada', action: 'expense_payment.removed', detail: { ledgerId } });
  });

  it('takes it along as well when nobody knows whether the wrong one was told', async () => {
    bridge.books.removePayment(payment);
    await sync(bridge);
    bridge.clock.advance(3_600_000);
    bridge.books.pay(ledgerId, pounds(120), '2026-11-25');
    await bridge.import();
    bridge.source.loseNextAnswer('settleExpense');
    await bridge.settle();
    expect(days()).toEqual(['2026-11-25', undefined]);
    await unlink('1');
    await mark('2');
    await sync(bridge);
    expect(days()).toEqual([undefined, '2026-11-25']);
  });

  it('leaves the wrong one paid while another bill of it is', async () => {
    const other = byHand();
    await bridge.uses.markCopied.run(TENANT, 'expense', '1', other, 'Ada');
    bridge.books.pay(other, pounds(120), '2026-11-23');
    await sync(bridge);
    await unlink('1');
    await mark('2');
    await sync(bridge);
    expect(days()).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('is linked to no other while Productive cannot be told, and is once it can', async () => {
    await unlink('1');
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'settleExpense' });
    await expect(mark('2')).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect(await bridge.links('expense', '2')).toEqual([]);
    expect(await mark('2')).toMatchObject({ ok: true });
    expect(days()[0]).toBeUndefined();
  });

  it('does not mind that the wrong one was deleted', async () => {
    await unlink('1');
    bridge.source.failNext({ kind: 'not_found' }, { method: 'settleExpense' });
    expect(await mark('2')).toMatchObject({ ok: true });
  });

  it('tells the wrong one nothing when it cannot be linked to the other', async () => {
    await unlink('1');
    await bridge.copy('expense', ['2']);
    expect(await mark('2')).toMatchObject({ ok: false, problems: [{ code: 'copy_in_progress' }] });
    expect(days()).toEqual(['2026-11-24', undefined]);
  });

  it('leaves the day where it is when it was right at first', async () => {
    await unlink('1');
    await mark('1');
    expect(days()).toEqual(['2026-11-24', undefined]);
    await sync(bridge);
    expect(days()).toEqual(['2026-11-24', undefined]);
  });

  it('takes the day off when it was right at first and turned unpaid meanwhile', async () => {
    await unlink('1');
    bridge.books.removePayment(payment);
    await mark('1');
    await sync(bridge);
    expect(days()).toEqual([undefined, undefined]);
  });
});
