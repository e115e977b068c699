import { problem, type Instant } from '@bridge/domain';
import { changeExport } from '../exports/change-export.js';
import { refuseBatch } from '../exports/settle-batch.js';
import type { Store } from '../runtime/unit-of-work.js';

const EVER_MS = 366 * 86_400_000;
const ALL = 100_000;

/**
 * Takes leave of the books that a connection was joined to. Its links are archived and its contacts forgotten. What still
 * waited was built for those books and must not reach others: it is refused, and a person copies it again.
 */
export async function leaveOrganisation(
  store: Store,
  connection: { readonly id: string; readonly organisation?: { readonly name: string } },
  by: string,
  now: Instant,
): Promise<void> {
  await store.links.archiveAll(connection.id, now);
  await store.contacts.forget(connection.id);
  const { name = 'another organisation' } = connection.organisation ?? {};
  const meant = (words: string) => [
    problem('organisation_differs', 'connection', `It was meant for ${name}. ${words}`),
  ];
  for (const batch of await store.batches.open(connection.id))
    await refuseBatch(store, batch, meant('It may be there already: look before you copy it again.'), undefined, now);
  for (const waiting of await store.exports.due(connection.id, now + EVER_MS, ALL))
    await changeExport(store, waiting.id, 'refused', by, now, { problems: meant('It was not sent.') });
}
