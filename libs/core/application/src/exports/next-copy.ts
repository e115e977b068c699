import { isOpen, type DocumentKind } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import { sentUnder } from '../updates/update-target.js';
import type { Export } from './export.js';
import type { Link } from './links.js';

/**
 * The number of the copy that comes next: one that was refused or skipped is made again, one that exists is not. What an
 * update changes exists, whatever became of the update.
 */
export function nextCopy(latest: Export | undefined, links: readonly Link[]): number {
  const isMade = latest?.state === 'exported' || latest?.target !== undefined;
  const made = latest === undefined ? 0 : isMade ? latest.copy : latest.copy - 1;
  return 1 + Math.max(made, ...links.map((link) => link.copy));
}

/**
 * Which of these copies somebody else has begun or made since they were planned. Planning reads the source and takes its
 * time: whoever queues a copy asks again in the same transaction, or two clicks make two documents.
 */
export async function overtaken(
  store: Store,
  kind: DocumentKind,
  copies: readonly Pick<Export, 'sourceId' | 'copy' | 'target'>[],
): Promise<readonly string[]> {
  const sourceIds = copies.map((copy) => copy.sourceId);
  const links = Map.groupBy(await store.links.of(kind, sourceIds), (link) => link.sourceId);
  const latest = new Map((await store.exports.latestOf(kind, sourceIds)).map((found) => [found.sourceId, found]));
  const isUpdating = copies.some(({ target }) => target !== undefined);
  const sent = new Map(
    (isUpdating ? await store.exports.latestSentOf(kind, sourceIds) : []).map((found) => [found.sourceId, found]),
  );
  return copies
    .filter(({ sourceId, copy, target }) => {
      const [last, live] = [latest.get(sourceId), links.get(sourceId) ?? []];
      if (last && isOpen(last.state)) return true;
      if (target === undefined) return nextCopy(last, live) !== copy;
      const link = live.find(({ ledgerId }) => ledgerId === target.ledgerId);
      return link === undefined || sentUnder(link, sent.get(sourceId))?.id !== target.supersedes;
    })
    .map((copy) => copy.sourceId);
}
