import {
  isSameContent,
  ledgerEdits,
  problem,
  shows,
  statusAfterUpdate,
  whyNotUpdated,
  type Built,
  type InitialStatus,
  type LedgerDocument,
  type LedgerEdit,
  type LedgerEdition,
  type Money,
  type Problem,
} from '@bridge/domain';
import type { CopyChoices } from '../exports/copy-planner.js';
import type { Export, LedgerReceipt } from '../exports/export.js';
import type { Link } from '../exports/links.js';
import { isOwnPending, isSameFile, sentUnder, type UpdateTarget } from './update-target.js';

/** What an update starts from. */
export interface UpdateGround {
  readonly link: Link;
  /** The newest export of the document that the ledger took. */
  readonly sent: Export | undefined;
  /** How the ledger shows the linked document now; undefined: it has none. */
  readonly shown: LedgerEdition | undefined;
  readonly lockedThrough: string | undefined;
  /** Makes the document as a fresh copy would be, in this status. */
  readonly build: (status: InitialStatus) => Built<LedgerDocument>;
}

export interface PlannedUpdate {
  readonly built: Built<LedgerDocument>;
  readonly target?: UpdateTarget;
  /** What it would make, whatever stands against it. */
  readonly wouldBe?: LedgerDocument;
  readonly edits: readonly LedgerEdit[];
}

/**
 * Works out what an update would make of the linked document, or every reason why it may not: the fresh copy, in the status
 * that the ledger shows or a higher one, with the number and the contact that it has there.
 */
export function planUpdate(ground: UpdateGround, choices: CopyChoices): PlannedUpdate {
  const { link, shown } = ground;
  if (shown === undefined) {
    const gone = problem('update_target_gone', 'ledger', `Xero does not have ${link.number ?? link.ledgerId}.`);
    return { built: { ok: false, problems: [gone] }, edits: [] };
  }
  const sent = sentUnder(link, ground.sent);
  const ownsTracking = sent !== undefined && hasTracking(sent.document);
  const fresh = ground.build(statusAfterUpdate(shown.status, choices.status));
  const document = fresh.ok ? keepingIdentity(fresh.document, sent, shown) : undefined;
  const why = whyNotUpdated(shown, document, ground.lockedThrough);
  const edits = sent?.receipt ? ledgerEdits(sent.document, totalAsCopied(sent, sent.receipt, link), shown) : [];
  const isAgreed = choices.overwritesEdits === true && isSeen(choices, shown);
  // What the ledger shows already is written over by itself.
  const isUntouched =
    (sent !== undefined && edits.length === 0) || (document !== undefined && shows(shown, document, ownsTracking));
  const problems = [
    ...why,
    ...(isUntouched || isAgreed ? [] : [editsProblem(shown, sent, edits)]),
    ...(fresh.ok ? [] : fresh.problems.filter(({ code }) => code !== 'period_locked' || why.length === 0)),
  ];
  if (document === undefined) return { built: { ok: false, problems }, edits };
  if (!fresh.ok || problems.length > 0) return { built: { ok: false, problems }, wouldBe: document, edits };
  const notices = [...fresh.notices, ...keptNotices(fresh.document, sent, shown)];
  const target: UpdateTarget = {
    ledgerId: link.ledgerId,
    before: shown,
    ...(sent && { supersedes: sent.id, ownsTracking }),
    overwritesEdits: isAgreed && !isUntouched,
    attached: isOwnPending(link) ? [] : attachedBefore(document, sent),
  };
  return { built: { ok: true, document, notices }, target, wouldBe: document, edits };
}

/**
 * What the ledger made of the copy, by its own rounding. One that was found again after its answer was lost may have been
 * edited before it was found: there only what was sent tells.
 */
function totalAsCopied({ document }: Export, { total }: LedgerReceipt, { origin }: Link): Money {
  return origin === 'adopted' ? document.totals.total : total;
}

function hasTracking({ lines }: LedgerDocument): boolean {
  return lines.some(({ tracking = [] }) => tracking.length > 0);
}

/** What a person confirmed counts for what stood there then. */
function isSeen({ seen }: CopyChoices, shown: LedgerEdition): boolean {
  return seen === undefined || isSameContent(seen, shown);
}

/**
 * The ledger's number and contact stay. Whether the document is numbered by us stays as well: an invoice that the ledger
 * numbered is sent without a number, as it was.
 */
function keepingIdentity(fresh: LedgerDocument, sent: Export | undefined, shown: LedgerEdition): LedgerDocument {
  const isNumberedHere = fresh.kind !== 'invoice' || (sent ?? { document: fresh }).document.number !== undefined;
  const { number: _n, ...rest } = fresh;
  return {
    ...rest,
    ...(isNumberedHere && { number: shown.number ?? fresh.number }),
    contactId: shown.contactId,
    // A closed period may have a fresh copy be a draft; what stands in the books stays there.
    status: statusAfterUpdate(shown.status, fresh.status),
    party: { ...fresh.party, name: shown.contactName },
    notes: fresh.notes.filter((note) => sent?.document.notes.includes(note) !== true),
  } as LedgerDocument;
}

function attachedBefore(document: LedgerDocument, sent: Export | undefined): readonly string[] {
  const before = sent?.document.attachments ?? [];
  return document.attachments.filter((file) => before.some((other) => isSameFile(file, other))).map(({ id }) => id);
}

function keptNotices(fresh: LedgerDocument, sent: Export | undefined, shown: LedgerEdition): Problem[] {
  const isOtherCompany = sent !== undefined && sent.document.party.companyId !== fresh.party.companyId;
  const isOtherNumber = fresh.kind === 'invoice' && fresh.number !== undefined && fresh.number !== shown.number;
  return [
    ...(isOtherCompany
      ? [
          problem(
            'update_keeps_contact',
            'party',
            `Productive names ${fresh.party.name}; Xero keeps ${shown.contactName}.`,
          ),
        ]
      : []),
    ...(isOtherNumber
      ? [
          problem(
            'update_keeps_number',
            'number',
            `Productive shows ${fresh.number}; Xero keeps ${shown.number ?? 'its own'}.`,
          ),
        ]
      : []),
  ];
}

function editsProblem(shown: LedgerEdition, sent: Export | undefined, edits: readonly LedgerEdit[]): Problem {
  const name = shown.number ?? shown.ledgerId;
  const words =
    sent === undefined
      ? `The bridge did not write ${name} as it stands in Xero, so that it cannot tell what was edited there.`
      : edits.map(({ field, copied, inBooks }) => `${WORDS[field]}: copied as ${copied}, now ${inBooks}.`).join(' ');
  return problem('update_overwrites_edits', 'ledger', words);
}

const WORDS: Readonly<Record<LedgerEdit['field'], string>> = {
  currency: 'Currency',
  total: 'Total',
  issuedOn: 'Date',
  dueOn: 'Due date',
  reference: 'Reference',
  lines: 'Lines',
};
