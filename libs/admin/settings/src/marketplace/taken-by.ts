import type { SubsidiaryView } from '@bridge/contracts';
import { texts } from '../texts.js';

/**
 * Says which other subsidiary has the one organisation that was granted for this one. Undefined when none of ours has
 * it: then another agency does, of which nothing may be said.
 */
export function takenBy(subsidiaries: readonly SubsidiaryView[], subsidiaryId: string | undefined): string | undefined {
  const [granted] = subsidiaries.find(({ id }) => id === subsidiaryId)?.connection?.offered ?? [];
  // One that was let go of still shows its last organisation.
  const owner = subsidiaries.find(
    ({ id, status, connection }) =>
      id !== subsidiaryId && status !== 'disconnected' && connection?.organisation?.id === granted?.organisationId,
  );
  return granted && owner && texts.connect.takenBy(granted.name, owner.name);
}
