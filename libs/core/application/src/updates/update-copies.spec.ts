import { money } from '@bridge/domain';
import { aLine, anExpense, anInvoice, anOrder, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;
const gbp = (minor: bigint) => money(minor, 'GBP');
/** Three hours instead of two: 150.00 + 20 % = 180.00 */
const longer = anInvoice({ lines: [aLine({ quantity: '3' })] });
const { lines, net, tax, total } = longer;

describe('Updating a copy that is in the books', () => {
  let bridge: MemoryBridge;
  /** A moment later: what was asked for at one and the same instant has no order. */
  const update = (more: object = {}, kind: 'invoice' | 'expense' = 'invoice') => {
    bridge.clock.advance(1000);
    return bridge.copy(kind, ['1'], { isUpdate: true, ...more });
  };
  const inBooks = () => {
    const [document, ...twins] = bridge.books.documents();
    if (document === undefined || twins.length > 0) throw new Error('Expected one document');
    return document;
  };
  const codes = ({ refused }: Awaited<ReturnType<typeof update>>) =>
    refused.flatMap(({ problems }) => problems.map(({ code }) => code));
  const latestCodes = async () => (await bridge.export('1')).problems.map(({ code }) => code);
  const listed = async () => {
    const query = { kind: 'invoice', sort: 'number', descending: false, offset: 0, limit: 5 } as const;
    return (await bridge.world.documentList.page(TENANT, query)).rows[0]?.copyStatus;
  };
  const copied = async (initialStatus: 'draft' | 'approved' = 'approved', historyNotes = false) => {
    bridge = await createMemoryBridge({
      settings: settings({ options: { historyNotes }, invoices: { initialStatus }, expenses: { initialStatus } }),
    });
    bridge.agency.addInvoice(anInvoice());
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    while (await bridge.uses.sendExtras.run(TENANT, CONNECTION));
    bridge.agency.editInvoice('1', { lines, net, tax, total });
    await bridge.uses.refreshDocuments.run(TENANT);
  };
  beforeEach(() => copied());

  it('changes the same document: same id, same number, same line, and the new total', async () => {
    const before = inBooks();
    expect(await listed()).toBe('changed');
    expect((await update()).queued).toHaveLength(1);
    await bridge.send();
    const { ledgerId, number, status } = before;
    expect(inBooks()).toMatchObject({ ledgerId, number, status, total: gbp(18_000n) });
    expect(inBooks().lines?.map(({ lineId }) => lineId)).toEqual(before.lines?.map(({ lineId }) => lineId));
    expect(await bridge.link('invoice', '1')).toMatchObject({ ledgerId, number, copy: 1, total: gbp(18_000n) });
    expect((await bridge.link('invoice', '1')).due).toEqual(gbp(18_000n));
    expect(await listed()).toBe('copied');
  });

  it('is one attempt more in the log, and none more in the count of copies', async () => {
    await update();
    await bridge.send();
    expect((await bridge.exports()).map(({ copy, state, target }) => [copy, state, target !== undefined])).toEqual([
      [1, 'exported', false],
      [1, 'exported', true],
    ]);
    const { queued } = await bridge.copy('invoice', ['1'], { isAgain: true });
    expect(queued[0]?.copy).toBe(2);
  });

  it('does not count as a copy when it was refused and the document is unlinked', async () => {
    await update();
    bridge.books.pay(inBooks().ledgerId, gbp(100n), '2026-11-24');
    await bridge.send();
    const { ledgerId } = await bridge.link('invoice', '1');
    await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', ledgerId, 'Ada');
    const { queued } = await bridge.copy('invoice', ['1'], { isAgain: true });
    expect(queued[0]?.copy).toBe(2);
  });

  it('updates bills too', async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addExpense(anExpense());
    await bridge.copy('expense', ['1']);
    await bridge.send();
    bridge.agency.editExpense('1', { name: 'Train and hotel' });
    await update({}, 'expense');
    await bridge.send();
    expect(inBooks().lines).toMatchObject([{ description: 'Train and hotel' }]);
  });

  it('never lowers the status, and raises it when a person says so', async () => {
    await copied('draft');
    await update();
    await bridge.send();
    expect(inBooks().status).toBe('draft');
    await update({ status: 'approved' });
    await bridge.send();
    expect(inBooks().status).toBe('approved');
    await update({ status: 'draft' });
    await bridge.send();
    expect([inBooks().status, (await bridge.export('1')).state]).toEqual(['approved', 'exported']);
  });

  it.each([
    ['a payment stands on it', () => bridge.books.pay(inBooks().ledgerId, gbp(100n), '2026-11-24'), 'update_paid'],
    ['a credit stands on it', () => bridge.books.credit(inBooks().ledgerId, gbp(1n), '2026-11-24'), 'update_credited'],
    ['it was voided', () => bridge.books.void(inBooks().ledgerId), 'update_removed'],
    ['the books do not have it', () => bridge.books.forget(inBooks().ledgerId), 'update_target_gone'],
    [
      'its contact was made another and its date another',
      () => bridge.books.edit(inBooks().ledgerId, { issuedOn: '2026-11-03' }),
      'update_overwrites_edits',
    ],
  ])('is refused before anything is sent when %s, and again when that happens later', async (_, happens, code) => {
    await update();
    happens();
    expect(codes(await update())).toEqual(['copy_in_progress']);
    await bridge.send();
    expect(await latestCodes()).toEqual([code === 'update_overwrites_edits' ? 'update_overtaken' : code]);
    expect(codes(await update())).toEqual([code]);
  });

  it('is refused in a closed period, and says so once', async () => {
    const chart = { ...bridge.chart, organisation: { ...bridge.chart.organisation, lockedThrough: '2026-11-02' } };
    await bridge.run((store) => store.charts.save(CONNECTION, chart));
    expect(codes(await update())).toEqual(['update_locked']);
  });

  it('needs a copy, and is not for purchase orders nor for credit notes', async () => {
    bridge.agency.addExpense(anExpense());
    expect(codes(await update({}, 'expense'))).toEqual(['update_nothing_copied']);
    bridge.agency.addPurchaseOrder(anOrder());
    const orders = await bridge.copy('purchase_order', ['1'], { isUpdate: true });
    expect(codes(orders)).toEqual(['update_not_offered']);
    const minus = { minor: -100n, currency: 'GBP' };
    bridge.agency.addExpense(anExpense({ id: '7', net: minus, tax: { minor: -20n, currency: 'GBP' } }));
    await bridge.copy('expense', ['7']);
    await bridge.send();
    const credits = () => bridge.copy('expense', ['7'], { isUpdate: true });
    expect(codes(await credits())).toEqual(['update_not_offered']);
    bridge.agency.editExpense('7', { net: { minor: 100n, currency: 'GBP' }, tax: { minor: 20n, currency: 'GBP' } });
    expect(codes(await credits())).toEqual(['update_not_offered']);
  });

  it('writes over edits in the books only when a person has confirmed them', async () => {
    bridge.books.edit(inBooks().ledgerId, { issuedOn: '2026-11-05' });
    const [refused] = (await update()).refused;
    expect(refused?.problems).toMatchObject([
      { code: 'update_overwrites_edits', detail: 'Date: copied as 2026-11-02, now 2026-11-05.' },
    ]);
    await update({ overwritesEdits: true });
    await bridge.send();
    expect(inBooks()).toMatchObject({ issuedOn: '2026-11-02', total: gbp(18_000n) });
  });

  it('asks about an edit made before a copy with a lost answer was found again', async () => {
    bridge = await createMemoryBridge({ settings: settings({ options: { historyNotes: false } }) });
    bridge.agency.addInvoice(anInvoice());
    await bridge.copy('invoice', ['1']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    bridge.books.edit(inBooks().ledgerId, { total: gbp(12_500n) });
    bridge.clock.advance(11 * MINUTE);
    await bridge.send();
    expect((await bridge.link('invoice', '1')).origin).toBe('adopted');
    // 2 × 50.00 + 20 % = 120.00
    expect((await update()).refused[0]?.problems).toMatchObject([
      { code: 'update_overwrites_edits', detail: 'Total: copied as 120.00 GBP, now 125.00 GBP.' },
    ]);
  });

  it('takes a confirmation for what was seen then: a later edit is asked about again', async () => {
    bridge.books.edit(inBooks().ledgerId, { issuedOn: '2026-11-05' });
    await update({ overwritesEdits: true });
    bridge.books.edit(inBooks().ledgerId, { issuedOn: '2026-11-06' });
    await bridge.send();
    expect(await latestCodes()).toEqual(['update_overtaken']);
    const { id } = await bridge.export('1');
    const [again] = await bridge.uses.retryExports.run(TENANT, [id], 'Ada');
    expect(again?.problems.map(({ code }) => code)).toEqual(['update_overwrites_edits']);
    expect(inBooks().issuedOn).toBe('2026-11-06');
  });

  it('asks about a document that a person linked: nobody knows what was edited there', async () => {
    const ledgerId = bridge.books.enterByHand({
      ...{ kind: 'expense', contactId: inBooks().contactId, issuedOn: '2026-11-02', total: gbp(3_600n) },
    });
    bridge.agency.addExpense(anExpense());
    await bridge.uses.markCopied.run(TENANT, 'expense', '1', ledgerId, 'Ada');
    expect(codes(await update({}, 'expense'))).toEqual(['update_overwrites_edits']);
    await update({ overwritesEdits: true }, 'expense');
    await bridge.send();
    expect(bridge.books.document(ledgerId).marker).toBe(anExpense().url);
  });

  it('is built afresh on Retry, over what the books show then', async () => {
    bridge.books.pay(inBooks().ledgerId, gbp(100n), '2026-11-24');
    const [payment = ''] = bridge.books.payments(inBooks().ledgerId);
    bridge.books.removePayment(payment);
    await update();
    const paid = bridge.books.pay(inBooks().ledgerId, gbp(100n), '2026-11-24');
    await bridge.send();
    expect(await latestCodes()).toEqual(['update_paid']);
    bridge.books.removePayment(paid);
    const { id } = await bridge.export('1');
    expect(await bridge.uses.retryExports.run(TENANT, [id], 'Ada')).toEqual([{ exportId: id, problems: [] }]);
    await bridge.send();
    expect(inBooks().total).toEqual(gbp(18_000n));
  });

  it('asks the books again when it stood still since, so that nothing is written over that came in between', async () => {
    await update();
    const { ledgerId } = inBooks();
    let stalls = 1;
    const editions = bridge.ledger.documents.editions.bind(bridge.ledger.documents);
    bridge.ledger.documents.editions = async (...call) => {
      const shown = await editions(...call);
      if (stalls > 0) {
        stalls -= 1;
        bridge.clock.advance(MINUTE);
        bridge.books.edit(ledgerId, { issuedOn: '2026-11-09' });
      }
      return shown;
    };
    await bridge.send();
    expect([await latestCodes(), inBooks().issuedOn]).toEqual([['update_overtaken'], '2026-11-09']);
  });

  describe('whose answer was lost', () => {
    it('is repeated under its key, and applied once', async () => {
      await update();
      bridge.ledger.loseNextAnswer('updateDocuments');
      await bridge.send();
      expect((await bridge.export('1')).state).toBe('uncertain');
      bridge.clock.advance(MINUTE);
      await bridge.send();
      expect((await bridge.export('1')).state).toBe('exported');
      expect(inBooks().total).toEqual(gbp(18_000n));
      expect(bridge.ledger.keyClashes).toBe(0);
    });

    const lostForGood = async (applied: boolean) => {
      await update();
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: false }, { method: 'updateDocuments', applied });
      await bridge.send();
      bridge.clock.advance(9 * MINUTE);
      await bridge.send();
      expect((await bridge.export('1')).state).toBe('uncertain');
    };

    it('is taken for done when the books show what was sent', async () => {
      await lostForGood(true);
      bridge.clock.advance(MINUTE);
      await bridge.send();
      expect((await bridge.export('1')).state).toBe('exported');
      expect((await bridge.link('invoice', '1')).total).toEqual(gbp(18_000n));
    });

    it('goes again under a new key when the books show what was there before', async () => {
      await lostForGood(false);
      bridge.clock.advance(MINUTE);
      await bridge.send();
      expect((await bridge.export('1')).state).toBe('exported');
      expect(inBooks().total).toEqual(gbp(18_000n));
    });

    it('goes again when it was to raise the status alone, and did not', async () => {
      await copied('draft');
      await update();
      await bridge.send();
      await update({ status: 'approved' });
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: false }, { method: 'updateDocuments', applied: false });
      await bridge.send();
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect([inBooks().status, (await bridge.export('1')).state]).toEqual(['approved', 'exported']);
    });

    it.each([true, false])('is refused when somebody edited it meanwhile, applied or not: %s', async (applied) => {
      await lostForGood(applied);
      bridge.books.edit(inBooks().ledgerId, { issuedOn: '2026-11-09' });
      bridge.clock.advance(MINUTE);
      await bridge.send();
      const { state, attempts, problems } = await bridge.export('1');
      expect([state, attempts, problems.map(({ code }) => code)]).toEqual(['refused', 0, ['update_overtaken']]);
      expect(inBooks().issuedOn).toBe('2026-11-09');
    });

    it('is refused when the document was voided meanwhile, and creates nothing', async () => {
      await lostForGood(false);
      bridge.books.void(inBooks().ledgerId);
      bridge.clock.advance(MINUTE);
      await bridge.send();
      expect(await latestCodes()).toEqual(['update_removed']);
      expect(inBooks().status).toBe('voided');
    });
  });

  it('goes in a call of its own, never beside what is new', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '2' }));
    await bridge.copy('invoice', ['2']);
    await update();
    await bridge.send();
    const batches = new Set((await bridge.exports()).map(({ batchId }) => batchId));
    expect(batches.size).toBe(3);
    expect(bridge.books.documents()).toHaveLength(2);
  });

  it('is not sent any more once the copy is unlinked', async () => {
    await update();
    await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', inBooks().ledgerId, 'Ada');
    await bridge.send();
    expect(await latestCodes()).toEqual(['update_target_gone']);
    expect(inBooks().total).toEqual(gbp(12_000n));
  });

  it('says in the ledger who updated it, and leaves files alone that are there already', async () => {
    await copied('approved', true);
    const { notes } = inBooks();
    await update();
    await bridge.send();
    while (await bridge.uses.sendExtras.run(TENANT, CONNECTION));
    expect(inBooks().notes).toEqual([...notes, `Updated from Productive by Ada: ${anInvoice().url}`]);
    expect(await bridge.link('invoice', '1')).not.toHaveProperty('extras');
  });

  it('sends a receipt again only when it is another file, and what had not followed yet', async () => {
    const receipt = { id: '9', name: 'receipt.pdf', contentType: 'application/pdf', sizeBytes: 3 };
    bridge = await createMemoryBridge({ settings: settings({ options: { historyNotes: true } }) });
    bridge.agency.addExpense(anExpense({ attachment: receipt }));
    await bridge.copy('expense', ['1']);
    await bridge.send();
    await update({}, 'expense');
    await bridge.send();
    // Neither the receipt nor the first note had followed when the update was made.
    while (await bridge.uses.sendExtras.run(TENANT, CONNECTION));
    expect(inBooks().files.map(({ bytes }) => bytes.length)).toEqual([3]);
    expect(inBooks().notes.map((note) => note.slice(0, 7))).toEqual(['Copied ', 'Updated']);
    bridge.books.edit(inBooks().ledgerId, { files: [] });
    await update({}, 'expense');
    await bridge.send();
    while (await bridge.uses.sendExtras.run(TENANT, CONNECTION));
    expect(inBooks().files).toEqual([]);
    bridge.agency.editExpense('1', { attachment: { ...receipt, id: '10', sizeBytes: 4 } });
    await update({}, 'expense');
    await bridge.send();
    while (await bridge.uses.sendExtras.run(TENANT, CONNECTION));
    expect(inBooks().files.map(({ bytes }) => bytes.length)).toEqual([4]);
  });

  it('is what the nightly check compares the books with', async () => {
    await update();
    await bridge.send();
    bridge.clock.advance(MINUTE);
    expect((await bridge.uses.checkDrift.run(TENANT, CONNECTION))?.found).toEqual({});
    bridge.books.edit(inBooks().ledgerId, { total: gbp(12_000n) });
    expect(await bridge.uses.checkDrift.run(TENANT, CONNECTION)).toMatchObject({ found: { total: 1 } });
  });

  it('is no drift while its answer is awaited', async () => {
    await update();
    bridge.ledger.loseNextAnswer('updateDocuments');
    await bridge.send();
    expect((await bridge.uses.checkDrift.run(TENANT, CONNECTION))?.found).toEqual({});
  });
});
