import { anExpense, anInvoice } from '@bridge/domain/testing';
import { Fault } from '../faults/fault.js';
import { createBridgeCreating } from '../testing/bridge/creating.js';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { copied, position, pounds } from '../testing/bridge/paying.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

async function queued(bridge: MemoryBridge, ids: readonly string[]): Promise<void> {
  for (const id of ids) bridge.agency.addExpense(anExpense({ id }));
  await bridge.copy('expense', ids);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const turn = (bridge: MemoryBridge) => bridge.uses.sendExports.run(TENANT, CONNECTION);
const stateOf = async (bridge: MemoryBridge, id: string) => (await bridge.export(id)).state;

describe('One turn of a connection', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
  });

  it('ends after fifty seconds, with the word that there is more, so that others have theirs', async () => {
    const slow: MemoryBridge = await createBridgeCreating((create) => async (...call) => {
      slow.clock.advance(20 * SECOND);
      return create(...call);
    });
    await queued(slow, upTo(500));
    expect(await turn(slow)).toBe(true);
    const left = (await slow.exports()).filter(({ state }) => state === 'queued').length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(500);
    await slow.send();
    expect((await slow.exports()).every(({ state }) => state === 'exported')).toBe(true);
  });

  it('ends at once, and sends nothing, when its lease was lost', async () => {
    const fenced = await createMemoryBridge({
      between: (ports) => ({ ...ports, leases: instead(ports.leases, { extend: async () => false }) }),
    });
    await queued(fenced, ['1']);
    expect(await turn(fenced)).toBe(false);
    expect([await stateOf(fenced, '1'), fenced.books.documents()]).toEqual(['queued', []]);
  });

  it('says that there is no more when everything has left', async () => {
    await queued(bridge, ['1']);
    expect([await turn(bridge), await stateOf(bridge, '1')]).toEqual([false, 'exported']);
  });

  it('sends what is new although a defect keeps an earlier batch from being settled', async () => {
    let isBroken = true;
    const defective: MemoryBridge = await createBridgeCreating((create) => async (...call) => {
      const answer = await create(...call);
      return isBroken ? { ...answer, outcomes: [] } : answer;
    });
    await queued(defective, ['1']);
    for (let turns = 0; turns < 2; turns += 1) await expect(turn(defective)).rejects.toThrow(RangeError);
    await queued(defective, ['2']);
    isBroken = false;
    await turn(defective);
    expect([await stateOf(defective, '1'), await stateOf(defective, '2')]).toEqual(['sending', 'exported']);
    defective.clock.advance(2 * MINUTE);
    await turn(defective);
    expect([await stateOf(defective, '1'), defective.books.documents().length]).toEqual(['exported', 2]);
  });

  it('sends what is new while a lost one waits in its quarantine', async () => {
    await queued(bridge, ['1']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    bridge.clock.advance(6 * MINUTE);
    await queued(bridge, ['2']);
    await turn(bridge);
    expect([await stateOf(bridge, '1'), await stateOf(bridge, '2')]).toEqual(['uncertain', 'exported']);
  });

  it('puts documents back until the pause is over, when the ledger has no time', async () => {
    await queued(bridge, ['1']);
    bridge.ledger.failNext(
      { kind: 'rate_limited', retryAfterMs: 30 * SECOND, scope: 'short' },
      { method: 'createDocuments' },
    );
    await turn(bridge);
    expect(await bridge.export('1')).toMatchObject({
      ...{ state: 'queued', attempts: 0, nextAttemptAt: bridge.clock.now() + 30 * SECOND },
      problems: [{ code: 'rate_limited' }],
    });
  });

  it('leaves a ledger alone for longer that has failed these documents more often', async () => {
    await queued(bridge, ['1']);
    const { id } = await bridge.export('1');
    await bridge.run((store) => store.exports.update(id, (current) => ({ ...current, attempts: 2 })));
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'createDocuments' });
    await turn(bridge);
    const { pausedUntil = 0 } = await bridge.connection();
    expect(pausedUntil - bridge.clock.now()).toBeGreaterThanOrEqual(2 * MINUTE);
  });

  it('sends nothing more after a pause has begun, though much is due', async () => {
    let calls = 0;
    const busy = await createBridgeCreating(() => () => {
      calls += 1;
      return Promise.reject(new Fault({ kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' }, 'Later'));
    });
    await busy.run((store) =>
      store.connections.update(CONNECTION, (current) => ({ ...current, pausedUntil: busy.clock.now() })),
    );
    await queued(busy, upTo(200));
    expect([await turn(busy), calls]).toEqual([false, 1]);
  });

  it('keeps apart what failed before and what did not', async () => {
    await queued(bridge, ['1', '2', '3']);
    const { id } = await bridge.export('2');
    await bridge.run((store) => store.exports.update(id, (current) => ({ ...current, attempts: 1 })));
    await bridge.send();
    const [first, second, third] = await bridge.exports();
    expect([first?.batchId === third?.batchId, first?.batchId === second?.batchId]).toEqual([true, false]);
  });

  it('does not take a defect of the look-up for an answer of the ledger', async () => {
    const broken = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        ledgerDocuments: instead(ports.ledgerDocuments, { findByMarker: () => Promise.reject(new Error('Ours')) }),
      }),
    });
    await queued(broken, ['1']);
    broken.ledger.loseNextAnswer();
    await broken.send();
    broken.clock.advance(10 * MINUTE);
    await expect(turn(broken)).rejects.toThrow('Ours');
    expect(await stateOf(broken, '1')).toBe('uncertain');
  });

  describe('has the payments read again from an hour before a document first left', () => {
    /** An import has gone by an hour after the document left; answers when it left. */
    async function passedBy(loses: (bridge: MemoryBridge) => void): Promise<number> {
      const paid = await copied(bridge);
      bridge.agency.addInvoice(anInvoice({ id: '2', isSent: true }));
      await bridge.copy('invoice', ['2']);
      const leftAt = bridge.clock.now();
      loses(bridge);
      await bridge.send();
      bridge.clock.advance(2 * MINUTE);
      bridge.books.pay(paid, pounds(10), '2026-11-24');
      await bridge.import();
      return leftAt;
    }

    it('when it was found', async () => {
      const leftAt = await passedBy(({ ledger }) => ledger.loseNextAnswer());
      expect(await position(bridge)).toBeGreaterThan(leftAt - HOUR);
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(await position(bridge)).toBe(leftAt - HOUR);
    });

    it('when its bytes were sent again and taken', async () => {
      const leftAt = await passedBy(({ ledger }) => ledger.loseNextAnswer());
      await bridge.send();
      expect([await stateOf(bridge, '2'), await position(bridge)]).toEqual(['exported', leftAt - HOUR]);
    });

    it('but not when it was taken at once', async () => {
      const leftAt = await passedBy(() => undefined);
      const before = await position(bridge);
      expect(before).toBeGreaterThan(leftAt - HOUR);
      bridge.agency.addInvoice(anInvoice({ id: '3', isSent: true }));
      await bridge.copy('invoice', ['3']);
      await bridge.send();
      expect([await stateOf(bridge, '3'), await position(bridge)]).toEqual(['exported', before]);
    });

    it('and not when nothing was found', async () => {
      await passedBy(({ ledger }) =>
        ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'createDocuments' }),
      );
      const before = await position(bridge);
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect([await stateOf(bridge, '2'), await position(bridge)]).toEqual(['exported', before]);
    });
  });
});
