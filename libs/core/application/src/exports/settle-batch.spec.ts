import { money, problem } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { Fault, type FaultKind } from '../faults/fault.js';
import { createBridgeCreating } from '../testing/bridge/creating.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { CreateAnswer } from './ledger-documents.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const receipt = { id: '9', name: 'receipt.pdf', contentType: 'application/pdf', sizeBytes: 3 };

/** A bridge whose ledger’s answers are changed on their way. */
const answering = (change: (answer: CreateAnswer) => CreateAnswer, saved = settings()) =>
  createBridgeCreating(
    (create) =>
      async (...call) =>
        change(await create(...call)),
    { settings: saved },
  );

const withReceipts = (answer: CreateAnswer, change: object): CreateAnswer => ({
  ...answer,
  outcomes: answer.outcomes.map((outcome) =>
    outcome.ok ? { ...outcome, receipt: { ...outcome.receipt, ...change } } : outcome,
  ),
});

async function copyExpense(bridge: MemoryBridge, over: Parameters<typeof anExpense>[0] = {}): Promise<void> {
  bridge.agency.addExpense(anExpense(over));
  await bridge.copy('expense', [over?.id ?? '1']);
}

const states = async (bridge: MemoryBridge) => (await bridge.exports()).map((found) => found.state);
const openBatches = (bridge: MemoryBridge) => bridge.run((store) => store.batches.open(CONNECTION));
const woken = (bridge: MemoryBridge) => bridge.world.wakes.map(({ task }) => task);

