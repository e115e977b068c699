import { money } from '@bridge/domain';
import { anExpense, anInvoice } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { UseCases } from '../testing/bridge/wire-use-cases.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ids = ['1', '2', '3'];
const pounds = (amount: number) => money(BigInt(amount) * 100n, 'GBP');

const request = (uses: UseCases, kind: 'invoice' | 'expense') =>
  uses.requestExports.run({ tenantId: TENANT, kind, sourceIds: ids, choices: {}, by: 'Ada' });
const send = async (uses: UseCases): Promise<void> => {
  while (await uses.sendExports.run(TENANT, CONNECTION));
};

async function copyAll(bridge: MemoryBridge): Promise<void> {
  for (const id of ids) {
    bridge.agency.addInvoice(anInvoice({ id, isSent: true }));
    bridge.agency.addExpense(anExpense({ id }));
  }
  await bridge.copy('invoice', ids);
  await bridge.copy('expense', ids);
  await bridge.send();
  while (await bridge.announce());
}

const codes = (refused: readonly { readonly problems: readonly { readonly code: string }[] }[]) =>
  refused.flatMap(({ problems }) => problems.map(({ code }) => code));

describe('With the links and the exports lost', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge({ pageSize: 2 });
    await copyAll(bridge);
    bridge.world.loseCopies(TENANT);
  });

  it('the next request finds every copy again by its marker, and nothing is copied twice', async () => {
    for (const kind of ['invoice', 'expense'] as const) {
      const { queued, refused } = await request(bridge.uses, kind);
      expect(queued).toEqual([]);
      expect(codes(refused)).toEqual(['already_copied', 'already_copied', 'already_copied']);
    }
    await bridge.send();
    expect(bridge.books.documents()).toHaveLength(6);
    for (const id of ids) {
      expect(await bridge.link('invoice', id)).toMatchObject({ origin: 'adopted', copy: 1 });
      expect(await bridge.link('expense', id)).toMatchObject({ origin: 'adopted', copy: 1 });
    }
    expect(await bridge.findings()).toEqual([]);
  });

  it('a copy that is asked for while the books are silent waits, and is found to be there', async () => {
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'inventory' });
    const { queued } = await request(bridge.uses, 'expense');
    expect(queued).toHaveLength(3);
    await bridge.send();
    expect(bridge.books.documents()).toHaveLength(6);
    expect((await bridge.exports()).map(({ state }) => state)).toEqual(['exported', 'exported', 'exported']);
    expect(await bridge.link('expense', '1')).toMatchObject({ origin: 'adopted' });
  });

  it('nothing is sent while the books are silent', async () => {
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'inventory' });
    await request(bridge.uses, 'expense');
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'inventory' });
    await bridge.send();
    expect((await bridge.exports()).map(({ state }) => state)).toEqual(['queued', 'queued', 'queued']);
    expect((await bridge.connection()).pausedFor).toBe('unavailable');
  });

  it('a second copy is found as the second, and a copy of an unlinked document is left alone', async () => {
    await request(bridge.uses, 'expense');
    await bridge.copy('expense', ['1'], { isAgain: true });
    await bridge.send();
    const unlinked = await bridge.link('expense', '2');
    await bridge.uses.unlinkCopy.run(TENANT, 'expense', '2', unlinked.ledgerId, 'Ada');
    await bridge.uses.recollect.run(bridge.address);
    expect(await bridge.links('expense', '2')).toEqual([]);
    bridge.world.loseCopies(TENANT);
    await bridge.uses.recollect.run(bridge.address);
    expect((await bridge.links('expense', '1')).map(({ copy }) => copy)).toEqual([2, 1]);
  });

  it('payments that were entered before are not entered again', async () => {
    await request(bridge.uses, 'invoice');
    bridge.clock.advance(HOUR);
    const { ledgerId } = await bridge.link('invoice', '1');
    bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await bridge.import();
    await bridge.settle();
    expect(bridge.agency.payments('1')).toHaveLength(1);
  });
});

describe('With a day-old backup put back', () => {
  let bridge: MemoryBridge;
  let restore: () => void;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addInvoice(anInvoice({ id: '9', isSent: true }));
    await bridge.copy('invoice', ['9']);
    await bridge.send();
    bridge.clock.advance(HOUR);
    await bridge.import();
    restore = bridge.world.backUp(TENANT);
    bridge.clock.advance(DAY);
    await copyAll(bridge);
    bridge.clock.advance(HOUR);
    for (const kind of ['invoice', 'expense'] as const)
      bridge.books.pay((await bridge.link(kind, '1')).ledgerId, pounds(kind === 'invoice' ? 50 : 120), '2026-11-25');
    bridge.books.pay((await bridge.link('invoice', '9')).ledgerId, pounds(30), '2026-11-25');
    await bridge.import();
    await bridge.settle();
    bridge.clock.advance(HOUR);
    restore();
  });
  const paid = (id: string) => bridge.agency.payments(id).map(({ amount }) => amount);

  it.each(['in the same process', 'in a process that was started since'])(
    '%s, no copy is made twice',
    async (which) => {
      const uses = which === 'in the same process' ? bridge.uses : bridge.restarted();
      for (const kind of ['invoice', 'expense'] as const)
        expect(codes((await request(uses, kind)).refused)).toEqual(Array(3).fill('already_copied'));
      await send(uses);
      expect(bridge.books.documents()).toHaveLength(7);
      expect(await bridge.link('expense', '3')).toMatchObject({ origin: 'adopted' });
    },
  );

  it.each(['in the same process', 'in a process that was started since'])(
    '%s, no payment is entered twice',
    async (which) => {
      const uses = which === 'in the same process' ? bridge.uses : bridge.restarted();
      for (let turn = 0; turn < 3; turn += 1) {
        await uses.importPayments.run(TENANT, CONNECTION, 'schedule');
        while (await uses.settleSource.run(TENANT, CONNECTION));
        bridge.clock.advance(HOUR);
      }
      // Copied before the backup and paid after it; and copied and paid after it.
      expect([paid('9'), paid('1')]).toEqual([[pounds(30)], [pounds(50)]]);
      expect((await bridge.tranches((await bridge.link('invoice', '1')).ledgerId)).map(({ state }) => state)).toEqual(['recorded']); // prettier-ignore
    },
  );
});

describe('With nothing lost', () => {
  it('a process asks the books once, and from where it knows them', async () => {
    const bridge = await createMemoryBridge();
    await copyAll(bridge);
    bridge.clock.advance(2 * HOUR);
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'inventory' });
    bridge.agency.addExpense(anExpense({ id: '8' }));
    await bridge.copy('expense', ['8']);
    await bridge.send();
    expect(await bridge.link('expense', '8')).toMatchObject({ origin: 'exported' });
  });
});
