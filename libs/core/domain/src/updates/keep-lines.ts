import type { LedgerLine } from '../documents/ledger-document.js';
import { decimal, type DecimalText } from '../money/decimal.js';
import type { EditionLine } from './ledger-edition.js';

/** A line that goes over one in the ledger (`lineId`), or a new one. */
export interface KeptLine extends LedgerLine {
  readonly lineId?: string;
}

type Sameness = (wanted: LedgerLine, present: EditionLine) => boolean;

/**
 * Which line of the ledger each wanted line is: the same in every word and figure, else the same text, else the same figures
 * at the same place. Each line of the ledger is used once; those that nothing goes over are deleted by the ledger, and a
 * wanted line that is none of them is new. `ownsTracking`: the tracking that stands there is ours, and goes when it is not wanted.
 */
export function keepLines(
  wanted: readonly LedgerLine[],
  present: readonly EditionLine[],
  ownsTracking = false,
): readonly KeptLine[] {
  const over = new Map<number, EditionLine>();
  const free = new Set(present.filter(({ hasFixedDiscount }) => hasFixedDiscount !== true));
  const passes: readonly (readonly [Sameness, 'anywhere' | 'in place'])[] = [
    [isSame, 'in place'],
    [isSame, 'anywhere'],
    [hasSameText, 'in place'],
    [hasSameText, 'anywhere'],
    [hasSameFigures, 'in place'],
  ];
  for (const [fits, where] of passes) {
    wanted.forEach((line, index) => {
      if (over.has(index)) return;
      const candidates = where === 'in place' ? present.slice(index, index + 1) : present;
      const found = candidates.find((candidate) => free.has(candidate) && fits(line, candidate));
      if (found === undefined) return;
      free.delete(found);
      over.set(index, found);
    });
  }
  return wanted.map((line, index) => kept(line, over.get(index), ownsTracking));
}

/**
 * A member that is left out stays as it is in the ledger. A discount that is gone must be said; tracking that is gone cannot
 * be, so that the line is a new one.
 */
function kept(line: LedgerLine, present: EditionLine | undefined, ownsTracking: boolean): KeptLine {
  if (present === undefined) return line;
  if (ownsTracking && (line.tracking ?? []).length < (present.tracking ?? []).length) return line;
  const isDiscountGone = line.discountPercent === undefined && present.discountPercent !== undefined;
  return { ...line, lineId: present.lineId, ...(isDiscountGone && { discountPercent: '0' }) };
}

function isSame(wanted: LedgerLine, present: EditionLine): boolean {
  return (
    hasSameText(wanted, present) &&
    hasSameFigures(wanted, present) &&
    wanted.accountCode === present.accountCode &&
    wanted.taxType === present.taxType
  );
}

function hasSameText(wanted: LedgerLine, present: EditionLine): boolean {
  return plainText(wanted.description) === plainText(present.description);
}

function hasSameFigures(wanted: LedgerLine, present: EditionLine): boolean {
  return figures(wanted) === figures(present);
}

/** Ledgers keep texts with other line ends and without blanks at the end. */
export function plainText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

export function figures(line: {
  readonly quantity?: DecimalText;
  readonly unitAmount?: DecimalText;
  readonly discountPercent?: DecimalText;
}): string {
  return [line.quantity, line.unitAmount, line.discountPercent].map((text) => decimal(text ?? '0').toFixed()).join(' ');
}
