import { driftKinds, money, type DriftKind } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { FakeDocument } from '../testing/ledger/fake-books.js';

const HOUR = 3_600_000;
const gbp = (amount: number) => money(BigInt(amount) * 100n, 'GBP');

/** An invoice over 120.00 that was paid 50.00, and an expense; copied, announced, imported and settled a day ago. */
async function settledBridge(options: Parameters<typeof createMemoryBridge>[0] = {}): Promise<MemoryBridge> {
  const bridge = await createMemoryBridge({ pageSize: 2, ...options });
  bridge.agency.addInvoice(anInvoice({ id: '1', isSent: true }));
  bridge.agency.addExpense(anExpense({ id: '1' }));
  await bridge.copy('invoice', ['1']);
  await bridge.copy('expense', ['1']);
  await bridge.send();
  while (await bridge.announce());
  bridge.clock.advance(HOUR);
  bridge.books.pay((await bridge.link('invoice', '1')).ledgerId, gbp(50), '2026-11-24');
  bridge.clock.advance(HOUR);
  await bridge.import();
  await bridge.settle();
  bridge.clock.advance(24 * HOUR);
  await bridge.import();
  return bridge;
}

const check = (bridge: MemoryBridge) => bridge.uses.checkDrift.run(TENANT, CONNECTION);
const drifts = async (bridge: MemoryBridge) =>
  (await bridge.run((store) => store.drifts.list(CONNECTION, { offset: 0, limit: 100 }))).rows;
const kinds = async (bridge: MemoryBridge) => (await drifts(bridge)).map(({ kind }) => kind);

describe('The check of the books', () => {
  let bridge: MemoryBridge;
  let invoiceId: string;
  beforeEach(async () => {
    bridge = await settledBridge();
    invoiceId = (await bridge.link('invoice', '1')).ledgerId;
  });
  const edit = (change: Partial<FakeDocument>) => bridge.books.edit(invoiceId, change);
  const twinOf = (ledgerId: string, change: Partial<FakeDocument> = {}) => {
    const { ledgerId: _l, ...copy } = bridge.books.document(ledgerId);
    return bridge.books.enterAsUs({ ...copy, number: 'TWIN-1', ...change });
  };
  /** The import has seen what the accountant did. */
  const imported = async () => {
    bridge.clock.advance(HOUR);
    await bridge.import();
    bridge.clock.advance(HOUR);
    await bridge.import();
  };

  it('finds nothing where nobody touched anything', async () => {
    const { documents, links, adopted, found } = { ...(await check(bridge)) };
    expect({ documents, links, adopted, found }).toEqual({ documents: 2, links: 2, adopted: 0, found: {} });
    expect(await drifts(bridge)).toEqual([]);
    expect(await bridge.findings()).toEqual([]);
  });

  const cases: Readonly<Record<DriftKind, () => void | Promise<void>>> = {
    twin: () => void twinOf(invoiceId),
    orphan: () => void twinOf(invoiceId, { marker: 'https://elsewhere.example/1' }),
    missing: () => bridge.books.forget(invoiceId),
    voided: () => edit({ status: 'voided' }),
    total: () => edit({ total: gbp(150) }),
    tax: () => edit({ tax: gbp(0) }),
    currency: async () => {
      const { ledgerId } = await bridge.link('expense', '1');
      bridge.books.edit(ledgerId, { total: money(12000n, 'EUR'), tax: money(2000n, 'EUR') });
    },
    contact: () => edit({ contactId: 'somebody-else' }),
    dates: () => edit({ dueOn: '2027-06-30' }),
    number: () => edit({ number: 'RENAMED-1' }),
    accounts: () => {
      const lines = bridge.books.document(invoiceId).lines ?? [];
      edit({ lines: lines.map((line) => ({ ...line, accountCode: '999' })) });
    },
    settled: async () => {
      const [payment] = await bridge.tranches(invoiceId);
      if (payment) await bridge.run((store) => store.tranches.save({ ...payment, amount: gbp(60) }));
    },
  };
  it.each(driftKinds)('names this drift: %s', async (kind) => {
    await cases[kind]();
    const done = await check(bridge);
    expect(done?.found).toEqual({ [kind]: 1 });
    expect(await kinds(bridge)).toEqual([kind]);
    expect(await bridge.findings()).toEqual([`drift_${kind}`]);
  });

  it('says what is expected and what the books show, and forgets it once it is mended', async () => {
    const before = bridge.books.document(invoiceId);
    edit({ total: gbp(150) });
    await check(bridge);
    expect(await drifts(bridge)).toMatchObject([
      { ledgerId: invoiceId, documentKind: 'invoice', sourceId: '1', expected: '120.00 GBP', shown: '150.00 GBP' },
    ]);
    edit({ total: before.total });
    await check(bridge);
    expect(await drifts(bridge)).toEqual([]);
    expect(await bridge.findings()).toEqual([]);
  });

  it('changes nothing in the books, and nothing in the source', async () => {
    twinOf(invoiceId);
    edit({ total: gbp(150) });
    const books = bridge.books.documents();
    await check(bridge);
    await bridge.send();
    expect(bridge.books.documents()).toEqual(books);
    expect(bridge.agency.payments('1')).toHaveLength(1);
  });

  it('links a forgotten copy again instead of reporting it', async () => {
    bridge.world.loseCopies(TENANT);
    const { adopted, found } = { ...(await check(bridge)) };
    expect({ adopted, found }).toEqual({ adopted: 2, found: {} });
    expect(await bridge.link('expense', '1')).toMatchObject({ origin: 'adopted' });
  });

  it('leaves alone what a person unlinked or linked by hand', async () => {
    await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', invoiceId, 'Ada');
    const byHand = bridge.books.enterByHand({
      ...{ kind: 'invoice', contactId: 'c', issuedOn: '2026-11-01', total: gbp(10), status: 'approved' },
    });
    bridge.agency.addInvoice(anInvoice({ id: '2' }));
    await bridge.uses.markCopied.run(TENANT, 'invoice', '2', byHand, 'Ada');
    bridge.clock.advance(HOUR);
    expect((await check(bridge))?.found).toEqual({});
  });

  it('does not call unread payments a drift: the import is on its way', async () => {
    bridge.books.pay(invoiceId, gbp(20), '2026-11-25');
    expect((await check(bridge))?.found).toEqual({});
    await imported();
    expect((await check(bridge))?.found).toEqual({});
  });

  it('does not call a copy an orphan while its answer is awaited', async () => {
    bridge.agency.addExpense(anExpense({ id: '2' }));
    await bridge.copy('expense', ['2']);
    bridge.ledger.loseNextAnswer();
    await bridge.uses.sendExports.run(TENANT, CONNECTION);
    expect((await check(bridge))?.found).toEqual({});
  });

  it('says why it could not be ended, and keeps what the one before found', async () => {
    edit({ total: gbp(150) });
    await check(bridge);
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'inventory' });
    expect(await check(bridge)).toMatchObject({ problem: { code: 'unavailable' }, found: { total: 1 } });
    expect(await kinds(bridge)).toEqual(['total']);
    expect(await check(bridge)).toBeUndefined(); // the connection rests
  });
});

