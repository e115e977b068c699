import { CompleteConnect } from '../../connections/complete-connect.js';
import type { Agency } from '../bridge/agencies.js';
import { userOf, type Stage } from './stage.js';

const MINUTE = 60_000;

/** An admin goes through consent once more, for the same books. Faults of the ledger pass through. */
export async function reconnect(stage: Stage, agency: Agency): Promise<void> {
  const { ledger, world, ports, clock } = stage;
  const { tenantId, subsidiaryId, connectionId, organisationId } = agency;
  const state = `state of ${tenantId}`;
  await world.directory.keepConsentRequest({
    ...{ stateHash: state, sessionHash: 'session', tenantId, subsidiaryId, connectionId },
    ...{ subsidiaryName: agency.name, begunBy: 'Ada', expiresAt: clock.now() + 10 * MINUTE },
  });
  const code = ledger.access.allow(userOf(agency), [organisationId]);
  const secrets = { create: () => state, fingerprint: (secret: string) => secret };
  const complete = new CompleteConnect(world.unitOfWork, ledger.access, world.directory, secrets, ports.ids, clock);
  const outcome = await complete.run(state, code, 'session');
  if (!outcome.ok) throw new Error(outcome.problems.map((found) => found.detail).join(' '));
}
