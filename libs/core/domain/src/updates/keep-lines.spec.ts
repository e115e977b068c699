import fc from 'fast-check';
import type { LedgerLine } from '../documents/ledger-document.js';
import { money } from '../money/money.js';
import { keepLines } from './keep-lines.js';
import type { EditionLine } from './ledger-edition.js';

const nothing = money(0n, 'GBP');
const wanted = (description: string, quantity = '1', unitAmount = '50.00', over: Partial<LedgerLine> = {}) => ({
  ...{ description, quantity, unitAmount, accountCode: '200', taxType: 'OUTPUT2', net: nothing, tax: nothing },
  ...over,
});
const present = (lineId: string, description: string, quantity = '1', unitAmount = '50', over = {}): EditionLine => ({
  ...{ lineId, description, quantity, unitAmount, accountCode: '200', taxType: 'OUTPUT2', net: nothing },
  ...over,
});
const idsOf = (lines: readonly { readonly lineId?: string }[]) => lines.map(({ lineId }) => lineId);

describe('The lines of an update', () => {
  it('keep their ids while they say the same, wherever they stand', () => {
    const kept = keepLines([wanted('Build'), wanted('Design')], [present('a', 'Design'), present('b', 'Build')]);
    expect(idsOf(kept)).toEqual(['b', 'a']);
  });

  it('are the same line when the price changed, and when the words did', () => {
    const books = [present('a', 'Design'), present('b', 'Build', '2', '80')];
    expect(idsOf(keepLines([wanted('Design', '3', '60'), wanted('Building', '2', '80')], books))).toEqual(['a', 'b']);
  });

  it('are new when neither is there, and those that nothing goes over are left to be deleted', () => {
    expect(idsOf(keepLines([wanted('Travel', '1', '9')], [present('a', 'Design')]))).toEqual([undefined]);
  });

  it('say that a discount is gone: what is left out stays in the ledger', () => {
    const books = [present('a', 'Design', '1', '50', { discountPercent: '10' })];
    expect(keepLines([wanted('Design')], books)).toMatchObject([{ lineId: 'a', discountPercent: '0' }]);
    expect(keepLines([wanted('Travel', '1', '9')], books)[0]).not.toHaveProperty('discountPercent');
  });

  it('are new where tracking of ours is gone: what is left out stays, and what is not ours may', () => {
    const region = { categoryId: 'region', optionId: 'north' };
    const books = [present('a', 'Design', '1', '50', { tracking: [region] })];
    expect(idsOf(keepLines([wanted('Design')], books, true))).toEqual([undefined]);
    expect(idsOf(keepLines([wanted('Design', '1', '50', { tracking: [region] })], books, true))).toEqual(['a']);
    expect(idsOf(keepLines([wanted('Design')], books))).toEqual(['a']);
  });

  it('take an exact match before the same words at the same place', () => {
    const books = [present('a', 'Day', '1', '70'), present('b', 'Day', '1', '50')];
    expect(idsOf(keepLines([wanted('Day', '1', '50'), wanted('Day', '1', '70')], books))).toEqual(['b', 'a']);
  });

  it('leave a line alone whose discount is an amount: the ledger takes none from us', () => {
    const books = [present('a', 'Design', '1', '50', { hasFixedDiscount: true })];
    expect(idsOf(keepLines([wanted('Design')], books))).toEqual([undefined]);
  });

  it('take the one on the same account and with the same tax before another with the same words and figures', () => {
    const books = [
      present('a', 'Day', '1', '50', { accountCode: '210' }),
      present('b', 'Day', '1', '50', { taxType: 'NONE' }),
      present('c', 'Day'),
    ];
    expect(idsOf(keepLines([wanted('Day')], books))).toEqual(['c']);
  });

  it('take the same words at the same place before the same words elsewhere', () => {
    const books = [present('a', 'Day', '1', '70'), present('b', 'Day', '1', '80')];
    expect(idsOf(keepLines([wanted('New', '3', '9'), wanted('Day', '1', '60')], books))).toEqual([undefined, 'b']);
  });

  it('are not the same line for their figures alone when they stand elsewhere', () => {
    const books = [present('a', 'Design', '1', '50'), present('b', 'Build', '2', '80')];
    expect(idsOf(keepLines([wanted('Travel', '2', '80')], books))).toEqual([undefined]);
  });

  it('keep the discount that is still wanted', () => {
    const books = [present('a', 'Design', '1', '50', { discountPercent: '10' })];
    const lines = [wanted('Design', '1', '50', { discountPercent: '5' })];
    expect(keepLines(lines, books)).toMatchObject([{ lineId: 'a', discountPercent: '5' }]);
  });

  it('use no id twice, invent none, and change nothing that is sent', () => {
    const word = fc.constantFrom('Design', 'Build', 'Day');
    const amount = fc.constantFrom('1', '2', '50');
    const some = fc.array(fc.tuple(word, amount, amount), { maxLength: 6 });
    fc.assert(
      fc.property(some, some, (lines, books) => {
        const ledger = books.map(([text, quantity, unit], index) => present(`l-${index}`, text, quantity, unit));
        const source = lines.map(([text, quantity, unit]) => wanted(text, quantity, unit));
        const kept = keepLines(source, ledger);
        const ids = idsOf(kept).filter((id) => id !== undefined);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ledger.map(({ lineId }) => lineId)).toEqual(expect.arrayContaining(ids));
        expect(kept.map(({ lineId: _, ...line }) => line)).toEqual(source);
        // Sent again as it is, every line stays itself.
        const again = keepLines(
          source,
          source.map((line, index) => ({ ...line, lineId: `n-${index}` })),
        );
        expect(again.every(({ lineId }) => lineId !== undefined)).toBe(true);
      }),
    );
  });
});
