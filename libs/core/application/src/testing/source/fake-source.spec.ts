import { money } from '@bridge/domain';
import { anExpense, anInvoice } from '@bridge/domain/testing';
import { FixedClock } from '../memory/fixed-clock.js';
import { FakeSource } from './fake-source.js';

const payment = { invoiceId: '1', amount: money(6_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' };

describe('The fake source', () => {
  let clock: FixedClock;
  let source: FakeSource;
  beforeEach(() => {
    clock = new FixedClock();
    source = new FakeSource(clock);
    source.organisation('1001').addInvoice(anInvoice({ isSent: true }));
  });

  it('applies a payment whose answer was lost', async () => {
    source.loseNextAnswer();
    const doubles = { fault: { kind: 'uncertain', isReplayable: false } };
    await expect(source.record('1001', payment)).rejects.toMatchObject(doubles);
    expect(await source.of('1001', '1')).toMatchObject([{ note: '[xero:p1]' }]);
  });

  it('may be told again what it may have heard, except a payment', async () => {
    source.loseNextAnswer('markSent');
    const harmless = { fault: { kind: 'uncertain', isReplayable: true } };
    await expect(source.markSent('1001', '1', '2026-11-20')).rejects.toMatchObject(harmless);
  });

  it('applies a late payment only when its time has come', async () => {
    source.applyLate(60_000);
    await expect(source.record('1001', payment)).rejects.toMatchObject({ fault: { kind: 'uncertain' } });
    expect(await source.of('1001', '1')).toEqual([]);
    clock.advance(60_000);
    expect(await source.of('1001', '1')).toHaveLength(1);
  });

  it('changes nothing when a call fails before it is applied', async () => {
    source.failNext({ kind: 'unavailable' }, { method: 'record' });
    await expect(source.record('1001', payment)).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect(await source.of('1001', '1')).toEqual([]);
  });

  it('keeps values, so that nobody changes it from outside', async () => {
    const lines = [...anInvoice().lines];
    source.organisation('1001').addInvoice(anInvoice({ id: '2', lines }));
    lines.length = 0;
    const [invoice] = await source.invoices('1001', ['2']);
    expect(invoice?.lines).toHaveLength(1);
    expect([invoice, invoice?.lines, invoice?.lines[0]].every(Object.isFrozen)).toBe(true);
  });

  it('rains the same rain for the same dice', async () => {
    const kinds = async () => {
      const rainy = new FakeSource(new FixedClock());
      let dice = 7;
      rainy.storm({
        random: () => (dice = (dice * 16_807) % 2_147_483_647) / 2_147_483_647,
        unavailable: 0.3,
        lost: 0.3,
      });
      const heard: string[] = [];
      for (let turn = 0; turn < 20; turn += 1)
        heard.push(
          await rainy.of('1001', '1').then(
            () => 'fine',
            (error) => error.fault.kind,
          ),
        );
      return heard;
    };
    const first = await kinds();
    expect(new Set(first)).toEqual(new Set(['fine', 'unavailable']));
    expect(await kinds()).toEqual(first);
  });

  it('pages through changes, oldest first', async () => {
    const paged = new FakeSource(clock, { pageSize: 2 });
    for (const id of ['1', '2', '3']) {
      paged.organisation('1001').addExpense(anExpense({ id }));
      clock.advance(1000);
    }
    paged.organisation('1001').editExpense('1', { name: 'Edited' });
    const pages = [
      await paged.changedSince('1001', 'expense', 0, 1),
      await paged.changedSince('1001', 'expense', 0, 2),
    ];
    expect(pages.map((page) => page.rows.map((row) => row.sourceId))).toEqual([['2', '3'], ['1']]);
    expect(pages.map((page) => page.isLast)).toEqual([false, true]);
  });
});
