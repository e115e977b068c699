import fc from 'fast-check';
import { beginCycle, OVERLAP_MS, promote, seePage, type Cycle, type Watermark } from './watermark.js';

const noon = Date.UTC(2026, 10, 24, 12);
const minutes = (count: number) => count * 60_000;
const mark: Watermark = { lowerBound: noon };

const instant = fc.integer({ min: noon - minutes(600), max: noon + minutes(600) });
const pages = fc.array(fc.record({ answeredAt: instant, changedAt: fc.array(instant) }));
const read = (from: Watermark, all: readonly { answeredAt: number; changedAt: readonly number[] }[]): Cycle =>
  all.reduce(seePage, beginCycle(from));

describe('The watermark of a change feed', () => {
  it('moves to the last change that was seen, less the overlap', () => {
    const cycle = read(mark, [{ answeredAt: noon + minutes(34), changedAt: [noon + minutes(30), noon + minutes(20)] }]);
    expect(promote(mark, cycle)).toEqual({ lowerBound: noon + minutes(25) });
    expect(OVERLAP_MS).toBe(minutes(5));
  });

  it('moves past the second of the last change once the ledger’s clock is past the overlap: none can come to light late', () => {
    const cycle = read(mark, [{ answeredAt: noon + minutes(35), changedAt: [noon + minutes(30), noon + minutes(20)] }]);
    expect(promote(mark, cycle)).toEqual({ lowerBound: noon + minutes(30) + 1_000 });
  });

  it('never moves past the moment the ledger began to answer, whatever the rows of later pages say', () => {
    const cycle = read(mark, [
      { answeredAt: noon + minutes(60), changedAt: [noon + minutes(30)] },
      { answeredAt: noon + minutes(62), changedAt: [noon + minutes(61)] },
    ]);
    expect(promote(mark, cycle)).toEqual({ lowerBound: noon + minutes(55) });
  });

  it('goes by the latest change of all pages, on whichever of them it stood', () => {
    const answeredAt = noon + minutes(34);
    const first = { answeredAt, changedAt: [noon + minutes(30)] };
    for (const changedAt of [[noon + minutes(20)], []])
      expect(promote(mark, read(mark, [first, { answeredAt, changedAt }]))).toEqual({ lowerBound: noon + minutes(25) });
  });

  it('stays where it is when nothing was seen', () => {
    expect(promote(mark, beginCycle(mark))).toEqual(mark);
    expect(promote(mark, read(mark, [{ answeredAt: noon + minutes(60), changedAt: [] }]))).toEqual(mark);
  });

  it('stays where it is when only rows within the overlap were seen again', () => {
    expect(promote(mark, read(mark, [{ answeredAt: noon + minutes(2), changedAt: [noon + minutes(1)] }]))).toEqual(
      mark,
    );
  });

  it('never goes back, never passes what was seen or the start, and keeps the lower bound for the whole cycle', () => {
    fc.assert(
      fc.property(instant, pages, (lowerBound, all) => {
        const from = { lowerBound };
        const cycle = read(from, all);
        const next = promote(from, cycle).lowerBound;
        const seen = all.flatMap((page) => page.changedAt);
        expect(cycle.lowerBound).toBe(lowerBound);
        expect(cycle.startedAt).toBe(all[0]?.answeredAt);
        expect(next).toBeGreaterThanOrEqual(lowerBound);
        if (next > lowerBound) {
          const [last, began] = [Math.max(...seen), all[0]?.answeredAt ?? 0];
          expect(next).toBeLessThanOrEqual(
            began - last >= OVERLAP_MS ? last + 1_000 : Math.min(last, began) - OVERLAP_MS,
          );
        }
        if (seen.length === 0) expect(next).toBe(lowerBound);
      }),
    );
  });

  it('loses no change: whatever is changed after the cycle began lies above the next lower bound', () => {
    fc.assert(
      fc.property(instant, pages, fc.nat(), (lowerBound, all, later) => {
        const [first] = all;
        fc.pre(first !== undefined && first.answeredAt > lowerBound);
        const next = promote({ lowerBound }, read({ lowerBound }, all));
        expect((first?.answeredAt ?? 0) + later).toBeGreaterThan(next.lowerBound);
      }),
    );
  });
});
