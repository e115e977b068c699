import { anInvoice, settings } from '@bridge/domain/testing';
import { createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

describe('Unlinking a copy', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addInvoice(anInvoice());
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    await bridge.announce();
  });
  const unlink = async () => {
    const { ledgerId } = await bridge.link('invoice', '1');
    return bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', ledgerId, 'Bob');
  };

  it('takes the mark off in the source and changes nothing in the ledger', async () => {
    expect(await unlink()).toBe(true);
    expect(await bridge.links('invoice', '1')).toEqual([]);
    expect(bridge.agency.invoice('1')?.document.exportMark).toEqual({ isExported: false });
    expect(bridge.books.documents()).toHaveLength(1);
  });

  it('changes nothing when the source cannot be reached', async () => {
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'withdraw' });
    await expect(unlink()).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect(await bridge.links('invoice', '1')).toHaveLength(1);
  });

  it('goes through when the document was deleted in the source', async () => {
    bridge.source.failNext({ kind: 'not_found' }, { method: 'withdraw' });
    expect(await unlink()).toBe(true);
    expect(await bridge.links('invoice', '1')).toEqual([]);
  });

  it('leaves the mark while another copy stands', async () => {
    bridge = await createMemoryBridge({ settings: settings({ invoices: { numberedBy: 'ledger' } }) });
    bridge.agency.addInvoice(anInvoice());
    for (const isAgain of [false, true]) {
      await bridge.copy('invoice', ['1'], { isAgain });
      await bridge.send();
      await bridge.announce();
    }
    await unlink();
    expect(bridge.agency.invoice('1')?.document.exportMark.isExported).toBe(true);
    expect(await bridge.links('invoice', '1')).toHaveLength(1);
  });

  it('lets the document be copied again, under a new marker', async () => {
    await unlink();
    bridge.agency.editInvoice('1', { number: 'INV-1b' });
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    expect(bridge.books.documents().at(-1)?.marker).toBe(`${anInvoice().url}?copy=2`);
  });

  it('knows no copy that is none', async () => {
    expect(await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', 'nothing', 'Bob')).toBe(false);
  });
});
