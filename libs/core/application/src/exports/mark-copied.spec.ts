import { anInvoice } from '@bridge/domain/testing';
import { createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

describe('Marking as copied', () => {
  let bridge: MemoryBridge;
  const mark = (ledgerDocument: string) => bridge.uses.markCopied.run(TENANT, 'invoice', '1', ledgerDocument, 'Bob');
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addInvoice(anInvoice({ isSent: true }));
    bridge.books.addContact({ name: 'Acme Ltd' });
  });
  const byHand = () =>
    bridge.books.enterByHand({
      kind: 'invoice',
      contactId: '',
      issuedOn: '2026-11-24',
      total: { minor: 12_000n, currency: 'GBP' },
      status: 'approved',
    });

  it('links the document that a person names, and its payments come back, those from before as well', async () => {
    const ledgerId = byHand();
    bridge.books.pay(ledgerId, { minor: 5_000n, currency: 'GBP' }, '2026-11-24');
    bridge.clock.advance(60 * MINUTE);
    const later = byHand();
    await bridge.import();
    expect(bridge.books.document(later).status).toBe('approved');
    expect(await mark(bridge.books.document(ledgerId).number ?? '')).toMatchObject({ ok: true });
    await bridge.import();
    await bridge.settle();
    expect(bridge.agency.payments('1')).toMatchObject([{ amount: { minor: 5_000n } }]);
  });

  it('sends nothing', async () => {
    const ledgerId = byHand();
    await mark(ledgerId);
    await bridge.send();
    expect(bridge.books.documents()).toHaveLength(1);
    expect((await bridge.copy('invoice', ['1'])).refused[0]?.problems[0]?.code).toBe('already_copied');
  });

  it('refuses a document that is the copy of something already, or is none', async () => {
    const ledgerId = byHand();
    await mark(ledgerId);
    expect(await mark(ledgerId)).toMatchObject({ ok: false, problems: [{ code: 'already_copied' }] });
    expect(await mark('INV-404')).toMatchObject({ ok: false, problems: [{ code: 'ledger_document_missing' }] });
  });

  it('is refused while a copy is on its way, which would be a second document', async () => {
    const ledgerId = byHand();
    await bridge.copy('invoice', ['1']);
    expect(await mark(ledgerId)).toMatchObject({ ok: false, problems: [{ code: 'copy_in_progress' }] });
    await bridge.send();
    expect((await bridge.links('invoice', '1')).map(({ origin }) => origin)).toEqual(['exported']);
  });
});
