import { add, subtract, zero, type Instant } from '@bridge/domain';
import type { ExportMove } from '../exports/change-export.js';
import type { Export, LedgerReceipt } from '../exports/export.js';
import type { Link } from '../exports/links.js';
import type { Store } from '../runtime/unit-of-work.js';
import { isOwnPending } from './update-target.js';

export interface AppliedUpdate {
  readonly sent: Export;
  readonly receipt: LedgerReceipt;
}

export interface UpdatedRow {
  readonly sent: Export;
  /** Undefined: a person unlinked it meanwhile. */
  readonly link: Link | undefined;
}

/**
 * The links as they are after an update: the same id, number and payments, the new total and status, and files and notes
 * that still have to follow. What the version before had not yet been followed by follows this one.
 */
export async function updatedRows(
  store: Store,
  connectionId: string,
  applied: readonly AppliedUpdate[],
  now: Instant,
): Promise<readonly UpdatedRow[]> {
  if (applied.length === 0) return [];
  const ids = applied.map(({ receipt }) => receipt.ledgerId);
  const links = new Map((await store.links.byLedgerId(connectionId, ids)).map((link) => [link.ledgerId, link]));
  const replaced = new Map(
    (await store.exports.find(applied.flatMap(({ sent }) => sent.target?.supersedes ?? []))).map((row) => [
      row.id,
      row,
    ]),
  );
  return applied.map(({ sent, receipt }) => {
    const link = links.get(receipt.ledgerId);
    if (link === undefined) return { sent, link };
    const before = isOwnPending(link) && replaced.get(sent.target?.supersedes ?? '');
    const whole = before ? followingBoth(sent, before) : sent;
    return { sent: whole, link: refreshed(link, whole, receipt, now) };
  });
}

/** The moves of these exports, with the notes and files that are left to follow. */
export function withWhatFollows(moves: readonly ExportMove[], updated: readonly UpdatedRow[]): readonly ExportMove[] {
  const rows = new Map(updated.map(({ sent }) => [sent.id, sent]));
  return moves.map((wanted) => {
    const { document, target } = rows.get(wanted.id) ?? {};
    if (document === undefined || target === undefined) return wanted;
    return { ...wanted, change: { ...wanted.change, document, target } };
  });
}

function followingBoth(sent: Export, before: Export): Export {
  const notes = [...before.document.notes, ...sent.document.notes];
  return {
    ...sent,
    document: { ...sent.document, notes: [...new Set(notes)] },
    ...(sent.target && { target: { ...sent.target, attached: [] } }),
  };
}

function refreshed(link: Link, { document, target }: Export, receipt: LedgerReceipt, now: Instant): Link {
  const { total, status, number } = receipt;
  const nothing = zero(total.currency);
  const isSameCurrency = link.total.currency === total.currency;
  const paid = isSameCurrency ? link.paid : nothing;
  const credited = isSameCurrency ? link.credited : nothing;
  const files = document.attachments.filter(({ id }) => target?.attached.includes(id) !== true);
  const isMore = isOwnPending(link) || files.length > 0 || document.notes.length > 0;
  const late = link.extras?.late;
  return {
    ...link,
    ...(number !== undefined && { number }),
    ...{ status, total, paid, credited, due: subtract(total, add(paid, credited)), seenAt: now },
    ...(isMore && { extras: { attempts: 0, nextAttemptAt: now, ...(late && { late }) } }),
  };
}
