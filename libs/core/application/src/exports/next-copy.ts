import { isOpen, type DocumentKind } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Export } from './export.js';
import type { Link } from './links.js';

/** The number of the copy that comes next: one that was refused or skipped is made again, one that exists is not. */
export function nextCopy(latest: Export | undefined, links: readonly Link[]): number {
  const made = latest === undefined ? 0 : latest.state === 'exported' ? latest.copy : latest.copy - 1;
  return 1 + Math.max(made, ...links.map((link) => link.copy));
}

/**
 * Which of these copies somebody else has begun or made since they were planned. Planning reads the source and takes its
 * time: whoever queues a copy asks again in the same transaction, or two clicks make two documents.
 */
export async function overtaken(
  store: Store,
  kind: DocumentKind,
  copies: readonly { readonly sourceId: string; readonly copy: number }[],
): Promise<readonly string[]> {
  const sourceIds = copies.map((copy) => copy.sourceId);
  const links = Map.groupBy(await store.links.of(kind, sourceIds), (link) => link.sourceId);
  const latest = new Map((await store.exports.latestOf(kind, sourceIds)).map((found) => [found.sourceId, found]));
  return copies
    .filter(({ sourceId, copy }) => {
      const last = latest.get(sourceId);
      return (last && isOpen(last.state)) || nextCopy(last, links.get(sourceId) ?? []) !== copy;
    })
    .map((copy) => copy.sourceId);
}
