import { problem } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { createMemoryBridge, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

describe('Telling the source about copies', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge({ settings: settings({ invoices: { numberedBy: 'ledger' } }) });
    bridge.agency.addInvoice(anInvoice({ number: undefined }));
    await bridge.copy('invoice', ['1']);
    await bridge.send();
  });
  const waiting = async () => (await bridge.link('invoice', '1')).announcement;

  it('gives it the ledger’s id, link and number', async () => {
    await bridge.announce();
    const held = bridge.agency.invoice('1');
    const { ledgerId, url } = await bridge.link('invoice', '1');
    expect(held?.document.exportMark).toEqual({ isExported: true, ledgerId });
    expect([held?.document.number, held?.copyUrl]).toEqual(['INV-0001', url]);
    expect(await waiting()).toBeUndefined();
  });

  it('has its own retries: the copy stands whatever happens here', async () => {
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'announce' });
    await bridge.announce();
    expect(await waiting()).toMatchObject({ attempts: 1, problem: { code: 'source_unavailable' } });
    bridge.clock.advance(MINUTE);
    await bridge.announce();
    expect(await waiting()).toBeUndefined();
    expect((await bridge.export('1')).state).toBe('exported');
  });

  it('tells it again after a lost answer', async () => {
    bridge.source.loseNextAnswer('announce');
    await bridge.announce();
    expect((await waiting())?.problem?.code).toBe('answer_lost');
    bridge.clock.advance(5 * MINUTE);
    await bridge.announce();
    expect(await waiting()).toBeUndefined();
  });

  it('tries a refusal again the next day, and says why it waits', async () => {
    const no = problem('source_forbidden', 'invoice', 'Locked');
    bridge.source.failNext({ kind: 'refused', problems: [no] }, { method: 'announce' });
    await bridge.announce();
    expect(await waiting()).toMatchObject({
      nextAttemptAt: bridge.clock.now() + 24 * 60 * MINUTE,
      problem: { detail: 'Locked' },
    });
  });

  it('stops asking everything while the source has no time', async () => {
    bridge.source.failNext({ kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' }, { method: 'announce' });
    expect(await bridge.announce()).toBe(false);
    expect(await waiting()).toMatchObject({ nextAttemptAt: bridge.clock.now() + MINUTE });
  });

  it('says nothing about expenses: the source takes no such marks', async () => {
    bridge.agency.addExpense(anExpense());
    await bridge.copy('expense', ['1']);
    await bridge.send();
    expect(await bridge.link('expense', '1')).not.toHaveProperty('announcement');
  });
});
