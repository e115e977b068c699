import { money, problem } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { Fault } from '../faults/fault.js';
import { FencedOff } from '../runtime/unit-of-work.js';
import { createBridgeCreating } from '../testing/bridge/creating.js';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Adds expenses with these ids: bills are the harder half, because no number of theirs is unique in the ledger. */
async function queued(bridge: MemoryBridge, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1));
  for (const id of ids) bridge.agency.addExpense(anExpense({ id }));
  await bridge.copy('expense', ids);
  return ids;
}

const states = async (bridge: MemoryBridge) => (await bridge.exports()).map((found) => found.state);
const codes = async (bridge: MemoryBridge, sourceId: string) =>
  (await bridge.export(sourceId)).problems.map((found) => found.code);

const openBatches = (bridge: MemoryBridge) => bridge.run((store) => store.batches.open(CONNECTION));

describe('Sending copies', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
  });

  it('puts an invoice into the books, links it and shows what the ledger gave back', async () => {
    bridge.agency.addInvoice(anInvoice());
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    const [document] = bridge.books.documents();
    expect(document).toMatchObject({ kind: 'invoice', number: 'INV-1', status: 'approved', marker: anInvoice().url });
    expect(document?.total).toEqual(money(12_000n, 'GBP')); // 2 × 50.00 + 20 %
    const sent = await bridge.export('1');
    expect(sent).toMatchObject({ state: 'exported', problems: [], notices: [] });
    expect(sent.receipt?.ledgerId).toBe(document?.ledgerId);
    expect(await bridge.link('invoice', '1')).toMatchObject({
      ledgerId: document?.ledgerId,
      origin: 'exported',
      number: 'INV-1',
      due: money(12_000n, 'GBP'),
      linkedBy: 'Ada',
    });
  });

  it('sends fifty documents a call', async () => {
    await queued(bridge, 120);
    await bridge.send();
    const batchIds = Map.groupBy(await bridge.exports(), (sent) => sent.batchId);
    expect([...batchIds.values()].map((members) => members.length)).toEqual([50, 50, 20]);
    expect(bridge.books.documents()).toHaveLength(120);
  });

  it('refuses only the document the ledger refuses, in the ledger’s own words', async () => {
    await queued(bridge, 3);
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'createDocuments' });
    await bridge.send(); // Contacts exist now, and the documents wait.
    bridge.clock.advance(MINUTE);
    bridge.books.refuseElement(1, problem('plan_limit', 'status', 'You have reached the limit'));
    await bridge.send();
    expect(await states(bridge)).toEqual(['exported', 'refused', 'exported']);
    expect((await bridge.export('2')).problems).toMatchObject([
      { code: 'plan_limit', detail: 'You have reached the limit' },
    ]);
    expect(await bridge.links('expense', '2')).toEqual([]);
  });

  it('says when the ledger makes another total of it', async () => {
    bridge.agency.addExpense(anExpense());
    await bridge.copy('expense', ['1']);
    const { id } = await bridge.export('1');
    await bridge.run((store) =>
      store.exports.update(id, (waiting) => ({
        ...waiting,
        document: { ...waiting.document, totals: { ...waiting.document.totals, total: money(11_999n, 'GBP') } },
      })),
    );
    await bridge.send();
    expect((await bridge.export('1')).notices).toMatchObject([
      { code: 'ledger_total_differs', detail: 'Sent 119.99 GBP, Xero shows 120.00 GBP.' },
    ]);
  });

  it('keeps the order of the wire when documents are refused in between', async () => {
    await queued(bridge, 4);
    await bridge.send();
    for (const sent of await bridge.exports())
      expect(bridge.books.document(sent.receipt?.ledgerId ?? '').marker).toBe(sent.document.marker);
  });

  it('writes one audit entry for every change of state', async () => {
    await queued(bridge, 1);
    await bridge.send();
    const { id } = await bridge.export('1');
    const story = await bridge.run((store) => store.audit.about({ kind: 'export', id }));
    expect(story.map((entry) => entry.action)).toEqual(['export.queued', 'export.sending', 'export.exported']);
  });

  describe('when an answer is lost', () => {
    it('shows the copy as uncertain and sends the same bytes again within five minutes: one document', async () => {
      await queued(bridge, 1);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      expect(await states(bridge)).toEqual(['uncertain']);
      expect(await codes(bridge, '1')).toEqual(['answer_lost']);
      bridge.clock.advance(4 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
      expect(await bridge.link('expense', '1')).toMatchObject({ origin: 'exported' });
    });

    it('does not send them again when a token or a turn was waited for until the ledger may have forgotten the key', async () => {
      let wait = 0;
      const slow: MemoryBridge = await createMemoryBridge({
        between: (ports) => ({
          ...ports,
          ledgerDocuments: instead(ports.ledgerDocuments, {
            create: async (...call) => {
              slow.clock.advance(wait);
              return ports.ledgerDocuments.create(...call);
            },
          }),
        }),
      });
      await queued(slow, 1);
      slow.ledger.loseNextAnswer();
      await slow.send();
      slow.clock.advance(4 * MINUTE + 45 * SECOND);
      wait = 90 * SECOND;
      await slow.send();
      expect(await states(slow)).toEqual(['uncertain']);
      wait = 0;
      slow.clock.advance(10 * MINUTE);
      await slow.send();
      expect(await states(slow)).toEqual(['exported']);
      expect(slow.books.documents()).toHaveLength(1);
    });

    it('does nothing from the fifth to the tenth minute', async () => {
      await queued(bridge, 1);
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'createDocuments' });
      await bridge.send();
      bridge.clock.advance(5 * MINUTE);
      await bridge.send();
      bridge.clock.advance(4 * MINUTE + 59 * SECOND);
      await bridge.send();
      expect(await states(bridge)).toEqual(['uncertain']);
      expect(bridge.books.documents()).toEqual([]);
    });

    it('looks after ten minutes and adopts the document it finds', async () => {
      await queued(bridge, 1);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
      expect(await bridge.link('expense', '1')).toMatchObject({
        origin: 'adopted',
        ledgerId: bridge.books.documents()[0]?.ledgerId,
      });
    });

    it('finds nothing after ten minutes and sends it under a new key', async () => {
      await queued(bridge, 1);
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'createDocuments' });
      await bridge.send();
      const [lost] = await openBatches(bridge);
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect((await bridge.export('1')).batchId).not.toBe(lost?.id);
      expect(bridge.books.documents()).toHaveLength(1);
    });

    it('does not repeat a server error that the ledger stored under the key', async () => {
      await queued(bridge, 1);
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: false }, { method: 'createDocuments', applied: true });
      await bridge.send();
      expect(await openBatches(bridge)).toMatchObject([{ isReplayable: false }]);
      bridge.clock.advance(MINUTE);
      // A replay would get the stored error again; the plan below would be used up by any call that creates.
      bridge.ledger.failNext({ kind: 'refused', problems: [] }, { method: 'createDocuments' });
      await bridge.send();
      expect(await states(bridge)).toEqual(['uncertain']);
      bridge.clock.advance(9 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
    });

    it('settles what arrived and requeues what did not, of one batch', async () => {
      await queued(bridge, 3);
      bridge.books.refuseElement(1);
      bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'createDocuments' });
      await bridge.send();
      bridge.clock.advance(MINUTE);
      bridge.books.refuseElement(1);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported', 'exported', 'exported']);
      const origins = await Promise.all(['1', '2', '3'].map(async (id) => (await bridge.link('expense', id)).origin));
      expect(origins).toEqual(['adopted', 'exported', 'adopted']);
      expect(bridge.books.documents()).toHaveLength(3);
    });

    it('waits for a write that arrives late', async () => {
      await queued(bridge, 1);
      bridge.ledger.applyLate(9 * MINUTE);
      await bridge.send();
      bridge.clock.advance(6 * MINUTE);
      await bridge.send();
      bridge.clock.advance(4 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
    });

    it('stays uncertain, and visible, while the ledger cannot be read', async () => {
      await queued(bridge, 1);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      bridge.clock.advance(10 * MINUTE);
      bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'findByMarker' });
      await bridge.send();
      expect(await states(bridge)).toEqual(['uncertain']);
      bridge.clock.advance(MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
    });

    it('sends a document again that was deleted in the ledger before it was found', async () => {
      bridge = await createMemoryBridge({ settings: settings({ expenses: { initialStatus: 'draft' } }) });
      await queued(bridge, 1);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      bridge.books.delete(bridge.books.documents()[0]?.ledgerId ?? '');
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(bridge.books.documents().map((document) => document.status)).toEqual(['deleted', 'draft']);
      expect(await bridge.link('expense', '1')).toMatchObject({ status: 'draft' });
    });
  });

  describe('when a worker dies', () => {
    it('after freezing, another one sends the frozen bytes', async () => {
      const mortal = await createMortalBridge();
      await queued(mortal, 2);
      await expect(mortal.send()).rejects.toThrow('The process is gone');
      expect(await states(mortal)).toEqual(['sending', 'sending']);
      mortal.clock.advance(3 * MINUTE);
      await mortal.send();
      expect(await states(mortal)).toEqual(['exported', 'exported']);
      expect(mortal.books.documents()).toHaveLength(2);
    });

    it('and nobody comes back for an hour, the books are asked before anything is sent', async () => {
      const mortal = await createMortalBridge();
      await queued(mortal, 1);
      await expect(mortal.send()).rejects.toThrow('The process is gone');
      mortal.clock.advance(60 * MINUTE);
      await mortal.send();
      const { id } = await mortal.export('1');
      const story = await mortal.run((store) => store.audit.about({ kind: 'export', id }));
      expect(story.map((entry) => entry.action.slice(7))).toEqual(
        ['queued', 'sending', 'uncertain', 'queued', 'sending', 'exported'], // prettier-ignore
      );
      expect(mortal.books.documents()).toHaveLength(1);
    });

    it('leaves the connection alone until its lease has ended', async () => {
      await queued(bridge, 1);
      await bridge.world.leases.take(`send:${CONNECTION}`, 2 * MINUTE);
      expect(await bridge.uses.sendExports.run(TENANT, CONNECTION)).toBe(false);
      expect(await states(bridge)).toEqual(['queued']);
      bridge.clock.advance(2 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
    });

    it('or loses its lease on the way, it writes nothing more', async () => {
      let answerMs = 3 * MINUTE;
      const slow = await createBridgeCreating((create) => async (...call) => {
        const answer = await create(...call);
        slow.clock.advance(answerMs);
        return answer;
      });
      await queued(slow, 1);
      await expect(slow.send()).rejects.toBeInstanceOf(FencedOff);
      // The ledger has it. What the late worker learned is not written down; the next one learns it again.
      expect(await states(slow)).toEqual(['sending']);
      answerMs = 0;
      await slow.send();
      expect(await states(slow)).toEqual(['exported']);
      expect(slow.books.documents()).toHaveLength(1);
    });

    it('does not send what it froze long ago: another worker may have looked and sent it since', async () => {
      let stallMs = 0;
      const stalling = await createMemoryBridge({
        between: (ports) => ({
          ...ports,
          unitOfWork: {
            run: async (tenantId, work, lease) => {
              const result = await ports.unitOfWork.run(tenantId, work, lease);
              const isFrozen = stallMs > 0 && (await states(stalling)).includes('sending');
              if (isFrozen) stalling.clock.advance(stallMs);
              if (isFrozen) stallMs = 0;
              return result;
            },
          },
        }),
      });
      await queued(stalling, 1);
      stallMs = 11 * MINUTE;
      await stalling.uses.sendExports.run(TENANT, CONNECTION);
      expect(stalling.books.documents()).toEqual([]);
      await stalling.send();
      expect(await states(stalling)).toEqual(['exported']);
      expect(stalling.books.documents()).toHaveLength(1);
    });
  });

  describe('when the ledger has no time', () => {
    it('puts a first attempt back and pauses the connection as long as the ledger asked', async () => {
      await queued(bridge, 1);
      bridge.ledger.failNext(
        { kind: 'rate_limited', retryAfterMs: 30 * SECOND, scope: 'short' },
        { method: 'createDocuments' },
      );
      await bridge.send();
      expect(await states(bridge)).toEqual(['queued']);
      expect(await codes(bridge, '1')).toEqual(['rate_limited']);
      expect(await openBatches(bridge)).toEqual([]);
      expect(await bridge.connection()).toMatchObject({
        pausedUntil: bridge.clock.now() + 30 * SECOND,
        pausedFor: 'rate_limited',
      });
      bridge.clock.advance(29 * SECOND);
      await bridge.send();
      expect(await states(bridge)).toEqual(['queued']);
      bridge.clock.advance(SECOND);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(await bridge.connection()).not.toHaveProperty('pausedUntil');
    });

    it('leaves an uncertain copy uncertain: this attempt wrote nothing, an earlier one may have', async () => {
      await queued(bridge, 1);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      bridge.clock.advance(MINUTE);
      bridge.ledger.failNext(
        { kind: 'rate_limited', retryAfterMs: SECOND, scope: 'short' },
        { method: 'createDocuments' },
      );
      await bridge.send();
      expect(await states(bridge)).toEqual(['uncertain']);
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
    });

    it('asks again within a minute, and again, while it is out of order', async () => {
      await queued(bridge, 1);
      for (let turn = 0; turn < 3; turn += 1) {
        bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'createDocuments' });
        await bridge.send();
        const pausedUntil = bridge.clock.now() + 30 * SECOND;
        expect(await bridge.connection()).toMatchObject({ pausedUntil });
        bridge.clock.advance(30 * SECOND);
      }
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported']);
    });
  });

  describe('when the connection is gone', () => {
    it('keeps the queue and says so', async () => {
      await queued(bridge, 2);
      bridge.ledger.disconnect(bridge.address.organisationId);
      await bridge.send();
      expect(await states(bridge)).toEqual(['queued', 'queued']);
      expect(await bridge.connection()).toMatchObject({ state: 'lost', pausedFor: 'disconnected' });
    });

    it('goes on where it stopped after reconnecting', async () => {
      await queued(bridge, 2);
      bridge.ledger.failNext({ kind: 'disconnected' }, { method: 'createDocuments' });
      await bridge.send();
      await bridge.run((store) =>
        store.connections.update(CONNECTION, (current) => ({ ...current, state: 'connected' })),
      );
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported', 'exported']);
      expect(bridge.books.documents()).toHaveLength(2);
    });

    it('sends nothing for a connection that a person switched off', async () => {
      await queued(bridge, 1);
      await bridge.run((store) => store.connections.update(CONNECTION, (current) => ({ ...current, state: 'off' })));
      await bridge.send();
      expect(await states(bridge)).toEqual(['queued']);
      expect(bridge.books.documents()).toEqual([]);
    });
  });

  it('isolates the document that spoils a whole call, and sends the others', async () => {
    const picky = await createBridgeCreating((create) => async (address, key, wire) => {
      if (!wire.includes('/expenses/7"')) return create(address, key, wire);
      throw new Fault({ kind: 'refused', problems: [problem('bad_request', '', 'Unreadable')] }, 'Unreadable');
    });
    await queued(picky, 50);
    await picky.send();
    expect(await codes(picky, '7')).toEqual(['bad_request']);
    expect((await states(picky)).filter((state) => state === 'exported')).toHaveLength(49);
    expect(picky.books.documents()).toHaveLength(49);
  });

  it('takes fewer answers than documents for no answer at all', async () => {
    let isTerse = true;
    const terse = await createBridgeCreating((create) => async (...call) => {
      const answer = await create(...call);
      return isTerse ? { ...answer, outcomes: answer.outcomes.slice(1) } : answer;
    });
    await queued(terse, 2);
    await expect(terse.send()).rejects.toBeInstanceOf(RangeError);
    expect(await states(terse)).toEqual(['sending', 'sending']);
    isTerse = false;
    await terse.send();
    expect(await states(terse)).toEqual(['exported', 'exported']);
    expect(terse.books.documents()).toHaveLength(2);
  });
});

/** Its first worker dies with everything frozen and nothing sent. */
async function createMortalBridge(): Promise<MemoryBridge> {
  let isAlive = false;
  return createBridgeCreating((create) => async (...call) => {
    if (isAlive) return create(...call);
    isAlive = true;
    throw new Error('The process is gone');
  });
}
