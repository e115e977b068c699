import type { LedgerDocument, LedgerTracking } from '../documents/ledger-document.js';
import { describeMoney, type Money } from '../money/money.js';
import { figures, plainText } from './keep-lines.js';
import type { LedgerEdition } from './ledger-edition.js';

/** What an update writes, field by field, in words that can be compared and shown. */
interface Content {
  readonly currency: string;
  readonly total: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly reference: string;
  readonly lines: string;
}

export const editedFields = ['currency', 'total', 'issuedOn', 'dueOn', 'reference', 'lines'] as const;
export type EditedField = (typeof editedFields)[number];

/** Something that the books show otherwise than we sent it: an update would write over it. */
export interface LedgerEdit {
  readonly field: EditedField;
  readonly copied: string;
  readonly inBooks: string;
}

/**
 * What somebody changed in the books since a document was sent. `total` is what the ledger itself made of it then. Status,
 * contact and number are not compared: an update keeps them. Tracking is, where we have sent any: what we never sent is the
 * bookkeeper’s own and stays on the lines that stay.
 */
export function ledgerEdits(
  sent: LedgerDocument,
  total: Money,
  shown: LedgerEdition,
  ownsTracking = false,
): readonly LedgerEdit[] {
  const isTracked = ownsTracking || sent.lines.some(({ tracking = [] }) => tracking.length > 0);
  const copied = { ...contentOf(sent), total: describeMoney(total) };
  const inBooks = contentOfEdition(shown, isTracked);
  return editedFields
    .filter((field) => isJudged(sent, field) && copied[field] !== inBooks[field])
    .map((field) => ({ field, copied: copied[field], inBooks: inBooks[field] }));
}

/** True when the ledger shows what was sent: then it was applied. `ownsTracking`: what was sent before it had tracking of ours. */
export function shows(edition: LedgerEdition, sent: LedgerDocument, ownsTracking = false): boolean {
  return ledgerEdits(sent, sent.totals.total, edition, ownsTracking).length === 0;
}

/** True when nobody has changed anything that an update writes. A payment, an approval or a note is no such change. */
export function isSameContent(one: LedgerEdition, other: LedgerEdition): boolean {
  const [first, second] = [contentOfEdition(one, true), contentOfEdition(other, true)];
  return editedFields.every((field) => first[field] === second[field]);
}

/** A due day that was not sent is the ledger’s own. */
function isJudged(sent: LedgerDocument, field: EditedField): boolean {
  return field !== 'dueOn' || sent.kind === 'purchase_order' || sent.dueOn !== undefined;
}

function contentOf(document: LedgerDocument): Content {
  return {
    currency: document.currency,
    total: describeMoney(document.totals.total),
    issuedOn: document.issuedOn,
    dueOn: document.dueOn ?? 'none',
    reference: plainText((document.kind === 'invoice' ? document.reference : undefined) ?? ''),
    lines: linesOf(document.lines, true),
  };
}

function contentOfEdition(edition: LedgerEdition, isTracked: boolean): Content {
  return {
    currency: edition.total.currency,
    total: describeMoney(edition.total),
    issuedOn: edition.issuedOn,
    dueOn: edition.dueOn ?? 'none',
    reference: plainText((edition.kind === 'invoice' ? edition.reference : undefined) ?? ''),
    lines: linesOf(edition.lines, isTracked),
  };
}

function linesOf(
  lines: readonly (Parameters<typeof figures>[0] & {
    readonly description: string;
    readonly accountCode?: string;
    readonly taxType?: string;
    readonly tracking?: readonly LedgerTracking[];
  })[],
  isTracked: boolean,
): string {
  return lines
    .map((line) => {
      const [quantity, unitAmount, discount] = figures(line).split(' ');
      const off = discount === '0' ? '' : ` less ${discount} %`;
      const tracked = isTracked ? (line.tracking ?? []).map(({ optionId }) => `tracking ${optionId}`).sort() : [];
      const posted = [line.accountCode, line.taxType, ...tracked].filter((part) => part !== undefined).join(', ');
      return `${plainText(line.description)}: ${quantity} × ${unitAmount}${off} (${posted})`;
    })
    .join('; ');
}
