import type { ClosedPeriodRule } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

describe('Documents of a period that the books have closed', () => {
  let bridge: MemoryBridge;
  const open = async (closedPeriods: ClosedPeriodRule) => {
    bridge = await createMemoryBridge({ settings: settings({ options: { closedPeriods } }) });
    bridge.agency.addInvoice(anInvoice({ id: '1', invoicedOn: '2026-10-03', dueOn: '2026-10-17' }));
    bridge.agency.addExpense(anExpense({ id: '1', spentOn: '2026-10-03', dueOn: '2026-12-03' }));
    bridge.books.lockThrough('2026-10-31');
    await bridge.uses.checkConnection.run(TENANT, CONNECTION);
  };
  const copy = async () => {
    await bridge.copy('invoice', ['1']);
    await bridge.copy('expense', ['1']);
    await bridge.send();
  };
  const inTheBooks = () =>
    bridge.books
      .documents()
      .map(({ kind, status, issuedOn, dueOn }) => `${kind} ${status} ${issuedOn} ${dueOn}`)
      .sort();
  const notices = async () => (await bridge.exports()).map((sent) => sent.notices.map((notice) => notice.code));
  const statusOf = async (kind: 'invoice' | 'expense') => {
    await bridge.uses.refreshDocuments.run(TENANT);
    const query = { kind, sort: 'issued_on', descending: false, offset: 0, limit: 10 } as const;
    return (await bridge.world.documentList.page(TENANT, query)).rows.map((row) => row.copyStatus);
  };

  it('are dated on the first open day, say so, and differ from nothing afterwards', async () => {
    await open('move');
    await copy();
    expect(inTheBooks()).toEqual(['expense approved 2026-11-01 2026-12-03', 'invoice approved 2026-11-01 2026-11-01']);
    expect(await notices()).toEqual([['date_moved'], ['date_moved']]);
    const check = await bridge.uses.checkDrift.run(TENANT, CONNECTION);
    expect([check?.documents, check?.found]).toEqual([2, {}]);
    expect([await statusOf('invoice'), await statusOf('expense')]).toEqual([['copied'], ['copied']]);
  });

  it('are drafts with their own days', async () => {
    await open('draft');
    await copy();
    expect(inTheBooks()).toEqual(['expense draft 2026-10-03 2026-12-03', 'invoice draft 2026-10-03 2026-10-17']);
    expect(await notices()).toEqual([['sent_as_draft'], ['sent_as_draft']]);
  });

  it('get the status that was meant for them, retried after the period was opened again', async () => {
    await open('draft');
    await bridge.copy('expense', ['1']);
    bridge.books.archiveAccount('463');
    await bridge.send();
    bridge.books.restoreAccount('463');
    bridge.books.lockThrough('2026-09-30');
    await bridge.uses.checkConnection.run(TENANT, CONNECTION);
    await bridge.uses.retryExports.run(TENANT, [(await bridge.export('1')).id], 'Ada');
    await bridge.send();
    expect(inTheBooks()).toEqual(['expense approved 2026-10-03 2026-12-03']);
    expect(await notices()).toEqual([[]]);
  });

  it('are refused where nobody chose anything else', async () => {
    await open('block');
    await copy();
    expect(inTheBooks()).toEqual([]);
  });
});
