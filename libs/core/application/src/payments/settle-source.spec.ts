import { money, type Money, type Settings } from '@bridge/domain';
import { anInvoice, settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { SourcePayments } from './source-payments.js';

const MINUTE = 60_000;
const pounds = (amount: number): Money => money(BigInt(amount) * 100n, 'GBP');
const marking = settings({ payments: { markUnsentInvoicesSent: true } });

/** An invoice over 120.00 that was copied and of which this much was paid in the ledger; the import has seen it. */
async function paidInLedger(bridge: MemoryBridge, amounts: readonly number[], isSent = true): Promise<string> {
  bridge.agency.addInvoice(anInvoice({ isSent }));
  await bridge.copy('invoice', ['1']);
  await bridge.send();
  const { ledgerId } = await bridge.link('invoice', '1');
  for (const amount of amounts) bridge.books.pay(ledgerId, pounds(amount), '2026-11-24');
  await bridge.import();
  return ledgerId;
}

/** A bridge with something between it and the source. */
const createBridgeWith = (methods: (source: SourcePayments) => Partial<SourcePayments>, saved?: Settings) =>
  createMemoryBridge({
    ...(saved && { settings: saved }),
    between: (ports) => ({ ...ports, sourcePayments: instead(ports.sourcePayments, methods(ports.sourcePayments)) }),
  });

const paid = (bridge: MemoryBridge) => bridge.agency.payments('1').map(({ amount }) => Number(amount.minor) / 100);
const states = async (bridge: MemoryBridge, ledgerId: string) =>
  (await bridge.tranches(ledgerId)).map((tranche) => tranche.state);
const codes = async (bridge: MemoryBridge, ledgerId: string) =>
  (await bridge.tranches(ledgerId)).flatMap((tranche) => tranche.problems.map((found) => found.code));

describe('Telling the source what was paid', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
  });

  it('names the ledger’s payment in the note, so that it can be found again', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    await bridge.settle();
    const [tranche] = await bridge.tranches(ledgerId);
    expect(bridge.agency.payments('1')).toMatchObject([
      { id: tranche?.sourcePaymentId, note: `Paid in Xero [xero:${tranche?.paymentId}]` },
    ]);
  });

  it('writes one audit entry for every change of state', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    await bridge.settle();
    const [tranche] = await bridge.tranches(ledgerId);
    const story = await bridge.run((store) => store.audit.about({ kind: 'tranche', id: tranche?.paymentId ?? '' }));
    expect(story.map((entry) => entry.action)).toEqual(['tranche.planned', 'tranche.recording', 'tranche.recorded']);
  });

  describe('of an invoice that was not sent yet', () => {
    it('waits until it is sent', async () => {
      const ledgerId = await paidInLedger(bridge, [50], false);
      await bridge.settle();
      expect([paid(bridge), await codes(bridge, ledgerId)]).toEqual([[], ['invoice_not_sent']]);
      bridge.agency.markSent('1');
      bridge.clock.advance(30 * MINUTE);
      await bridge.settle();
      expect([paid(bridge), await codes(bridge, ledgerId)]).toEqual([[50], []]);
    });

    it('is entered as soon as the list of documents shows it as sent', async () => {
      await bridge.uses.refreshDocuments.run(TENANT);
      const ledgerId = await paidInLedger(bridge, [50], false);
      await bridge.uses.refreshDocuments.run(TENANT);
      await bridge.settle();
      bridge.clock.advance(MINUTE);
      bridge.agency.markSent('1');
      await bridge.uses.refreshDocuments.run(TENANT);
      await bridge.settle();
      expect([paid(bridge), await codes(bridge, ledgerId)]).toEqual([[50], []]);
    });

    it('is tried less and less often, since each try costs calls: three times in three hours, ten times in two days', async () => {
      let tries = 0;
      const counting = await createBridgeWith((source) => ({
        record: async (...call) => {
          tries += 1;
          return source.record(...call);
        },
      }));
      await paidInLedger(counting, [50], false);
      const triesAfter = async (hours: number) => {
        for (let passed = 0; passed < hours * 4; passed += 1) {
          await counting.settle();
          counting.clock.advance(15 * MINUTE);
        }
        return tries;
      };
      expect(await triesAfter(3)).toBe(3);
      expect(await triesAfter(45)).toBe(10);
    });

    it('goes on at once when a person has sent it and asks', async () => {
      const ledgerId = await paidInLedger(bridge, [50], false);
      await bridge.settle();
      bridge.agency.markSent('1');
      const [waiting] = await bridge.tranches(ledgerId);
      expect(await bridge.uses.retryTranches.run(TENANT, ledgerId, [waiting?.paymentId ?? ''], 'Ada')).toBe(1);
      await bridge.settle();
      expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[50], ['recorded']]);
    });

    it('marks it as sent when the settings say so', async () => {
      bridge = await createMemoryBridge({ settings: marking });
      await paidInLedger(bridge, [50], false);
      await bridge.settle();
      expect(bridge.agency.invoice('1')?.document.isSent).toBe(true);
      expect(paid(bridge)).toEqual([50]);
    });

    it('marks it as sent a minute later when the worker died before it could', async () => {
      let isDying = true;
      const dying = await createBridgeWith(
        (source) => ({
          markSent: async (...call) => {
            if (isDying) throw new Error('killed');
            return source.markSent(...call);
          },
        }),
        marking,
      );
      await paidInLedger(dying, [50], false);
      await expect(dying.settle()).rejects.toThrow('killed');
      isDying = false;
      dying.clock.advance(MINUTE);
      await dying.settle();
      expect(paid(dying)).toEqual([50]);
    });

    it('marks it as sent in the end, although the first attempts failed', async () => {
      bridge = await createMemoryBridge({ settings: marking });
      await paidInLedger(bridge, [50], false);
      bridge.source.failNext({ kind: 'rate_limited', retryAfterMs: 1000, scope: 'short' }, { method: 'record' });
      await bridge.settle();
      bridge.clock.advance(MINUTE);
      bridge.source.failNext({ kind: 'unavailable' }, { method: 'markSent' });
      await bridge.settle();
      expect(paid(bridge)).toEqual([]);
      bridge.clock.advance(30 * MINUTE);
      await bridge.settle();
      expect(paid(bridge)).toEqual([50]);
    });
  });

  describe('after a lost answer', () => {
    it('finds the payment by its note and does not enter it again', async () => {
      const ledgerId = await paidInLedger(bridge, [50]);
      bridge.source.loseNextAnswer();
      await bridge.settle();
      expect([await states(bridge, ledgerId), await codes(bridge, ledgerId)]).toEqual([['recording'], ['answer_lost']]);
      bridge.clock.advance(MINUTE);
      await bridge.settle();
      expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[50], ['recorded']]);
    });

    it('waits ten minutes for a payment that may still arrive', async () => {
      const ledgerId = await paidInLedger(bridge, [50]);
      bridge.source.applyLate(9 * MINUTE);
      await bridge.settle();
      for (let minute = 1; minute <= 8; minute += 1) {
        bridge.clock.advance(MINUTE);
        await bridge.settle();
        expect(await states(bridge, ledgerId)).toEqual(['recording']);
      }
      bridge.clock.advance(2 * MINUTE);
      await bridge.settle();
      expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[50], ['recorded']]);
    });

    it('enters it again when it is not there after ten minutes', async () => {
      await paidInLedger(bridge, [50]);
      bridge.source.failNext({ kind: 'uncertain', isReplayable: false }, { method: 'record' });
      await bridge.settle();
      bridge.clock.advance(10 * MINUTE);
      await bridge.settle();
      expect(paid(bridge)).toEqual([50]);
    });

    it('tells two alike apart', async () => {
      await paidInLedger(bridge, [60, 60]);
      bridge.source.loseNextAnswer();
      await bridge.settle();
      bridge.clock.advance(10 * MINUTE);
      await bridge.settle();
      expect(paid(bridge)).toEqual([60, 60]);
    });

    it('removes the payment that turns up although the ledger has taken it back meanwhile', async () => {
      const ledgerId = await paidInLedger(bridge, [50]);
      bridge.source.applyLate(5 * MINUTE);
      await bridge.settle();
      const [tranche] = await bridge.tranches(ledgerId);
      bridge.books.removePayment(tranche?.paymentId ?? '');
      await bridge.import();
      bridge.clock.advance(MINUTE);
      await bridge.settle();
      expect(await states(bridge, ledgerId)).toEqual(['to_remove']);
      bridge.clock.advance(5 * MINUTE);
      await bridge.settle();
      expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[], ['removed']]);
    });

    it('of a removal, removes once more: that does no harm', async () => {
      const ledgerId = await paidInLedger(bridge, [50]);
      await bridge.settle();
      bridge.books.removePayment((await bridge.tranches(ledgerId))[0]?.paymentId ?? '');
      await bridge.import();
      bridge.source.loseNextAnswer('remove');
      await bridge.settle();
      expect(await states(bridge, ledgerId)).toEqual(['removing']);
      bridge.clock.advance(2 * MINUTE);
      await bridge.settle();
      expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[], ['removed']]);
    });
  });

  it('starts no payment that the ledger took back a moment before', async () => {
    let meanwhile = async (): Promise<void> => undefined;
    const raced = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        leases: instead(ports.leases, {
          extend: async (lease, forMs) => {
            await meanwhile();
            return ports.leases.extend(lease, forMs);
          },
        }),
      }),
    });
    const ledgerId = await paidInLedger(raced, [50]);
    meanwhile = async () => {
      meanwhile = async () => undefined;
      raced.books.removePayment((await raced.tranches(ledgerId))[0]?.paymentId ?? '');
      await raced.import();
    };
    await raced.settle();
    expect([paid(raced), await states(raced, ledgerId)]).toEqual([[], ['removed']]);
  });

  it('takes a payment out again that the ledger took back while it was being entered', async () => {
    const raced: MemoryBridge = await createBridgeWith((source) => ({
      record: async (...call) => {
        const [tranche] = await raced.run((store) => store.tranches.due(CONNECTION, Infinity, 1));
        raced.books.removePayment(tranche?.paymentId ?? '');
        await raced.import();
        return source.record(...call);
      },
    }));
    const ledgerId = await paidInLedger(raced, [50]);
    await raced.settle();
    expect([paid(raced), await states(raced, ledgerId)]).toEqual([[], ['removed']]);
  });

  it('removes nothing blindly that was planned again after the source had no time', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    bridge.source.failNext({ kind: 'rate_limited', retryAfterMs: 1000, scope: 'short' }, { method: 'record' });
    await bridge.settle();
    bridge.books.removePayment((await bridge.tranches(ledgerId))[0]?.paymentId ?? '');
    await bridge.import();
    bridge.clock.advance(10 * MINUTE);
    await bridge.settle();
    expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[], ['removed']]);
  });

  it('looks for a payment that was tried before it counts as removed, even one that comes later than anybody expects', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    bridge.source.applyLate(20 * MINUTE, 'record');
    await bridge.settle();
    bridge.clock.advance(11 * MINUTE);
    bridge.source.failNext({ kind: 'rate_limited', retryAfterMs: 1000, scope: 'short' }, { method: 'record' });
    await bridge.settle();
    bridge.books.removePayment((await bridge.tranches(ledgerId))[0]?.paymentId ?? '');
    await bridge.import();
    bridge.clock.advance(11 * MINUTE);
    await bridge.settle();
    expect([await bridge.source.of(TENANT, '1'), await states(bridge, ledgerId)]).toEqual([[], ['removed']]);
  });

  it('survives a crash before the source was asked', async () => {
    let isMortal = true;
    bridge = await createBridgeWith((source) => ({
      record: async (...call) => {
        if (!isMortal) return source.record(...call);
        isMortal = false;
        throw new Error('The process is gone');
      },
    }));
    await paidInLedger(bridge, [50]);
    await expect(bridge.settle()).rejects.toThrow('The process is gone');
    bridge.clock.advance(10 * MINUTE);
    await bridge.settle();
    expect(paid(bridge)).toEqual([50]);
  });

  it('survives a crash after the source had entered it', async () => {
    let isMortal = true;
    bridge = await createBridgeWith((source) => ({
      record: async (...call) => {
        const id = await source.record(...call);
        if (!isMortal) return id;
        isMortal = false;
        throw new Error('The process is gone');
      },
    }));
    await paidInLedger(bridge, [50]);
    await expect(bridge.settle()).rejects.toThrow('The process is gone');
    bridge.clock.advance(10 * MINUTE);
    await bridge.settle();
    expect(paid(bridge)).toEqual([50]);
  });

  it('holds what would be too much, and says so, until a person has looked', async () => {
    const ledgerId = await paidInLedger(bridge, [120]);
    const byHand = { invoiceId: '1', amount: pounds(100), paidOn: '2026-11-23', note: 'By hand' };
    bridge.agency.record(byHand);
    await bridge.settle();
    expect([await states(bridge, ledgerId), await codes(bridge, ledgerId)]).toEqual([['held'], ['overpaid']]);
    bridge.agency.remove(bridge.agency.payments('1')[0]?.id ?? '');
    const [held] = await bridge.tranches(ledgerId);
    expect(await bridge.uses.retryTranches.run(TENANT, ledgerId, [held?.paymentId ?? ''], 'Ada')).toBe(1);
    const story = await bridge.run((store) => store.audit.about({ kind: 'tranche', id: held?.paymentId ?? '' }));
    expect(story.filter(({ by }) => by === 'Ada').map(({ action }) => action)).toEqual(['tranche.planned']);
    await bridge.settle();
    expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[120], ['recorded']]);
  });

  it('holds a payment whose invoice is gone from the source', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    bridge.agency.delete('invoice', '1');
    await bridge.settle();
    expect([await states(bridge, ledgerId), await codes(bridge, ledgerId)]).toEqual([['held'], ['source_document_missing']]); // prettier-ignore
  });

  it('enters nothing for a copy that was unlinked since, and says so', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    await bridge.uses.unlinkCopy.run(TENANT, 'invoice', '1', ledgerId, 'Ada');
    await bridge.settle();
    expect([paid(bridge), await states(bridge, ledgerId), await codes(bridge, ledgerId)]).toEqual([[], ['held'], ['payment_refused']]); // prettier-ignore
  });

  it('lets every other payment wait while the source has no time', async () => {
    const ledgerId = await paidInLedger(bridge, [20, 30, 40]);
    bridge.source.failNext({ kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' }, { method: 'record' });
    expect(await bridge.uses.settleSource.run(TENANT, CONNECTION)).toBe(false);
    expect(await states(bridge, ledgerId)).toEqual(['planned', 'planned', 'planned']);
    bridge.clock.advance(MINUTE);
    await bridge.settle();
    expect(paid(bridge).toSorted()).toEqual([20, 30, 40]);
  });

  it('belongs to one worker at a time', async () => {
    const ledgerId = await paidInLedger(bridge, [50]);
    await bridge.world.leases.take(`settle:${CONNECTION}`, MINUTE);
    await bridge.settle();
    expect(await states(bridge, ledgerId)).toEqual(['planned']);
  });
});
