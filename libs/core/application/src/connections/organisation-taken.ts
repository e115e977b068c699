import { problem } from '@bridge/domain';
import { Fault } from '../faults/fault.js';

/** Two admins finished at the same moment and the other one came first. Says nothing of whose the organisation is now. */
export function organisationTaken(name: string | undefined): Fault {
  const detail = `${name ?? 'This organisation'} was connected elsewhere a moment ago.`;
  return new Fault({ kind: 'refused', problems: [problem('organisation_taken', 'organisationId', detail)] }, detail);
}
