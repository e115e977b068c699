import { anInvoice, settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { anHourAfter, paid, position, pounds, sync } from '../testing/bridge/paying.js';

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

describe('A pass over what has changed in the ledger', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  beforeEach(async () => {
    ({ bridge, ledgerId } = await anHourAfter());
  });

  describe('goes page by page, and', () => {
    const copyMany = async (paged: MemoryBridge, count: number): Promise<readonly string[]> => {
      const ids = Array.from({ length: count }, (_, index) => String(index + 1));
      for (const id of ids) paged.agency.addInvoice(anInvoice({ id, isSent: true }));
      await paged.copy('invoice', ids);
      await paged.send();
      return Promise.all(ids.map(async (id) => (await paged.link('invoice', id)).ledgerId));
    };
    const isPaidInFull = (paged: MemoryBridge, count: number) =>
      Array.from({ length: count }, (_, index) => paged.agency.payments(String(index + 1)).length === 1);

    it('takes in more rows of one second than fit on a page', async () => {
      const paged = await createMemoryBridge({ pageSize: 2 });
      const ids = await copyMany(paged, 5);
      for (const id of ids) paged.books.pay(id, pounds(120), '2026-11-24');
      await sync(paged);
      expect(isPaidInFull(paged, 5)).toEqual([true, true, true, true, true]);
    });

    it('repeats safely after a crash between two pages, and does not move the position', async () => {
      let isMortal = true;
      const paged = await createMemoryBridge({
        pageSize: 2,
        between: (ports) => ({
          ...ports,
          ledgerChanges: instead(ports.ledgerChanges, {
            documents: async (address, since, page) => {
              if (isMortal && page === 2) throw new Error('The process is gone');
              return ports.ledgerChanges.documents(address, since, page);
            },
          }),
        }),
      });
      const ids = await copyMany(paged, 3);
      paged.clock.advance(HOUR);
      for (const id of ids) paged.books.pay(id, pounds(120), '2026-11-24');
      const before = await position(paged);
      await expect(paged.import()).rejects.toThrow('The process is gone');
      expect(await position(paged)).toBe(before);
      isMortal = false;
      await sync(paged);
      expect(isPaidInFull(paged, 3)).toEqual([true, true, true]);
      expect(await position(paged)).toBeGreaterThan(before ?? 0);
    });

    it('loses nothing that moves while pages are turned', async () => {
      let hasMoved = false;
      const paged = await createMemoryBridge({
        pageSize: 2,
        between: (ports) => ({
          ...ports,
          ledgerChanges: instead(ports.ledgerChanges, {
            documents: async (address, since, page) => {
              if (page === 2 && !hasMoved) {
                hasMoved = true;
                paged.clock.advance(SECOND);
                const [first] = paged.books.documents();
                if (first) paged.books.pay(first.ledgerId, pounds(120), '2026-11-24');
              }
              return ports.ledgerChanges.documents(address, since, page);
            },
          }),
        }),
      });
      const ids = await copyMany(paged, 4);
      paged.clock.advance(HOUR);
      for (const id of ids.slice(1)) paged.books.pay(id, pounds(120), '2026-11-24');
      await sync(paged);
      await sync(paged);
      expect(isPaidInFull(paged, 4)).toEqual([true, true, true, true]);
    });
  });

  it('sees the payment of a copy that was found only after a pass had gone by it', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '2', isSent: true }));
    await bridge.copy('invoice', ['2']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    const lost = bridge.books.documents().at(-1)?.ledgerId ?? '';
    bridge.books.pay(lost, pounds(120), '2026-11-24');
    bridge.clock.advance(9 * MINUTE);
    bridge.books.pay(ledgerId, pounds(10), '2026-11-24');
    await sync(bridge); // It moves the position past the payment of a document that nobody knows as ours.
    bridge.clock.advance(MINUTE);
    await bridge.send();
    expect(await bridge.link('invoice', '2')).toMatchObject({ origin: 'adopted' });
    await sync(bridge);
    expect(paid(bridge, '2')).toEqual([[120, '2026-11-24']]);
  });

  it('sees the payment of a copy that was found while the pass was under way', async () => {
    let isLost = false;
    const busy = await createMemoryBridge({
      pageSize: 1,
      between: (ports) => ({
        ...ports,
        ledgerChanges: instead(ports.ledgerChanges, {
          documents: async (address, since, page) => {
            // The first page has been taken in, with a document on it that nobody knew as ours.
            if (isLost && page === 2) await busy.send();
            return ports.ledgerChanges.documents(address, since, page);
          },
        }),
      }),
    });
    busy.agency.addInvoice(anInvoice({ id: '2', isSent: true }));
    await busy.copy('invoice', ['2']);
    busy.ledger.loseNextAnswer();
    await busy.send();
    isLost = true;
    busy.books.pay(busy.books.documents()[0]?.ledgerId ?? '', pounds(120), '2026-11-24');
    busy.clock.advance(10 * MINUTE);
    const foreign = { kind: 'invoice', contactId: '', issuedOn: '2026-11-24', total: pounds(1) } as const;
    busy.books.enterByHand(foreign);
    await busy.import();
    expect(await busy.link('invoice', '2')).toMatchObject({ origin: 'adopted' });
    busy.books.enterByHand(foreign);
    await sync(busy);
    expect(paid(busy, '2')).toEqual([[120, '2026-11-24']]);
  });

  it('says what stopped a pass, and changes no position', async () => {
    const before = await position(bridge);
    bridge.ledger.failNext(
      { kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' },
      { method: 'changedDocuments' },
    );
    const run = await bridge.import();
    expect(run?.problem?.code).toBe('rate_limited');
    expect(await position(bridge)).toBe(before);
    expect(await bridge.import()).toBeUndefined();
    bridge.clock.advance(MINUTE);
    expect(await bridge.import()).not.toHaveProperty('problem');
  });

  it('marks the connection lost when the ledger throws us out', async () => {
    bridge.ledger.disconnect(bridge.address.organisationId);
    expect((await bridge.import())?.problem?.code).toBe('disconnected');
    expect(await bridge.connection()).toMatchObject({ state: 'lost' });
  });

  it('is begun anew under its own name when its worker died', async () => {
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    const interrupted = {
      id: 'interrupted',
      connectionId: CONNECTION,
      trigger: 'webhook' as const,
      startedAt: bridge.clock.now() - MINUTE,
      documentsSeen: 7,
      tranchesPlanned: 3,
      removalsPlanned: 0,
      settlementsPlanned: 0,
    };
    await bridge.run((store) => store.imports.save(interrupted));
    await sync(bridge);
    expect(paid(bridge)).toEqual([[50, '2026-11-24']]);
    const latest = await bridge.run((store) => store.imports.latest(CONNECTION));
    expect(latest).toEqual({ ...interrupted, documentsSeen: 1, tranchesPlanned: 1, finishedAt: bridge.clock.now() });
  });

  describe('has a row of the log', () => {
    const pass = async (trigger: 'schedule' | 'person' = 'schedule') => {
      bridge.clock.advance(10 * MINUTE);
      return (await bridge.import(trigger))?.id;
    };
    /** What was seen lately is read again once or twice. */
    const untilQuiet = async () => {
      for (let turn = 0; turn < 3; turn += 1) await pass();
      return pass();
    };

    it('that a pass which found nothing gives to the next', async () => {
      const quiet = await untilQuiet();
      expect(await pass()).toBe(quiet);
      const latest = await bridge.run((store) => store.imports.latest(CONNECTION));
      expect(latest).toMatchObject({ id: quiet, startedAt: bridge.clock.now(), documentsSeen: 0 });
    });

    it('of its own after one that found something', async () => {
      await untilQuiet();
      bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
      const found = await pass();
      expect(await pass()).not.toBe(found);
    });

    it('of its own after one that somebody asked for', async () => {
      await untilQuiet();
      const asked = await pass('person');
      expect(await pass()).not.toBe(asked);
    });

    it('of its own after one that failed', async () => {
      await untilQuiet();
      bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'changedDocuments' });
      const failed = await pass();
      expect(await pass()).not.toBe(failed);
    });
  });

  it('ends for good when it was interrupted before the sync was switched off', async () => {
    const off = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const counts = { documentsSeen: 0, tranchesPlanned: 0, removalsPlanned: 0, settlementsPlanned: 0 };
    const begun = { id: 'begun', connectionId: CONNECTION, trigger: 'schedule' as const, startedAt: 1, ...counts };
    await off.run((store) => store.imports.save(begun));
    expect(await off.import()).toBeUndefined();
    expect(await off.run((store) => store.imports.latest(CONNECTION))).toEqual({
      ...begun,
      finishedAt: off.clock.now(),
    });
  });

  it('is the only one at its time', async () => {
    await bridge.world.leases.take(`import:${CONNECTION}`, MINUTE);
    expect(await bridge.import()).toBeUndefined();
  });
});
