import { problem, type Checked } from '@bridge/domain';
import type { Clock } from '../runtime/clock.js';
import type { Ids } from '../runtime/ids.js';
import type { Secrets } from '../runtime/secrets.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { Connection } from './connection.js';
import type { ConsentRequest, Directory } from './directory.js';
import type { Consent, LedgerAccess } from './ledger-access.js';
import { forgetOrganisation, joinOrganisation, refuseIfTaken } from './organisation-choice.js';

/**
 * Takes back an admin who has given consent. One organisation granted: connected at once. Several, one that is in use,
 * or another one than before: the connection waits in `choosing` for the admin's word.
 */
export class CompleteConnect {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: LedgerAccess,
    private readonly directory: Directory,
    private readonly secrets: Secrets,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(state: string, code: string, sessionHash: string): Promise<Checked<Connection>> {
    const now = this.clock.now();
    const request = await this.directory.takeConsentRequest(this.secrets.fingerprint(state), now);
    if (request === undefined || request.sessionHash !== sessionHash) {
      return {
        ok: false,
        problems: [
          problem(
            'consent_expired',
            'state',
            'The consent took longer than ten minutes, was used before, or was begun by somebody else.',
          ),
        ],
      };
    }
    const consent = await this.access.exchange(code, state);
    const [only, ...others] = consent.organisations;
    if (only === undefined)
      return {
        ok: false,
        problems: [problem('organisation_missing', 'organisations', 'Xero granted no organisation.')],
      };
    const isGivenAway = await this.#isGivenAway(request);
    const connection = await this.unitOfWork.run(request.tenantId, async (store) =>
      this.#choosing(store, request, consent, isGivenAway),
    );
    const isSame =
      connection.organisation === undefined || connection.organisation.organisationId === only.organisationId;
    if (others.length > 0 || !isSame) return { ok: true, value: connection };
    const free = await refuseIfTaken(this.directory, request.tenantId, connection.id, only);
    if (!free.ok) return free;
    return {
      ok: true,
      value: await this.unitOfWork.run(request.tenantId, (store) =>
        joinOrganisation(store, connection, only, request.begunBy, now),
      ),
    };
  }

  /** The organisation was let go of, and somebody else has connected it since: there is no way back to it. */
  async #isGivenAway({ tenantId, connectionId = '' }: ConsentRequest): Promise<boolean> {
    const before = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    if (before?.state !== 'off' || before.organisation === undefined) return false;
    const users = await this.directory.connectionsOf(before.organisation.organisationId);
    return users.some((user) => user.connectionId !== connectionId);
  }

  async #choosing(store: Store, request: ConsentRequest, consent: Consent, isGivenAway: boolean): Promise<Connection> {
    const known = await store.grants.ofLedgerUser(consent.ledgerUserId);
    const grantId = known?.id ?? this.ids.next();
    await store.grants.save({
      id: grantId,
      tenantId: request.tenantId,
      ledgerUserId: consent.ledgerUserId,
      ledgerUserName: consent.ledgerUserName,
      tokens: consent.tokens,
      version: (known?.version ?? 0) + 1,
    });
    const existing = (await store.connections.all()).find(
      (connection) => connection.subsidiaryId === request.subsidiaryId,
    );
    if (existing !== undefined && isGivenAway)
      await forgetOrganisation(store, existing, request.begunBy, this.clock.now());
    if (existing !== undefined) {
      await this.#forgetUnused(store, existing, grantId);
      return store.connections.update(existing.id, (current) => ({
        ...current,
        state: 'choosing',
        grantId,
        offered: consent.organisations,
      }));
    }
    const connection: Connection = {
      id: this.ids.next(),
      tenantId: request.tenantId,
      subsidiaryId: request.subsidiaryId,
      subsidiaryName: request.subsidiaryName,
      state: 'choosing',
      grantId,
      offered: consent.organisations,
      connectedBy: request.begunBy,
    };
    await store.connections.add(connection);
    return connection;
  }

  /** Somebody else has consented for it now: the tokens of the one before are nobody's, unless another connection has them. */
  async #forgetUnused(store: Store, { id, grantId: before }: Connection, grantId: string): Promise<void> {
    if (before === grantId) return;
    const others = (await store.connections.all()).filter((other) => other.id !== id && other.state !== 'off');
    if (!others.some((other) => other.grantId === before)) await store.grants.wipe(before);
  }
}