describe('What the ledger answers to a batch', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
  });

  const story = async (sourceId = '1') => {
    const { id } = await bridge.export(sourceId);
    return bridge.run((store) => store.audit.about({ kind: 'export', id }));
  };

  it('is in the audit trail with the id and the number that the ledger gave', async () => {
    bridge.agency.addInvoice(anInvoice());
    await bridge.copy('invoice', ['1']);
    await copyExpense(bridge);
    await bridge.send();
    const [document] = bridge.books.documents();
    const { id } = await bridge.export('1');
    expect((await story()).at(-1)).toMatchObject({
      action: 'export.exported',
      subject: { id },
      detail: { ledgerId: (await bridge.link('expense', '1')).ledgerId, origin: 'exported' },
    });
    const [invoice] = (await bridge.exports()).filter(({ kind }) => kind === 'invoice');
    const [last] = (await bridge.run((store) => store.audit.about({ kind: 'export', id: invoice?.id ?? '' }))).slice(
      -1,
    );
    expect(last?.detail).toMatchObject({ ledgerId: document?.ledgerId, number: 'INV-1' });
  });

  it('names no number for a document that has none', async () => {
    bridge = await answering((answer) => withReceipts(answer, { number: undefined }));
    await copyExpense(bridge);
    await bridge.send();
    expect((await story()).at(-1)?.detail).not.toHaveProperty('number');
    expect(await bridge.link('expense', '1')).not.toHaveProperty('number');
  });

  it('keeps the name under which the ledger’s support finds the call, of what was taken and of what was refused', async () => {
    bridge = await answering((answer) => ({ ...answer, correlationId: 'call-7' }));
    await copyExpense(bridge, { id: '1' });
    await copyExpense(bridge, { id: '2' });
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'createDocuments' });
    await bridge.send();
    bridge.clock.advance(MINUTE);
    bridge.books.refuseElement(1);
    await bridge.send();
    expect((await bridge.exports()).map(({ state, correlationId }) => [state, correlationId])).toEqual([
      ['exported', 'call-7'],
      ['refused', 'call-7'],
    ]);
  });

  it('has no such name when the ledger gave none', async () => {
    await copyExpense(bridge, { id: '1' });
    await bridge.send();
    expect(await bridge.export('1')).not.toHaveProperty('correlationId');
  });

  it('shows the ledger’s warnings with the copy', async () => {
    bridge = await answering((answer) => ({
      ...answer,
      outcomes: answer.outcomes.map((outcome) => ({ ...outcome, warnings: ['The due date is a Sunday'] })),
    }));
    await copyExpense(bridge);
    await bridge.send();
    expect((await bridge.export('1')).notices).toMatchObject([
      { code: 'ledger_warning', path: 'ledger', detail: 'The due date is a Sunday' },
    ]);
  });

  it('shows another total at the total', async () => {
    bridge = await answering((answer) => withReceipts(answer, { total: money(11_998n, 'GBP') }));
    await copyExpense(bridge);
    await bridge.send();
    expect((await bridge.export('1')).notices).toMatchObject([{ code: 'ledger_total_differs', path: 'total' }]);
  });

  it('is remembered for the company, so that its contact is not looked for again', async () => {
    await copyExpense(bridge);
    await bridge.send();
    const { party } = (await bridge.export('1')).document;
    expect(await bridge.run((store) => store.contacts.remembered(CONNECTION, [party.companyId]))).toEqual({
      [party.companyId]: bridge.books.documents()[0]?.contactId,
    });
  });

  describe('wakes', () => {
    it('whoever marks copies, once for the batch', async () => {
      await copyExpense(bridge, { id: '1' });
      await copyExpense(bridge, { id: '2' });
      bridge.world.wakes.length = 0;
      await bridge.send();
      expect(woken(bridge)).toEqual(['announce']);
    });

    it('nobody when nothing was taken', async () => {
      await copyExpense(bridge);
      bridge.world.wakes.length = 0;
      bridge.books.refuseElement(0);
      await bridge.send();
      expect([await states(bridge), woken(bridge)]).toEqual([['refused'], []]);
    });

    it('the import of payments for a document that is paid already, though others of the batch are not', async () => {
      let left = 1;
      bridge = await answering((answer) => ({
        ...answer,
        outcomes: answer.outcomes.map((outcome) =>
          outcome.ok && left-- > 0 ? { ...outcome, receipt: { ...outcome.receipt, status: 'paid' } } : outcome,
        ),
      }));
      await copyExpense(bridge, { id: '1' });
      await copyExpense(bridge, { id: '2' });
      bridge.world.wakes.length = 0;
      await bridge.send();
      expect(bridge.world.wakes).toEqual(
        (['announce', 'import'] as const).map((task) => ({ tenantId: TENANT, connectionId: CONNECTION, task })),
      );
    });

    it('no import while the sync of payments is off', async () => {
      bridge = await answering(
        (answer) => withReceipts(answer, { status: 'paid' }),
        settings({ options: { syncPayments: false } }),
      );
      await copyExpense(bridge);
      bridge.world.wakes.length = 0;
      await bridge.send();
      expect(woken(bridge)).toEqual(['announce']);
    });
  });

  describe('leaves work for later', () => {
    const extras = async (over: Parameters<typeof anExpense>[0], saved = settings()) => {
      bridge = await createMemoryBridge({ settings: saved });
      await copyExpense(bridge, over);
      await bridge.send();
      return (await bridge.link('expense', '1')).extras;
    };
    const sendingReceipts = settings({ options: { historyNotes: false }, expenses: { sendAttachments: true } });

    it('to attach a receipt', async () => {
      expect(await extras({ attachment: receipt }, sendingReceipts)).toEqual({
        attempts: 0,
        nextAttemptAt: bridge.clock.now(),
      });
    });

    it('to write a note', async () => {
      expect(await extras({}, settings({ options: { historyNotes: true } }))).toMatchObject({ attempts: 0 });
    });

    it('only when there is something to be added', async () => {
      expect(await extras({}, sendingReceipts)).toBeUndefined();
    });
  });

  describe('does not touch a copy that was settled meanwhile', () => {
    /** Two copies leave; while the ledger works, the second is settled by somebody else, and then the ledger does this. */
    async function settledMeanwhile(fault?: FaultKind, sourceIds: readonly string[] = ['1', '2']): Promise<void> {
      let isFirst = true;
      const settled = sourceIds.at(-1);
      bridge = await createBridgeCreating((create) => async (...call) => {
        if (!isFirst) return create(...call);
        isFirst = false;
        const { id } = await bridge.export(settled ?? '');
        await bridge.run((store) => store.exports.update(id, (current) => ({ ...current, state: 'exported' })));
        if (fault) throw new Fault(fault, 'No');
        return create(...call);
      });
      for (const id of sourceIds) await copyExpense(bridge, { id });
      await bridge.send();
    }

    it('when the answer comes', async () => {
      await settledMeanwhile();
      expect(await states(bridge)).toEqual(['exported', 'exported']);
    });

    it('when the ledger has no time', async () => {
      await settledMeanwhile({ kind: 'rate_limited', retryAfterMs: SECOND, scope: 'short' });
      expect(await states(bridge)).toEqual(['queued', 'exported']);
    });

    it('when the ledger refuses it', async () => {
      await settledMeanwhile({ kind: 'refused', problems: [problem('bad_request', '', 'No')] }, ['1']);
      expect(await states(bridge)).toEqual(['exported']);
    });

    it('when the answer is lost, and when the books are read for it', async () => {
      await settledMeanwhile({ kind: 'uncertain', isReplayable: true });
      expect(await states(bridge)).toEqual(['uncertain', 'exported']);
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(await states(bridge)).toEqual(['exported', 'exported']);
      expect(bridge.books.documents()).toHaveLength(1);
    });
  });

  describe('when it was lost and the books are read', () => {
    const lose = async () => {
      await copyExpense(bridge);
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'createDocuments' });
      await bridge.send();
    };

    it('says in the audit trail why a copy goes back into the queue, and counts the attempt', async () => {
      await lose();
      bridge.clock.advance(10 * MINUTE);
      // The second attempt is told to wait, so that the copy can be seen between the two.
      bridge.ledger.failNext(
        { kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' },
        { method: 'createDocuments' },
      );
      await bridge.send();
      expect(await bridge.export('1')).toMatchObject({ state: 'queued', attempts: 1 });
      expect((await story()).map(({ action, detail }) => [action, detail['because']])).toContainEqual([
        'export.queued',
        'Xero does not have it',
      ]);
    });

    it('passes over a document that was voided', async () => {
      await copyExpense(bridge);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      bridge.books.void(bridge.books.documents()[0]?.ledgerId ?? '');
      bridge.clock.advance(10 * MINUTE);
      await bridge.send();
      expect(bridge.books.documents().map(({ status }) => status)).toEqual(['voided', 'approved']);
      expect((await bridge.link('expense', '1')).ledgerId).toBe(bridge.books.documents()[1]?.ledgerId);
    });

    it('waits as long as the ledger asks when it has no time to look', async () => {
      await lose();
      bridge.clock.advance(10 * MINUTE);
      bridge.ledger.failNext(
        { kind: 'rate_limited', retryAfterMs: 7 * MINUTE, scope: 'short' },
        { method: 'findByMarker' },
      );
      await bridge.send();
      expect(await openBatches(bridge)).toMatchObject([{ nextAttemptAt: bridge.clock.now() + 7 * MINUTE }]);
    });

    it('looks again after a minute when the ledger will not say', async () => {
      await lose();
      bridge.clock.advance(10 * MINUTE);
      bridge.ledger.failNext({ kind: 'refused', problems: [] }, { method: 'findByMarker' });
      await bridge.send();
      expect(await openBatches(bridge)).toMatchObject([{ nextAttemptAt: bridge.clock.now() + MINUTE }]);
    });
  });

  it('to bytes that were sent again: waits as long as the ledger asks, and does not forget that they may be there', async () => {
    await copyExpense(bridge);
    bridge.ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'createDocuments' });
    await bridge.send();
    expect(await openBatches(bridge)).toMatchObject([{ nextAttemptAt: bridge.clock.now() + 20 * SECOND }]);
    bridge.clock.advance(20 * SECOND);
    bridge.ledger.failNext(
      { kind: 'rate_limited', retryAfterMs: 2 * MINUTE, scope: 'short' },
      { method: 'createDocuments' },
    );
    await bridge.send();
    expect(await states(bridge)).toEqual(['uncertain']);
    expect(await openBatches(bridge)).toMatchObject([{ nextAttemptAt: bridge.clock.now() + 2 * MINUTE }]);
    bridge.clock.advance(2 * MINUTE);
    bridge.ledger.failNext({ kind: 'refused', problems: [] }, { method: 'createDocuments' });
    await bridge.send();
    expect(await states(bridge)).toEqual(['uncertain']);
    expect(await openBatches(bridge)).toMatchObject([{ nextAttemptAt: bridge.clock.now() + 20 * SECOND }]);
  });

  it('that something it needs is gone: tries later, counts the attempt and says so', async () => {
    await copyExpense(bridge);
    bridge.ledger.failNext({ kind: 'not_found' }, { method: 'createDocuments' });
    await bridge.send();
    const { state, attempts, nextAttemptAt, problems } = await bridge.export('1');
    expect([state, attempts, problems.map(({ code }) => code)]).toEqual(['queued', 1, ['removed_in_ledger']]);
    expect(nextAttemptAt).toBeGreaterThanOrEqual(bridge.clock.now() + 30 * SECOND);
    expect(nextAttemptAt).toBeLessThanOrEqual(bridge.clock.now() + MINUTE);
  });

  it('that we are thrown out: keeps the copy with the reason', async () => {
    await copyExpense(bridge);
    bridge.ledger.failNext({ kind: 'disconnected' }, { method: 'createDocuments' });
    await bridge.send();
    const { state, attempts, problems } = await bridge.export('1');
    expect([state, attempts, problems.map(({ code }) => code)]).toEqual(['queued', 0, ['disconnected']]);
  });

  it('that the only document of a call is refused: keeps the ledger’s words and the name of the call', async () => {
    const refused: FaultKind = { kind: 'refused', problems: [problem('bad_request', 'date', 'No such day')] };
    bridge = await createBridgeCreating(() => () => Promise.reject(new Fault(refused, 'No', 'call-8')));
    await copyExpense(bridge);
    await bridge.send();
    expect(await bridge.export('1')).toMatchObject({
      state: 'refused',
      correlationId: 'call-8',
      problems: [{ code: 'bad_request', path: 'date', detail: 'No such day' }],
    });
  });
});
