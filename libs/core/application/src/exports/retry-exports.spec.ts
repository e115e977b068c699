import { anExpense } from '@bridge/domain/testing';
import type { FaultKind } from '../faults/fault.js';
import { createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { Export } from './export.js';

const MINUTE = 60_000;

/** An expense whose account was archived in the ledger after it was asked for. */
async function refused(bridge: MemoryBridge, isAgain = false): Promise<Export> {
  await bridge.copy('expense', ['1'], { isAgain });
  bridge.books.archiveAccount('463');
  await bridge.send();
  bridge.books.restoreAccount('463');
  return bridge.export('1');
}

describe('After a refusal', () => {
  let bridge: MemoryBridge;
  const retry = async (...exports: readonly Export[]) => {
    const outcomes = await bridge.uses.retryExports.run(TENANT, exports.map((found) => found.id), 'Bob'); // prettier-ignore
    return outcomes.map(({ problems }) => problems.map((found) => found.code));
  };
  const states = async () => (await bridge.exports()).map((found) => found.state);

  beforeEach(async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addExpense(anExpense());
  });

  it('“Retry” builds the document afresh and sends it', async () => {
    const waiting = await refused(bridge);
    expect(waiting.problems.map((found) => found.code)).toEqual(['account_archived']);
    bridge.agency.editExpense('1', { name: 'Better photos' });
    expect(await retry(waiting)).toEqual([[]]);
    expect((await bridge.export('1')).document.lines[0]?.description).toBe('Better photos');
    await bridge.send();
    expect(await states()).toEqual(['exported']);
    expect(bridge.books.documents()).toHaveLength(1);
  });

  it('“Retry” says what is still wrong', async () => {
    const waiting = await refused(bridge);
    bridge.agency.editExpense('1', { approval: 'rejected' });
    expect(await retry(waiting)).toEqual([['expense_rejected']]);
    expect(await bridge.export('1')).toMatchObject({ state: 'refused', problems: [{ code: 'expense_rejected' }] });
  });

  it('“Retry” is refused while an answer is lost: nobody can make the bridge send blindly', async () => {
    await bridge.copy('expense', ['1']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    expect(await retry(await bridge.export('1'))).toEqual([['answer_lost']]);
    expect(await states()).toEqual(['uncertain']);
  });

  it('“Retry” hurries up what waits in the queue', async () => {
    await bridge.copy('expense', ['1']);
    bridge.ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'createContacts' });
    await bridge.send();
    expect(await states()).toEqual(['queued']);
    expect(await retry(await bridge.export('1'))).toEqual([[]]);
    await bridge.send();
    expect(await states()).toEqual(['exported']);
  });

  it('“Retry” of a copy says that it is one', async () => {
    await bridge.copy('expense', ['1']);
    await bridge.send();
    expect(await retry(await bridge.export('1'))).toEqual([['already_copied']]);
  });

  describe('“Retry” of a copy whose answer was lost', () => {
    beforeEach(async () => {
      await bridge.copy('expense', ['1']);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
    });

    it('is refused, and brings the look-up forward: one document, however often it is pressed', async () => {
      bridge.clock.advance(11 * MINUTE);
      // The look-up failed, and would be tried again in a minute.
      bridge.ledger.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'findByMarker' });
      await bridge.send();
      expect(await states()).toEqual(['uncertain']);
      for (let times = 0; times < 3; times += 1)
        expect(await retry(await bridge.export('1'))).toEqual([['answer_lost']]);
      await bridge.send();
      expect(await states()).toEqual(['exported']);
      expect(bridge.books.documents()).toHaveLength(1);
      expect(await bridge.link('expense', '1')).toMatchObject({ origin: 'adopted' });
    });

    it('hurries nothing that is not safe yet', async () => {
      bridge.clock.advance(6 * MINUTE);
      await retry(await bridge.export('1'));
      await bridge.send();
      expect(await states()).toEqual(['uncertain']);
    });

    it.each<[string, FaultKind, string]>([
      ['is out of order', { kind: 'unavailable', retryAfterMs: 60 * MINUTE }, 'unavailable'],
      ['has used up its calls', { kind: 'rate_limited', retryAfterMs: 60 * MINUTE, scope: 'day' }, 'rate_limited'],
      ['has thrown us out', { kind: 'disconnected' }, 'disconnected'],
    ])('is refused with the reason while the ledger %s', async (_words, fault, code) => {
      bridge.clock.advance(11 * MINUTE);
      bridge.ledger.failNext(fault, { method: 'findByMarker' });
      await bridge.send();
      expect(await retry(await bridge.export('1'))).toEqual([['answer_lost', code]]);
      expect(await states()).toEqual(['uncertain']);
      expect(bridge.books.documents()).toHaveLength(1);
    });
  });

  it('“Retry” makes no third document when another request has made the copy since', async () => {
    await bridge.copy('expense', ['1']);
    await bridge.send();
    const waiting = await refused(bridge, true);
    await bridge.copy('expense', ['1'], { isAgain: true });
    await bridge.send();
    expect(await retry(waiting)).toEqual([['already_copied']]);
    await bridge.send();
    expect(bridge.books.documents()).toHaveLength(2);
  });

  it('two refusals of one document can be retried, and make one copy', async () => {
    const first = await refused(bridge);
    bridge.clock.advance(MINUTE);
    const second = await refused(bridge);
    expect(second.id).not.toBe(first.id);
    expect(await retry(first)).toEqual([[]]);
    expect(await retry(second)).toEqual([['copy_in_progress']]);
    await bridge.send();
    expect(bridge.books.documents()).toHaveLength(1);
  });

  it('“Skip” takes it off the list, and “Retry” puts it back', async () => {
    const waiting = await refused(bridge);
    expect(await bridge.uses.skipExports.run(TENANT, [waiting.id], 'Bob')).toEqual([waiting.id]);
    expect(await states()).toEqual(['skipped']);
    await retry(await bridge.export('1'));
    await bridge.send();
    expect(await states()).toEqual(['exported']);
  });

  it('“Skip” leaves alone what is on its way', async () => {
    await bridge.copy('expense', ['1']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    const { id } = await bridge.export('1');
    expect(await bridge.uses.skipExports.run(TENANT, [id], 'Bob')).toEqual([]);
    expect(await states()).toEqual(['uncertain']);
  });
});
