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

  it('is that of each copy, also where a second one was made before the first was followed', async () => {
    const lettered = { ...receipt, id: '10', name: 'letter.pdf' };
    // The receipt is still kept in the source, where another expense shows it.
    bridge.agency.addExpense(anExpense({ id: '2', attachment: receipt }));
    bridge.agency.editExpense('1', { attachment: lettered });
    await bridge.uses.requestExports.run({
      ...{ tenantId: TENANT, kind: 'expense', sourceIds: ['1'], choices: { isAgain: true }, by: 'Grace' },
    });
    await bridge.send();
    await follow();
    const copies = bridge.books.documents().map(({ files, notes }) => [files.map(({ name }) => name), notes]);
    expect(copies).toEqual([
      [['receipt.pdf'], [`Copied from Productive by Ada: ${anExpense().url}`]],
      [['letter.pdf'], [`Copied from Productive by Grace: ${anExpense().url}?copy=2`]],
    ]);
  });
});
