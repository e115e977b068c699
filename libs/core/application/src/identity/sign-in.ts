import { problem, type Checked, type Instant } from '@bridge/domain';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Secrets } from '../runtime/secrets.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { Doorkeeper } from './sessions.js';
import type { SourceIdentity, SourcePerson } from './source-identity.js';
import type { Tenant } from './tenants.js';

const SESSION_MS = 12 * 3_600_000;

export interface SignedIn {
  /** For the cookie; shown to nobody else. */
  readonly secret: string;
  readonly person: SourcePerson;
  readonly expiresAt: Instant;
}

/** Lets in an admin of a source organisation who proves it with a personal access token, and keeps the token for background work. */
export class SignIn {
  constructor(
    private readonly identity: SourceIdentity,
    private readonly unitOfWork: UnitOfWork,
    private readonly doorkeeper: Doorkeeper,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async run(organisationId: string, token: string): Promise<Checked<SignedIn>> {
    const person = await this.#verify(organisationId, token);
    if (!person.ok) return person;
    if (!person.value.isAdmin)
      return {
        ok: false,
        problems: [
          problem('not_admin', 'token', `${person.value.name} is not an admin of ${person.value.organisation.name}.`),
        ],
      };
    if (!person.value.mayWrite)
      return {
        ok: false,
        problems: [problem('token_read_only', 'token', 'This token may read in Productive, but not write.')],
      };
    const now = this.clock.now();
    const secret = this.secrets.create();
    await this.unitOfWork.run(person.value.organisation.id, async (store) => {
      await store.tenants.save(welcomed(await store.tenants.find(), person.value, token, now));
      await store.audit.append({
        at: now,
        by: person.value.name,
        action: 'session.opened',
        subject: { kind: 'session', id: person.value.id },
        detail: { plan: person.value.organisation.plan },
      });
    });
    await this.doorkeeper.openSession({
      secretHash: this.secrets.fingerprint(secret),
      tenantId: person.value.organisation.id,
      personId: person.value.id,
      personName: person.value.name,
      createdAt: now,
      expiresAt: now + SESSION_MS,
    });
    return { ok: true, value: { secret, person: person.value, expiresAt: now + SESSION_MS } };
  }

  async #verify(organisationId: string, token: string): Promise<Checked<SourcePerson>> {
    try {
      return { ok: true, value: await this.identity.verify(organisationId, token) };
    } catch (error) {
      if (isFault(error) && error.fault.kind === 'unauthorised')
        return { ok: false, problems: [problem('token_unknown', 'token', 'Productive does not know this token.')] };
      if (isFault(error) && error.fault.kind === 'not_found')
        return {
          ok: false,
          problems: [
            problem(
              'organisation_unknown',
              'organisationId',
              `The token does not belong to organisation ${organisationId}.`,
            ),
          ],
        };
      throw error;
    }
  }
}

function welcomed(known: Tenant | undefined, person: SourcePerson, token: string, now: Instant): Tenant {
  const { id, name, plan, timeZone } = person.organisation;
  return {
    id,
    name,
    plan,
    timeZone,
    expensePayments: known?.expensePayments ?? { isVisible: false, isForced: false, wasVisibleBefore: false },
    sourceToken: token,
    ...(known?.sourceHooks && { sourceHooks: known.sourceHooks }),
    checkedAt: now,
  };
}
