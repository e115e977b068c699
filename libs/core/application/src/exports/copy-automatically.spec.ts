import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

describe('Copies that are made by themselves', () => {
  let bridge: MemoryBridge;
  /** The poll of the source, as it comes every few minutes, and whatever it leads to. */
  const poll = async () => {
    bridge.clock.advance(5 * MINUTE);
    await bridge.uses.refreshDocuments.run(TENANT);
    await bridge.uses.copyAutomatically.run(TENANT);
    await bridge.send();
  };
  const wanting = async (options: Parameters<typeof settings>[0], version: number) => {
    await bridge.uses.saveSettings.run(TENANT, CONNECTION, settings(options), version, 'Ada');
    bridge.clock.advance(MINUTE);
  };
  const copied = () => bridge.books.documents().map(({ number }) => number);
  const whenFound = async () =>
    (await bridge.run((store) => store.findings.open(CONNECTION))).map((found) => found.foundAt);
  const findings = () => bridge.findings();

  beforeEach(async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addInvoice(anInvoice({ id: '1' }));
    bridge.agency.addInvoice(anInvoice({ id: '2', isFinalised: false }));
    bridge.agency.addExpense(anExpense({ id: '1', approval: 'awaiting' }));
    await bridge.uses.refreshDocuments.run(TENANT);
  });

  it('are none unless somebody wants them', async () => {
    bridge.agency.editInvoice('2', { isFinalised: true });
    await poll();
    expect(copied()).toEqual([]);
  });

  describe('of invoices, once they are finalised', () => {
    beforeEach(() => wanting({ options: { automaticInvoices: 'finalised' } }, 1));

    it('leave alone what was finalised before, even when it is sent afterwards', async () => {
      bridge.agency.editInvoice('1', { isSent: true });
      await poll();
      expect(copied()).toEqual([]);
    });

    it('are made once, by the bridge, which names the setting', async () => {
      bridge.agency.editInvoice('2', { isFinalised: true });
      await poll();
      bridge.agency.editInvoice('2', { isSent: true });
      await poll();
      expect(copied()).toEqual(['INV-2']);
      const { id } = await bridge.export('2');
      const [queued] = await bridge.run((store) => store.audit.about({ kind: 'export', id }));
      expect(queued).toMatchObject({ by: 'the bridge', detail: { because: 'options.automaticInvoices' } });
    });

    it('are made of an invoice that is new', async () => {
      bridge.agency.addInvoice(anInvoice({ id: '3' }));
      await poll();
      expect(copied()).toEqual(['INV-3']);
    });

    it('are never made of one that a person copied, unlinked, marked, skipped, or that something else exported', async () => {
      for (const id of ['3', '4', '5', '6']) bridge.agency.addInvoice(anInvoice({ id, isFinalised: false }));
      await bridge.uses.refreshDocuments.run(TENANT);
      bridge.clock.advance(MINUTE);
      for (const id of ['3', '4', '5']) bridge.agency.editInvoice(id, { isFinalised: true });
      await bridge.copy('invoice', ['3', '4']);
      await bridge.uses.skipExports.run(TENANT, [(await bridge.export('4')).id], 'Ada');
      await bridge.send();
      const { ledgerId } = await bridge.link('invoice', '3');
      await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '3', ledgerId, 'Ada');
      await bridge.uses.markCopied.run(TENANT, 'invoice', '5', ledgerId, 'Ada');
      await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '5', ledgerId, 'Ada');
      bridge.agency.editInvoice('6', { isFinalised: true, exportMark: { isExported: true, ledgerId: 'elsewhere' } });
      await poll();
      await poll();
      expect(copied()).toEqual(['INV-3']);
    });

    it('that are refused are shown and tried again only when the invoice has changed', async () => {
      bridge.agency.editInvoice('2', { isFinalised: true, lines: [] });
      await poll();
      expect(await findings()).toEqual(['document_empty']);
      const foundAt = await whenFound();
      await poll();
      expect(await whenFound()).toEqual(foundAt);
      bridge.agency.editInvoice('2', anInvoice({ id: '2' }));
      await poll();
      expect(copied()).toEqual(['INV-2']);
      await poll();
      expect(await findings()).toEqual([]);
    });

    it('that the books refuse wait for a person', async () => {
      bridge.agency.editInvoice('2', { isFinalised: true });
      bridge.books.archiveAccount('210');
      await poll();
      bridge.books.restoreAccount('210');
      bridge.agency.editInvoice('2', { subject: 'Second thoughts' });
      await poll();
      expect((await bridge.exports()).map(({ state }) => state)).toEqual(['refused']);
    });

    it('begin anew when they were off in between', async () => {
      await wanting({}, 2);
      bridge.agency.editInvoice('2', { isFinalised: true });
      await poll();
      await wanting({ options: { automaticInvoices: 'finalised' } }, 3);
      await poll();
      expect(copied()).toEqual([]);
    });

    it('wait for nobody to choose a status: set manually, there are none, and the card says why', async () => {
      const manual = { options: { automaticInvoices: 'finalised' }, invoices: { initialStatus: 'manual' } } as const;
      const saved = await bridge.uses.saveSettings.run(TENANT, CONNECTION, settings(manual), 2, 'Ada');
      expect(saved?.ok && saved.cards.options.problems.map(({ code }) => code)).toEqual(['automatic_needs_status']);
      bridge.agency.editInvoice('2', { isFinalised: true });
      await poll();
      expect(await bridge.exports()).toEqual([]);
    });
  });

  it('of invoices wait until they are sent, where that is wanted', async () => {
    await wanting({ options: { automaticInvoices: 'sent' } }, 1);
    bridge.agency.editInvoice('2', { isFinalised: true });
    await poll();
    expect(copied()).toEqual([]);
    for (const id of ['1', '2']) bridge.agency.editInvoice(id, { isSent: true });
    await poll();
    expect(copied().sort()).toEqual(['INV-1', 'INV-2']);
  });

  it('of expenses are made once they are approved', async () => {
    await wanting({ options: { automaticExpenses: true } }, 1);
    await poll();
    expect(copied()).toEqual([]);
    bridge.agency.editExpense('1', { approval: 'approved' });
    await poll();
    await poll();
    expect(copied()).toEqual(['EXP-1']);
  });
});
