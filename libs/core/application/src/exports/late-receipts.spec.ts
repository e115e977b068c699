import { anExpense, settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;
const receipt = { id: '9', name: 'receipt.pdf', contentType: 'application/pdf', sizeBytes: 3 };
const other = { ...receipt, id: '10', sizeBytes: 4 };

describe('A receipt that is added to an expense in Productive after the copy', () => {
  let bridge: MemoryBridge;
  let attached = 0;
  const follow = () => bridge.uses.sendExtras.run(TENANT, CONNECTION);
  const poll = async () => {
    bridge.clock.advance(6 * MINUTE);
    await bridge.uses.refreshDocuments.run(TENANT);
  };
  const files = () => bridge.books.documents()[0]?.files.map((file) => [file.name, file.bytes.length]);
  const notices = async () => (await bridge.export('1')).notices.map(({ code }) => code);
  const copied = async (over: Parameters<typeof anExpense>[0] = {}, attachments = true) => {
    attached = 0;
    bridge = await createMemoryBridge({
      settings: settings({ expenses: { sendAttachments: attachments } }),
      between: (ports) => ({
        ...ports,
        ledgerDocuments: instead(ports.ledgerDocuments, {
          attach: (...asked) => {
            attached += 1;
            return ports.ledgerDocuments.attach(...asked);
          },
        }),
      }),
    });
    bridge.agency.addExpense(anExpense(over));
    await bridge.copy('expense', ['1']);
    await bridge.send();
    await follow();
    await poll();
  };

  it('follows its bill, under a name that replaces no other file', async () => {
    await copied();
    bridge.agency.editExpense('1', { attachment: receipt });
    await poll();
    expect(files()).toEqual([]);
    await follow();
    expect(files()).toEqual([['receipt-9.pdf', 3]]);
    expect(await bridge.link('expense', '1')).not.toHaveProperty('extras');
  });

  it('follows once, however often the expense is seen', async () => {
    await copied();
    bridge.agency.editExpense('1', { attachment: receipt });
    await poll();
    await poll();
    await follow();
    bridge.agency.editExpense('1', { name: 'Another name' });
    await poll();
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'attach' });
    await follow();
    expect(files()).toEqual([['receipt-9.pdf', 3]]);
    expect(await bridge.link('expense', '1')).not.toHaveProperty('extras');
  });

  it('stands beside the receipt that the copy took along, and neither is sent again', async () => {
    await copied({ attachment: receipt });
    bridge.agency.editExpense('1', { attachment: other });
    await poll();
    await follow();
    expect(files()).toEqual([
      ['receipt.pdf', 3],
      ['receipt-10.pdf', 4],
    ]);
    expect(attached).toBe(2);
  });

  it('costs Xero no call while nothing was added', async () => {
    await copied({ attachment: receipt });
    bridge.agency.editExpense('1', { name: 'Another name' });
    await poll();
    await follow();
    expect(attached).toBe(1);
  });

  it('is tried again alone after a lost answer', async () => {
    await copied({ attachment: receipt });
    bridge.agency.editExpense('1', { attachment: other });
    await poll();
    bridge.ledger.loseNextAnswer('attach');
    await follow();
    expect((await bridge.link('expense', '1')).extras).toMatchObject({ attempts: 1, done: ['own'], late: [other] });
    bridge.clock.advance(5 * MINUTE);
    await follow();
    expect(files()).toHaveLength(2);
  });

  it('follows although another one that had to follow is gone again', async () => {
    await copied();
    bridge.agency.editExpense('1', { attachment: receipt });
    await poll();
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'download' });
    await follow();
    bridge.agency.editExpense('1', { attachment: other });
    await poll();
    // What was taken away again in Productive can follow no more, and holds up nothing.
    bridge.clock.advance(30 * MINUTE);
    await follow();
    expect(files()).toEqual([['receipt-10.pdf', 4]]);
    expect(await bridge.link('expense', '1')).not.toHaveProperty('extras');
  });

  it('goes along with a copy that still waits', async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addExpense(anExpense());
    await bridge.copy('expense', ['1']);
    bridge.agency.editExpense('1', { attachment: receipt });
    await poll();
    await bridge.send();
    await follow();
    expect(files()).toEqual([['receipt.pdf', 3]]);
  });

  it('is named in a notice, once, when it is too large', async () => {
    await copied();
    bridge.agency.editExpense('1', { attachment: { ...receipt, sizeBytes: 10_000_001 } });
    await poll();
    await poll();
    await follow();
    expect([files(), await notices()]).toEqual([[], ['attachment_too_large']]);
  });

  it.each([
    ['receipts are not wanted', () => copied({}, false)],
    ['the bill was voided', async () => (await copied(), voidBill())],
    ['a person linked the bill by hand', async () => (await copied(), markByHand())],
  ])('stays away when %s', async (_why, scene) => {
    await scene();
    bridge.agency.editExpense('1', { attachment: receipt });
    await poll();
    await follow();
    expect(bridge.books.documents().flatMap((document) => document.files)).toEqual([]);
  });

  const voidBill = async () => {
    const link = await bridge.link('expense', '1');
    await bridge.run((store) => store.links.save({ ...link, status: 'voided' }));
  };
  const markByHand = async () => {
    const link = await bridge.link('expense', '1');
    await bridge.run((store) => store.links.save({ ...link, origin: 'marked' }));
  };
});
