import { Fault, type Plan, type SourceIdentity, type SourcePerson } from '@bridge/application';
import { related, relatedId, type Resource } from './client/json-api.js';
import type { ProductiveClient, ProductiveSession } from './client/productive-client.js';
import { readText } from './mappers/values.js';

/** The role of admins: of people in `role_id`, of an organisation's own roles in `base_role_id`. */
const ADMIN = 1;

const PLANS: ReadonlySet<string> = new Set<Plan>(['essential', 'professional', 'ultimate']);

export class ProductiveIdentity implements SourceIdentity {
  constructor(private readonly client: ProductiveClient) {}

  async verify(organisationId: string, token: string): Promise<SourcePerson> {
    const session = this.client.as({ organisationId, token });
    const memberships = await session.all('organization_memberships', {
      include: 'organization,person,person.custom_role',
    });
    const membership = memberships.find((each) => relatedId(each, 'organization') === organisationId);
    const person = membership && related(membership, 'person');
    if (!person) throw new Fault({ kind: 'not_found' }, 'The token does not belong to this organisation');
    const organisation = await ownOrganisation(session, organisationId);
    const isOneOfAdmins = isAdmin(person) || relatedId(organisation, 'owner') === person.id;
    const names = [readText(person, 'first_name'), readText(person, 'last_name')];
    return {
      id: person.id,
      name: names.filter((name) => name !== undefined).join(' '),
      email: readText(person, 'email') ?? '',
      isAdmin: isOneOfAdmins,
      mayWrite: isOneOfAdmins && (await mayWrite(session)),
      organisation: {
        id: organisation.id,
        name: readText(organisation, 'name') ?? '',
        plan: planOf(related(organisation, 'organization_subscription')),
        timeZone: readText(organisation, 'time_zone') ?? 'Etc/UTC',
      },
    };
  }
}

/**
 * Nothing in Productive's API tells a token that may only read: it fails at its first write. So one is tried that can do
 * nothing, to a company that never was: 403 for such a token, 404 for all others.
 */
async function mayWrite(session: ProductiveSession): Promise<boolean> {
  try {
    await session.change('companies', '0', {}, 'source_unauthorised');
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.fault.kind === 'rate_limited' || error.fault.kind === 'unavailable') throw error;
    return error.fault.kind !== 'unauthorised';
  }
}

async function ownOrganisation(session: ProductiveSession, id: string): Promise<Resource> {
  const all = await session.all('organizations', { include: 'owner,organization_subscription' });
  const own = all.find((organisation) => organisation.id === id);
  if (!own) throw new Fault({ kind: 'not_found' }, 'The token does not show this organisation');
  return own;
}

function isAdmin(person: Resource): boolean {
  const role = related(person, 'custom_role');
  return Number(person.attributes['role_id']) === ADMIN || Number(role?.attributes['base_role_id']) === ADMIN;
}

/** A plan that we have never heard of is not taken for one that we have. */
function planOf(subscription: Resource | undefined): Plan {
  const plan = subscription && readText(subscription, 'plan_type')?.toLowerCase();
  return plan !== undefined && PLANS.has(plan) ? (plan as Plan) : 'unknown';
}
