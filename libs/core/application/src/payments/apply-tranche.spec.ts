import { problem } from '@bridge/domain';
import { anInvoice, settings } from '@bridge/domain/testing';
import type { FaultKind } from '../faults/fault.js';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { copied, pounds } from '../testing/bridge/paying.js';
import type { SourceCall } from '../testing/source/source-mishaps.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const busy: FaultKind = { kind: 'rate_limited', retryAfterMs: 90 * SECOND, scope: 'short' };
const lost: FaultKind = { kind: 'uncertain', isReplayable: true };
const refusal: FaultKind = { kind: 'refused', problems: [problem('payment_refused', 'amount', 'Not like this')] };

describe('A payment that the source does not take', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    ledgerId = await copied(bridge);
  });

  const pay = async (): Promise<string> => {
    const payment = bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await bridge.import();
    return payment;
  };
  /** One job of the worker; answers how the payment stands then. */
  const standing = async () => {
    await bridge.uses.settleSource.run(TENANT, CONNECTION);
    const [tranche] = await bridge.tranches(ledgerId);
    if (tranche === undefined) throw new RangeError('No payment');
    const { state, attempts, nextAttemptAt, problems } = tranche;
    return { state, attempts, waitMs: nextAttemptAt - bridge.clock.now(), codes: problems.map(({ code }) => code) };
  };
  const failing = async (kind: FaultKind, method: SourceCall = 'record') => {
    bridge.source.failNext(kind, { method });
    return standing();
  };
  /** Between half a minute and a minute, by the millisecond of the failure. */
  const aWhile = { asymmetricMatch: (ms: unknown) => Number(ms) >= 30 * SECOND && Number(ms) <= MINUTE };

  describe('when it is entered', () => {
    beforeEach(() => pay());

    it('for want of time, waits as long as it is asked to', async () => {
      expect(await failing(busy)).toEqual({
        ...{ state: 'planned', attempts: 1, waitMs: 90 * SECOND, codes: ['source_rate_limited'] },
      });
    });

    it('while it is out of order, waits longer each time', async () => {
      expect(await failing({ kind: 'unavailable' })).toMatchObject({ attempts: 1, waitMs: aWhile });
      bridge.clock.advance(MINUTE);
      const { waitMs } = await failing({ kind: 'unavailable' });
      expect(waitMs).toBeGreaterThanOrEqual(MINUTE);
    });

    it('with an answer that is lost, is looked for in a minute', async () => {
      expect(await failing(lost)).toEqual({
        ...{ state: 'recording', attempts: 0, waitMs: MINUTE, codes: ['answer_lost'] },
      });
    });

    it('for a reason, is held with it', async () => {
      expect(await failing(refusal)).toMatchObject({ state: 'held', codes: ['payment_refused'] });
    });

    it('because nobody is let in any more, is held until somebody has signed in again', async () => {
      expect(await failing({ kind: 'disconnected' })).toMatchObject({ state: 'held', codes: ['source_unauthorised'] });
    });

    it('forgets what was wrong once it is entered', async () => {
      await failing(busy);
      bridge.clock.advance(2 * MINUTE);
      expect(await standing()).toMatchObject({ state: 'recorded', codes: [] });
    });
  });

  describe('when it is looked for after a lost answer', () => {
    beforeEach(async () => {
      await pay();
      await failing(lost);
      bridge.clock.advance(MINUTE);
    });

    it('and not found, is looked for again in a minute, and says so', async () => {
      expect(await standing()).toEqual({
        ...{ state: 'recording', attempts: 0, waitMs: MINUTE, codes: ['answer_lost'] },
      });
    });

    it('for want of time, waits as long as it is asked to', async () => {
      expect(await failing(busy, 'payments')).toEqual({
        ...{ state: 'recording', attempts: 1, waitMs: 90 * SECOND, codes: ['source_rate_limited'] },
      });
    });

    it('for a reason, says it and tries again in a while', async () => {
      expect(await failing(refusal, 'payments')).toEqual({
        ...{ state: 'recording', attempts: 1, waitMs: aWhile, codes: ['payment_refused'] },
      });
    });

    it('and not found for ten minutes, is entered again as a new attempt', async () => {
      bridge.clock.advance(10 * MINUTE);
      expect(await standing()).toEqual({ state: 'planned', attempts: 1, waitMs: 0, codes: [] });
    });
  });

  describe('when it is taken out', () => {
    beforeEach(async () => {
      const payment = await pay();
      await standing();
      bridge.books.removePayment(payment);
      await bridge.import();
    });

    it('for want of time, waits as long as it is asked to', async () => {
      expect(await failing(busy, 'remove')).toMatchObject({ attempts: 1, waitMs: 90 * SECOND });
    });

    it('for a reason, says it, and tries again in a while', async () => {
      expect(await failing(refusal, 'remove')).toEqual({
        ...{ state: 'removing', attempts: 1, waitMs: aWhile, codes: ['payment_refused'] },
      });
      bridge.clock.advance(MINUTE);
      expect(await standing()).toMatchObject({ state: 'removed', codes: [] });
      expect(bridge.agency.payments('1')).toEqual([]);
    });
  });

  it('taken out while it may still arrive, is looked for again in a minute', async () => {
    const payment = await pay();
    await failing(lost);
    bridge.books.removePayment(payment);
    await bridge.import();
    expect(await standing()).toMatchObject({ waitMs: MINUTE });
    expect((await bridge.tranches(ledgerId))[0]?.state).not.toBe('removed');
  });

  it('waits a minute for another one of its invoice that has to go first', async () => {
    const wrong = await pay();
    await standing();
    bridge.books.removePayment(wrong);
    bridge.books.pay(ledgerId, pounds(120), '2026-11-25');
    await bridge.import();
    bridge.source.failNext(refusal, { method: 'remove' });
    await bridge.uses.settleSource.run(TENANT, CONNECTION);
    const [, right] = await bridge.tranches(ledgerId);
    expect(right).toMatchObject({ state: 'planned', nextAttemptAt: bridge.clock.now() + MINUTE });
  });

  it('of an invoice that was never sent, waits half an hour, then an hour, and eight hours at the most', async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addInvoice(anInvoice({ isSent: false }));
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    ({ ledgerId } = await bridge.link('invoice', '1'));
    await pay();
    const waits: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const { waitMs, codes, state } = await standing();
      expect([state, codes]).toEqual(['planned', ['invoice_not_sent']]);
      waits.push(waitMs / MINUTE);
      bridge.clock.advance(waitMs);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 480]);
  });

  it('of an invoice that is about to be marked as sent, is tried within a minute should the mark fail', async () => {
    bridge = await createMemoryBridge({ settings: settings({ payments: { markUnsentInvoicesSent: true } }) });
    bridge.agency.addInvoice(anInvoice({ isSent: false }));
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    ({ ledgerId } = await bridge.link('invoice', '1'));
    await pay();
    expect(await failing(refusal, 'markSent')).toMatchObject({ state: 'planned', codes: ['payment_refused'] });
    expect(await standing()).toMatchObject({ state: 'planned' });
  });

  it('because of a defect of ours, is not said to be refused', async () => {
    bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        sourcePayments: instead(ports.sourcePayments, { of: () => Promise.reject(new Error('Ours')) }),
      }),
    });
    ledgerId = await copied(bridge);
    await pay();
    await failing(lost);
    bridge.clock.advance(MINUTE);
    await expect(standing()).rejects.toThrow('Ours');
    expect((await bridge.tranches(ledgerId))[0]).toMatchObject({ state: 'recording', attempts: 0 });
  });
});
