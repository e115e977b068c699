import type { Instant, LedgerPicture } from '@bridge/domain';
import type { Link, Links } from '../exports/links.js';

/**
 * Where no import reads the copies, their links stand still: how the books show them now is kept in the links, and nothing is
 * planned of it. What was read of one since is newer and stays.
 */
export async function keepAsShown(
  links: Links,
  copies: ReadonlyMap<string, Link>,
  pictures: readonly LedgerPicture[],
  seenAt: Instant,
): Promise<void> {
  await links.saveAll(
    pictures.flatMap(({ ledgerId, status, total, paid, credited, due }): Link[] => {
      const link = copies.get(ledgerId);
      if (link === undefined || link.seenAt >= seenAt) return [];
      const { settledOn, ...rest } = link;
      const isSettled = status === 'paid' && settledOn !== undefined;
      return [{ ...rest, status, total, paid, credited, due, ...(isSettled && { settledOn }), seenAt }];
    }),
  );
}
