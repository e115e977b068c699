import { anExpense, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

describe('What follows a document', () => {
  const receipt = { id: '9', name: 'receipt.pdf', contentType: 'application/pdf', sizeBytes: 3 };
  let bridge: MemoryBridge;
  const follow = () => bridge.uses.sendExtras.run(TENANT, CONNECTION);
  const files = () => bridge.books.documents()[0]?.files.map((file) => [file.name, file.bytes.length]);
  beforeEach(async () => {
    bridge = await createMemoryBridge({ settings: settings({ options: { historyNotes: true } }) });
    bridge.agency.addExpense(anExpense({ attachment: receipt }));
    await bridge.copy('expense', ['1']);
    await bridge.send();
  });

  it('is its receipt, and a note that says who copied it', async () => {
    await follow();
    expect(files()).toEqual([['receipt.pdf', 3]]);
    expect(bridge.books.documents()[0]?.notes).toEqual([`Copied from Productive by Ada: ${anExpense().url}`]);
    expect(await bridge.link('expense', '1')).not.toHaveProperty('extras');
  });

  it('is in the preview already', async () => {
    bridge.agency.addExpense(anExpense({ id: '2' }));
    const [planned] = await bridge.uses.planner.plan(TENANT, 'expense', ['2'], {}, 'Grace');
    expect(planned?.built).toMatchObject({
      document: { notes: [expect.stringContaining('Copied from Productive by Grace: https://')] },
    });
  });

  it('comes again after a lost answer and is there once', async () => {
    bridge.ledger.loseNextAnswer('attach');
    await follow();
    expect((await bridge.link('expense', '1')).extras).toMatchObject({ attempts: 1, problem: { code: 'answer_lost' } });
    bridge.clock.advance(5 * MINUTE);
    await follow();
    expect(files()).toEqual([['receipt.pdf', 3]]);
  });

  it('waits while the ledger has no time, and the connection pauses', async () => {
    bridge.ledger.failNext({ kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'day' }, { method: 'attach' });
    await follow();
    expect(await bridge.connection()).toMatchObject({ pausedFor: 'rate_limited' });
    bridge.clock.advance(MINUTE);
    await follow();
    expect(files()).toEqual([['receipt.pdf', 3]]);
  });
});
