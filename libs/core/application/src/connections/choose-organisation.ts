import { problem, type Checked } from '@bridge/domain';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { Connection } from './connection.js';
import type { Directory } from './directory.js';
import { joinOrganisation, refuseIfTaken } from './organisation-choice.js';

/** The admin's word on which of the granted organisations is meant. Another one than before must be confirmed: links are archived. */
export class ChooseOrganisation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async run(
    tenantId: string,
    connectionId: string,
    organisationId: string,
    by: string,
    isConfirmed: boolean,
  ): Promise<Checked<Connection>> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    const organisation = connection?.offered.find((candidate) => candidate.organisationId === organisationId);
    if (connection?.state !== 'choosing' || organisation === undefined) {
      return {
        ok: false,
        problems: [
          problem(
            'organisation_missing',
            'organisationId',
            'This organisation was not granted. Connect again and choose it at Xero.',
          ),
        ],
      };
    }
    const before = connection.organisation;
    if (before !== undefined && before.organisationId !== organisationId && !isConfirmed) {
      return {
        ok: false,
        problems: [
          problem(
            'organisation_differs',
            'organisationId',
            `${connection.subsidiaryName} was connected to ${before.name}. Its copies stay there; ${organisation.name} starts empty.`,
          ),
        ],
      };
    }
    const free = await refuseIfTaken(this.directory, tenantId, connectionId, organisation);
    if (!free.ok) return free;
    return {
      ok: true,
      value: await this.unitOfWork.run(tenantId, (store) =>
        joinOrganisation(store, connection, organisation, by, this.clock.now()),
      ),
    };
  }
}
