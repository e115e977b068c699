import {
  describeMoney,
  equal,
  subtract,
  sum,
  zero,
  sinceCopied,
  type Change,
  type Instant,
  type Money,
  type SinceCopied,
} from '@bridge/domain';
import type { DocumentRow } from '../documents/document-shelf.js';
import type { Export } from '../exports/export.js';
import type { Link } from '../exports/links.js';
import type { Tranche } from '../payments/tranches.js';
import type { Drift } from '../reconciliation/drifts.js';
import type { DriftCheck } from '../reconciliation/inventories.js';
import type { SeenPicture } from '../reconciliation/ledger-pictures.js';
import type { LedgerSide, ReconciliationRow, SideDifference, SourceSide } from './reconciliation-list.js';

/** Everything that is kept about one copy. */
export interface KeptAboutCopy {
  readonly link: Link;
  readonly document?: DocumentRow;
  /** Documents of its kind that the source had until then are on the shelf. */
  readonly filledThrough?: Instant;
  /** What the ledger took last of the document. */
  readonly sent?: Pick<Export, 'copy' | 'document' | 'receipt'>;
  /** The newest attempt to copy it is on its way, or was refused: that is what is to be said about the document. */
  readonly isUnderWay: boolean;
  readonly tranches: readonly Tranche[];
  readonly drifts: readonly Drift[];
  readonly seen?: SeenPicture;
  readonly lastCheck?: DriftCheck;
  readonly nameOfContact: (contactId: string) => string | undefined;
}

/** Puts both sides of a copy beside each other. Of two things known about the ledger the later one is shown. */
export function bothSides(kept: KeptAboutCopy): ReconciliationRow {
  const { link, document } = kept;
  const isMissing = kept.drifts.some(({ kind }) => kind === 'missing');
  return {
    kind: link.kind,
    sourceId: link.sourceId,
    ledgerId: link.ledgerId,
    ledgerUrl: link.url,
    linkedAt: link.linkedAt,
    isCredit: kept.sent?.document.credit !== undefined,
    ...(document && { source: sourceSide(document, kept.tranches) }),
    ...(!isMissing && { ledger: ledgerSide(kept) }),
    differences: differencesOf(kept),
  };
}

/** Those that were taken back, or never came to stand in the source. */
const IN_THE_SOURCE = new Set<Tranche['state']>(['recorded', 'to_remove', 'removing', 'in_doubt', 'kept']);

function sourceSide(document: DocumentRow, tranches: readonly Tranche[]): SourceSide {
  const { number, companyName, issuedOn, dueOn, net, total, progress, url } = document;
  const paid = paidInSource(document, tranches);
  return {
    ...(number !== undefined && { number }),
    ...(companyName !== undefined && { companyName }),
    issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    ...{ net, total, progress, url, paid, due: subtract(total, paid) },
  };
}

/** The source tells of an expense only whether it is paid; of an invoice, what we recorded there. */
function paidInSource({ kind, total, paidOn }: DocumentRow, tranches: readonly Tranche[]): Money {
  if (kind !== 'invoice') return paidOn === undefined ? zero(total.currency) : total;
  const amounts = tranches.filter(({ state }) => IN_THE_SOURCE.has(state)).map(({ amount }) => amount);
  return sum(
    amounts.filter(({ currency }) => currency === total.currency),
    total.currency,
  );
}

/** Before the first comparison the day, the tax and the contact are those that were sent. */
function ledgerSide({ link, sent, seen, lastCheck, nameOfContact }: KeptAboutCopy): LedgerSide {
  const comparedAt = Math.max(seen?.seenAt ?? 0, lastCheck?.problem === undefined ? (lastCheck?.startedAt ?? 0) : 0);
  const copied = sent?.copy === link.copy ? sent : undefined;
  const contactId = seen?.picture.contactId ?? copied?.receipt?.contactId;
  const contactName = contactId === undefined ? undefined : (nameOfContact(contactId) ?? copied?.document.party.name);
  const tax = seen ? seen.picture.tax : copied?.document.totals.tax;
  const { issuedOn, dueOn } = seen?.picture ?? copied?.document ?? {};
  const { number, status, total, paid, credited, due } = seen && comparedAt >= link.seenAt ? seen.picture : link;
  return {
    ...(number !== undefined && { number }),
    ...(contactName !== undefined && { contactName }),
    ...(issuedOn !== undefined && { issuedOn }),
    ...(dueOn !== undefined && { dueOn }),
    ...(tax !== undefined && { tax }),
    ...{ total, status, paid, credited, due },
    seenAt: seen ? Math.max(comparedAt, link.seenAt) : link.seenAt,
  };
}

/** What the comparison found, what the last reading of payments showed since then, and what was edited or deleted in the source. */
function differencesOf({
  link,
  document,
  filledThrough = 0,
  sent,
  isUnderWay,
  drifts,
  nameOfContact,
}: KeptAboutCopy): readonly SideDifference[] {
  const found: SideDifference[] = drifts.map(({ kind, expected, shown }) =>
    kind === 'contact'
      ? { kind, expected: nameOfContact(expected) ?? expected, shown: nameOfContact(shown) ?? shown }
      : { kind, expected, shown },
  );
  if (link.status === 'voided' || link.status === 'deleted') {
    const isKnown = found.some(({ kind }) => kind === 'voided');
    return isKnown ? found : [...found, { kind: 'voided', expected: 'a document that counts', shown: link.status }];
  }
  if (document === undefined && link.linkedAt < filledThrough)
    return [...found, { kind: 'gone', expected: 'a document in Productive', shown: 'none' }];
  const isComparable = sent?.copy === link.copy && !isUnderWay && document !== undefined;
  const changes = isComparable ? sinceCopied(sent.document, document, link) : undefined;
  if (changes === undefined) return found;
  const { ledgerTotal } = changes;
  if (ledgerTotal && !found.some(({ kind }) => kind === 'total' || kind === 'currency'))
    found.push({ kind: 'total', expected: describeMoney(ledgerTotal.copied), shown: describeMoney(ledgerTotal.now) });
  const edited = editedOf(changes);
  return edited ? [...found, edited] : found;
}

function editedOf({ issuedOn, dueOn, total }: SinceCopied): SideDifference | undefined {
  const words = (side: keyof Change<unknown>) =>
    [
      issuedOn && `dated ${issuedOn[side]}`,
      dueOn && `due ${dueOn[side]}`,
      total && !equal(total.copied, total.now) && describeMoney(total[side]),
    ]
      .filter((part) => typeof part === 'string')
      .join(', ');
  const expected = words('copied');
  return expected === '' ? undefined : { kind: 'edited', expected, shown: words('now') };
}
