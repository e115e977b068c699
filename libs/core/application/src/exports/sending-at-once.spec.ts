import { anExpense } from '@bridge/domain/testing';
import { setImmediate } from 'node:timers/promises';
import { Fault } from '../faults/fault.js';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

/** A ledger that answers when it is told to: each call waits, in the order in which they came. */
async function aSlowLedger(documentsPerCall: number) {
  const waiting: ((fault?: Fault) => void)[] = [];
  const bridge: MemoryBridge = await createMemoryBridge({
    between: (ports) => ({
      ...ports,
      batchSize: documentsPerCall,
      ledgerDocuments: instead(ports.ledgerDocuments, {
        create: async (...call) => {
          await new Promise<void>((resolve, reject) => {
            waiting.push((fault) => (fault ? reject(fault) : resolve()));
          });
          return ports.ledgerDocuments.create(...call);
        },
      }),
    }),
  });
  return {
    bridge,
    waiting,
    /** Lets this one of the calls that wait go through, or fail, and everybody go on until they wait again. */
    answer: async (index: number, fault?: Fault) => {
      waiting.splice(index, 1)[0]?.(fault);
      await setImmediate();
    },
  };
}

async function queued(bridge: MemoryBridge, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1));
  for (const id of ids) bridge.agency.addExpense(anExpense({ id }));
  await bridge.copy('expense', ids);
}

const states = async (bridge: MemoryBridge) => (await bridge.exports()).map((found) => found.state);
const lost = new Fault({ kind: 'uncertain', isReplayable: true }, 'No answer');
const rateLimited = new Fault({ kind: 'rate_limited', retryAfterMs: 5 * MINUTE, scope: 'short' }, 'Too many');

describe('Sending several batches at once', () => {
  it('has five calls under way and no more, and sends the next one as soon as one is answered', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 8);
    const done = bridge.send();
    await setImmediate();
    expect(waiting).toHaveLength(5);
    await answer(0);
    expect(waiting).toHaveLength(5);
    while (waiting.length > 0) await answer(0);
    await done;
    expect(bridge.books.documents()).toHaveLength(8);
    expect(new Set(await states(bridge))).toEqual(new Set(['exported']));
  });

  it('settles each batch by its own answer, in whatever order they come', async () => {
    const { bridge, answer } = await aSlowLedger(2);
    await queued(bridge, 6);
    const done = bridge.send();
    await setImmediate();
    await answer(2);
    await answer(0, new Fault({ kind: 'uncertain', isReplayable: true }, 'No answer'));
    await answer(0);
    await done;
    expect(await states(bridge)).toEqual(['uncertain', 'uncertain', ...Array<string>(4).fill('exported')]);
    for (const sent of (await bridge.exports()).slice(2))
      expect(bridge.books.document(sent.receipt?.ledgerId ?? '').marker).toBe(sent.document.marker);
  });

  it('begins nothing new when one of them is told to wait, though another succeeds after it', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 8);
    const done = bridge.send();
    await setImmediate();
    await answer(0, rateLimited);
    expect(waiting).toHaveLength(4);
    while (waiting.length > 0) await answer(0);
    await done;
    expect(bridge.books.documents()).toHaveLength(4);
    expect(await bridge.connection()).toMatchObject({ pausedFor: 'rate_limited', pausedUntil: expect.any(Number) });
  });

  it('goes on when one answer is lost', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 8);
    const done = bridge.send();
    await setImmediate();
    await answer(0, lost);
    expect(waiting).toHaveLength(5);
    while (waiting.length > 0) await answer(0);
    await done;
    expect((await states(bridge)).filter((state) => state !== 'exported')).toEqual(['uncertain']);
  });

  it('rests when five answers are lost, instead of losing all others too, and then lets one alone find out', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 12);
    const goOn = async (fault?: Fault) => {
      const done = bridge.send();
      await setImmediate();
      const begun = waiting.length;
      while (waiting.length > 0) await answer(0, fault);
      await done;
      return begun;
    };
    expect(await goOn(lost)).toBe(5);
    expect((await states(bridge)).filter((state) => state === 'queued')).toHaveLength(3);
    expect(await bridge.connection()).toMatchObject({ pausedFor: 'unavailable', pausedUntil: expect.any(Number) });
    bridge.clock.advance(2 * MINUTE);
    expect(await goOn(lost)).toBe(1);
    expect((await states(bridge)).filter((state) => state === 'queued')).toHaveLength(3);
    bridge.clock.advance(2 * MINUTE);
    expect(await goOn()).toBe(1);
    expect(new Set(await states(bridge))).toEqual(new Set(['exported']));
    expect(bridge.books.documents()).toHaveLength(12);
  });

  it('waits as long as one call was told to, though the answers of five others are lost after it', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 12);
    const done = bridge.send();
    await setImmediate();
    for (let lostOnes = 0; lostOnes < 4; lostOnes += 1) await answer(0, lost);
    await answer(0, rateLimited);
    while (waiting.length > 0) await answer(0, lost);
    await done;
    expect((await states(bridge)).filter((state) => state === 'uncertain').length).toBeGreaterThanOrEqual(5);
    expect((await bridge.connection()).pausedFor).toBe('rate_limited');
  });

  it('lets one call alone find out whether a pause is over', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 8);
    const paused = bridge.send();
    await setImmediate();
    await answer(0, rateLimited);
    while (waiting.length > 0) await answer(0);
    await paused;
    bridge.clock.advance(6 * MINUTE);
    const done = bridge.send();
    await setImmediate();
    expect(waiting).toHaveLength(1);
    await answer(0);
    expect(waiting).toHaveLength(3);
    while (waiting.length > 0) await answer(0);
    await done;
    expect(bridge.books.documents()).toHaveLength(8);
  });

  it('keeps the lease until the last one is answered', async () => {
    const { bridge, waiting, answer } = await aSlowLedger(1);
    await queued(bridge, 2);
    const done = bridge.uses.sendExports.run(bridge.address.tenantId, CONNECTION);
    await setImmediate();
    await answer(0, new Fault({ kind: 'disconnected' }, 'Gone'));
    expect(waiting).toHaveLength(1);
    expect(await bridge.world.leases.take(`send:${CONNECTION}`, MINUTE)).toBeUndefined();
    await answer(0);
    expect(await done).toBe(false);
    expect(await bridge.world.leases.take(`send:${CONNECTION}`, MINUTE)).toBeDefined();
    expect((await states(bridge)).toSorted()).toEqual(['exported', 'queued']);
    expect(await bridge.connection()).toMatchObject({ state: 'lost' });
  });
});
