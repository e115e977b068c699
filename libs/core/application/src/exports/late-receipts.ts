import { fittingAttachments, isOpen, type Instant, type Problem, type SourceAttachment } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Export } from './export.js';
import type { Link } from './links.js';

/** An expense and the receipt that the source shows on it now. */
export interface CarriedReceipt {
  readonly expenseId: string;
  readonly attachment: SourceAttachment;
}

const BY = 'the bridge';

/**
 * Notes the receipts that were added to expenses after these were copied. Asks nobody: what came with the read model is
 * held against what was sent. A receipt that is noted stands among the files of the export, and is never noted again.
 */
export async function noteLateReceipts(store: Store, seen: readonly CarriedReceipt[], now: Instant): Promise<void> {
  if (seen.length === 0) return;
  const ids = seen.map((receipt) => receipt.expenseId);
  const taken = await store.exports.latestSentOf('expense', ids);
  // One that waits to be sent comes before what the ledger took last; one that was refused is none of it.
  const waiting = (await store.exports.latestOf('expense', ids)).filter(({ state }) => isOpen(state));
  const latest = new Map([...taken, ...waiting].map((found) => [found.sourceId, found]));
  const links = Map.groupBy(await store.links.of('expense', ids), (link) => link.sourceId);
  const wishes = new Map<string, boolean>();
  for (const { expenseId, attachment } of seen) {
    const sent = latest.get(expenseId);
    if (sent === undefined || sent.document.attachments.some((file) => file.id === attachment.id)) continue;
    const { connectionId } = sent;
    const isWanted =
      wishes.get(connectionId) ?? (await store.settings.find(connectionId)).settings.expenses.sendAttachments;
    wishes.set(connectionId, isWanted);
    if (isWanted) await note(store, sent, copyOf(sent, links.get(expenseId) ?? []), attachment, now);
  }
}

async function note(
  store: Store,
  sent: Export,
  link: Link | undefined,
  attachment: SourceAttachment,
  now: Instant,
): Promise<void> {
  // One that waits to be sent takes its receipt along; nobody sees to one that was refused or whose copy is gone.
  if (link === undefined && !isOpen(sent.state)) return;
  const { files, notices } = fittingAttachments([attachment]);
  const news = notices.filter((notice) => !isSaid(sent, notice));
  if (files.length === 0 && news.length === 0) return;
  await store.exports.update(sent.id, (current) => ({
    ...current,
    document: { ...current.document, attachments: [...current.document.attachments, ...files] },
    notices: [...current.notices, ...news],
  }));
  if (files.length === 0 || link === undefined) return;
  const { tenantId, connectionId, ledgerId, kind, sourceId } = link;
  const extras = link.extras ?? { attempts: 0, nextAttemptAt: now, done: ['own' as const] };
  await store.links.save({ ...link, extras: { ...extras, late: [...(extras.late ?? []), ...files] } });
  await store.audit.append({
    at: now,
    by: BY,
    action: 'link.receipt_added',
    subject: { kind: 'link', id: ledgerId },
    connectionId,
    detail: { kind, sourceId, name: attachment.name },
  });
  await store.jobs.wake({ tenantId, connectionId, task: 'announce' });
}

/** The copy that this export made. What a person linked by hand is theirs, and files of theirs stand there. */
function copyOf(sent: Export, links: readonly Link[]): Link | undefined {
  if (sent.state !== 'exported') return undefined;
  const link = links.find((each) => each.connectionId === sent.connectionId && each.copy === sent.copy);
  const isLive = link?.status !== 'voided' && link?.status !== 'deleted' && link?.origin !== 'marked';
  return isLive ? link : undefined;
}

function isSaid(sent: Export, notice: Problem): boolean {
  return sent.notices.some(({ code, detail }) => code === notice.code && detail === notice.detail);
}

/** Carries the id of the file in its name: the ledger replaces files of one name, and somebody else's must stay. */
export function nameOfLate({ id, name }: SourceAttachment): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-${id}${name.slice(dot)}` : `${name}-${id}`;
}