describe('While no payments are taken over, the check of the books', () => {
  const off = { settings: settings({ options: { syncPayments: false } }) };
  /** An invoice and an expense over 120.00 each, copied, and paid in the books since. */
  const paidBridge = async (options: Parameters<typeof createMemoryBridge>[0]): Promise<MemoryBridge> => {
    const bridge = await settledBridge(options);
    bridge.books.pay((await bridge.link('expense', '1')).ledgerId, gbp(120), '2026-11-24');
    return bridge;
  };
  const stateOf = async (bridge: MemoryBridge, kind: 'invoice' | 'expense') => {
    const { status, total, paid, credited, due } = await bridge.link(kind, '1');
    return { status, amounts: [total, paid, credited, due].map(({ minor }) => Number(minor) / 100) };
  };

  it('keeps how the copies stand in the books, and tells the source nothing of it', async () => {
    const bridge = await paidBridge(off);
    expect(await stateOf(bridge, 'invoice')).toEqual({ status: 'approved', amounts: [120, 0, 0, 120] });
    await check(bridge);
    // 120.00 - 50.00 = 70.00 are due
    expect(await stateOf(bridge, 'invoice')).toEqual({ status: 'approved', amounts: [120, 50, 0, 70] });
    expect(await stateOf(bridge, 'expense')).toEqual({ status: 'paid', amounts: [120, 120, 0, 0] });
    expect((await bridge.link('expense', '1')).seenAt).toBe(bridge.clock.now());
    await bridge.settle();
    expect(await bridge.tranches((await bridge.link('invoice', '1')).ledgerId)).toEqual([]);
    expect([bridge.agency.payments('1'), bridge.agency.expense('1')?.document.paidOn]).toEqual([[], undefined]);
  });

  it('keeps nothing that is older than what the link shows', async () => {
    const bridge = await paidBridge(off);
    const link = await bridge.link('expense', '1');
    await bridge.run((store) => store.links.save({ ...link, seenAt: bridge.clock.now() + HOUR }));
    await check(bridge);
    expect(await stateOf(bridge, 'expense')).toEqual({ status: 'approved', amounts: [120, 0, 0, 120] });
  });

  it('leaves it to the import where there is one', async () => {
    const bridge = await paidBridge({});
    await check(bridge);
    expect(await stateOf(bridge, 'expense')).toEqual({ status: 'approved', amounts: [120, 0, 0, 120] });
  });
});

it('The check of a thousand documents reads pages, never documents', async () => {
  let calls = 0;
  const bridge = await createMemoryBridge({
    pageSize: 100,
    between: (ports) => ({
      ...ports,
      ledgerInventory: instead(ports.ledgerInventory, {
        ours: (...call) => {
          calls += 1;
          return ports.ledgerInventory.ours(...call);
        },
      }),
    }),
  });
  const ids = Array.from({ length: 1000 }, (_, index) => String(index + 1));
  for (const id of ids) bridge.agency.addExpense(anExpense({ id }));
  for (let from = 0; from < ids.length; from += 100) await bridge.copy('expense', ids.slice(from, from + 100));
  await bridge.send();
  bridge.clock.advance(HOUR);
  calls = 0;
  const { documents, links, found } = { ...(await check(bridge)) };
  expect({ documents, links, found }).toEqual({ documents: 1000, links: 1000, found: {} });
  expect(calls).toBe(10); // 1000 ÷ 100
}, 30_000);
