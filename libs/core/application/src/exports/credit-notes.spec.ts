import { money } from '@bridge/domain';
import { aLine, anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;
const gbp = (minor: bigint) => money(minor, 'GBP');

describe('Copying credit notes', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge({ settings: settings({ options: { historyNotes: false } }) });
    // 120.00 owed, and 60.00 of it given back.
    bridge.agency.addInvoice(anInvoice({ id: '1' }));
    const lines = [aLine({ quantity: '-1' })];
    const note = { id: '2', number: 'CN-2', isCreditNote: true, creditedInvoiceId: '1', lines };
    bridge.agency.addInvoice(anInvoice(note));
  });
  const follow = () => bridge.uses.sendExtras.run(TENANT, CONNECTION);
  const copied = async (...ids: readonly string[]) => {
    await bridge.copy('invoice', ids);
    await bridge.send();
  };
  const credits = () => bridge.books.documents().filter(({ isCredit }) => isCredit);
  const ledgerId = async (sourceId: string) => (await bridge.link('invoice', sourceId)).ledgerId;
  const due = async () => bridge.books.due(await ledgerId('1'));
  const notices = async () => (await bridge.export('2')).notices.map(({ code, detail }) => `${code}: ${detail}`);

  it('makes one credit note in Xero, of positive amounts, in a call of its own', async () => {
    await copied('1', '2');
    expect(credits().map(({ kind, number, status, total }) => [kind, number, status, total])).toEqual([
      ['invoice', 'CN-2', 'approved', gbp(6_000n)],
    ]);
    const link = await bridge.link('invoice', '2');
    expect([link.url, link.total, link.due]).toEqual([
      `https://books.example/customer_credit/${link.ledgerId}`,
      gbp(6_000n),
      gbp(0n),
    ]);
    await bridge.announce();
    expect(bridge.agency.invoice('2')?.document.exportMark.ledgerId).toBe(link.ledgerId);
  });

  it('allocates it to its invoice', async () => {
    await copied('1', '2');
    await follow();
    expect([await due(), bridge.books.remaining(await ledgerId('2'))]).toEqual([gbp(6_000n), gbp(0n)]);
    expect(await notices()).toEqual(['credit_allocated: 60.00 GBP of it was allocated to INV-1.']);
    expect(await bridge.link('invoice', '2')).not.toHaveProperty('extras');
    await bridge.import();
    expect(await bridge.link('invoice', '1')).toMatchObject({ credited: gbp(6_000n), due: gbp(6_000n) });
    expect(bridge.agency.payments('1')).toEqual([]);
  });

  it('allocates no more than the invoice owes', async () => {
    await copied('1', '2');
    bridge.books.pay(await ledgerId('1'), gbp(10_000n), '2026-11-24');
    await follow();
    expect([await due(), bridge.books.remaining(await ledgerId('2'))]).toEqual([gbp(0n), gbp(4_000n)]);
    expect(await notices()).toEqual(['credit_allocated: 20.00 GBP of it was allocated to INV-1.']);
  });

  it.each([
    ['was not copied', async () => copied('2'), 'The invoice that it credits is not in Xero as a copy of ours.'],
    [
      'is paid in full',
      async () => {
        await copied('1', '2');
        bridge.books.pay(await ledgerId('1'), gbp(12_000n), '2026-11-24');
      },
      'INV-1 is paid in Xero.',
    ],
    [
      'has another contact',
      async () => {
        await copied('1', '2');
        bridge.books.edit(await ledgerId('2'), { contactId: bridge.books.addContact({ name: 'Another' }) });
      },
      'The contacts differ',
    ],
  ])('leaves it unallocated when the invoice %s, and says so', async (_why, scene, words) => {
    await scene();
    await follow();
    expect(bridge.books.allocations(await ledgerId('2'))).toEqual([]);
    expect(await notices()).toEqual([`credit_unallocated: ${words}`]);
    expect(await bridge.link('invoice', '2')).not.toHaveProperty('extras');
  });

  it('waits for its invoice while that is being copied', async () => {
    await copied('2');
    bridge.ledger.loseNextAnswer();
    await copied('1');
    await follow();
    expect(await notices()).toEqual([]);
    bridge.clock.advance(15 * MINUTE);
    await bridge.send();
    await follow();
    expect(await due()).toEqual(gbp(6_000n));
  });

  it.each(['lost and done', 'lost and not done', 'late'] as const)(
    'allocates once when the answer is %s',
    async (trouble) => {
      await copied('1', '2');
      if (trouble === 'late') bridge.ledger.applyLate(4 * MINUTE, 'allocate');
      else
        bridge.ledger.failNext(
          { kind: 'uncertain', isReplayable: true },
          { method: 'allocate', applied: trouble !== 'lost and not done' },
        );
      await follow();
      expect((await bridge.link('invoice', '2')).extras).toMatchObject({ attempts: 1 });
      bridge.clock.advance(3 * MINUTE);
      await follow();
      bridge.clock.advance(10 * MINUTE);
      await follow();
      expect(bridge.books.allocations(await ledgerId('2'))).toHaveLength(1);
      expect(await notices()).toEqual(['credit_allocated: 60.00 GBP of it was allocated to INV-1.']);
      expect(await bridge.link('invoice', '2')).not.toHaveProperty('extras');
    },
  );

  it('finds it again when its answer was lost, and makes no second one', async () => {
    bridge.ledger.loseNextAnswer();
    await copied('2');
    bridge.clock.advance(15 * MINUTE);
    await bridge.send();
    expect(credits()).toHaveLength(1);
    expect((await bridge.link('invoice', '2')).origin).toBe('adopted');
  });

  it('is no drift, although Xero lists no credit notes of ours', async () => {
    await copied('1', '2');
    bridge.clock.advance(MINUTE);
    expect((await bridge.uses.checkDrift.run(TENANT, CONNECTION))?.found).toEqual({});
  });

  it('can be marked as copied by the number of a credit note in Xero, and of nothing else', async () => {
    const contactId = bridge.books.addContact({ name: 'Acme' });
    const facts = { kind: 'invoice', contactId, issuedOn: '2026-11-03', total: gbp(6_000n) } as const;
    bridge.books.enterByHand({ ...facts, number: 'INV-77' });
    bridge.books.enterByHand({ ...facts, number: 'CN-77', isCredit: true });
    const mark = (number: string) => bridge.uses.markCopied.run(TENANT, 'invoice', '2', number, 'Ada');
    expect(await mark('INV-77')).toMatchObject({ ok: false, problems: [{ code: 'ledger_document_missing' }] });
    expect(await mark('CN-77')).toMatchObject({ ok: true, value: { marker: 'Productive credit note 2' } });
  });
});

describe('Copying negative expenses', () => {
  it('makes supplier credit notes beside bills, and never marks the expense as paid', async () => {
    const bridge = await createMemoryBridge();
    bridge.agency.addExpense(anExpense({ id: '1' }));
    bridge.agency.addExpense(anExpense({ id: '2', net: gbp(-5_000n), tax: gbp(-1_000n) }));
    await bridge.copy('expense', ['1', '2']);
    await bridge.send();
    const [bill, credit] = bridge.books.documents();
    expect([bill?.isCredit, credit?.isCredit, credit?.number, credit?.total]).toEqual([
      undefined,
      true,
      'EXP-2',
      gbp(6_000n),
    ]);
    bridge.books.pay(bill?.ledgerId ?? '', gbp(12_000n), '2026-11-24');
    bridge.books.edit(credit?.ledgerId ?? '', { status: 'paid' });
    bridge.clock.advance(MINUTE);
    await bridge.import();
    await bridge.settle();
    expect(['1', '2'].map((id) => bridge.agency.expense(id)?.document.paidOn)).toEqual(['2026-11-24', undefined]);
  });
});
