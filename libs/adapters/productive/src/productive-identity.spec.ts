import { anError, aList, scriptedProductive, type ScriptedProductive } from './testing/scripted-productive.js';

const to = (type: string, id: string) => ({ data: { type, id } });

interface Who {
  readonly roleId?: number;
  readonly baseRoleId?: number;
  readonly ownerId?: string;
  readonly plan?: string | null;
}

/** Person 5 of organisation 1001, whose token also shows organisation 1002. */
function signedIn({ roleId = 3, baseRoleId, ownerId = '6', plan = 'ultimate' }: Who) {
  const person = {
    ...{
      id: '5',
      type: 'people',
      attributes: { first_name: 'Ada', last_name: null, email: 'ada@brightwell.example', role_id: roleId },
    },
    relationships: { custom_role: baseRoleId === undefined ? { data: null } : to('roles', '31') },
  };
  const role = { id: '31', type: 'roles', attributes: { base_role_id: baseRoleId } };
  const organisation = (id: string) => ({
    ...{ id, type: 'organizations', attributes: { name: `Organisation ${id}`, time_zone: 'Europe/London' } },
    relationships: { owner: to('people', ownerId), organization_subscription: to('organization_subscriptions', '8') },
  });
  const membership = (id: string, organisationId: string) => ({
    ...{ id, type: 'organization_memberships', attributes: {} },
    relationships: { organization: to('organizations', organisationId), person: to('people', '5') },
  });
  const along = [person, role, organisation('1001'), organisation('1002')];
  const subscription = { id: '8', type: 'organization_subscriptions', attributes: { plan_type: plan } };
  const owner = { id: ownerId, type: 'people', attributes: {} };
  return scriptedProductive(({ path }) =>
    path === 'organizations'
      ? aList([organisation('1002'), organisation('1001')], [owner, subscription])
      : aList([membership('2', '1002'), membership('1', '1001')], along),
  );
}

describe('Who stands behind a token', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());
  const verify = async (who: Who) => (script = await signedIn(who)).productive.identity.verify('1001', 'a-token');

  it.each([
    ['the role of admins', { roleId: 1 }, true],
    ['an own role made from that of admins', { roleId: 7, baseRoleId: 1 }, true],
    ['ownership of the organisation', { ownerId: '5' }, true],
    ['any other role', { roleId: 2, baseRoleId: 2 }, false],
  ])('%s decides whether it is an admin', async (_, who, isAdmin) => {
    expect(await verify(who)).toMatchObject({ id: '5', name: 'Ada', isAdmin, organisation: { id: '1001' } });
  });

  it.each([
    ['Ultimate', 'ultimate'],
    ['essential', 'essential'],
    ['galactic', 'unknown'],
    [null, 'unknown'],
  ])('the plan "%s" counts as %s', async (plan, counts) => {
    expect((await verify({ plan })).organisation.plan).toBe(counts);
  });

  it('a token that does not show the organisation finds nobody', async () => {
    script = await signedIn({});
    await expect(script.productive.identity.verify('1003', 'a-token')).rejects.toMatchObject({
      fault: { kind: 'not_found' },
    });
  });

  it('a token that nobody has is unauthorised', async () => {
    script = await scriptedProductive(() => anError(401, 'invalid_auth_token', 'You are not authenticated'));
    await expect(script.productive.identity.verify('1001', 'a-token')).rejects.toMatchObject({
      fault: { kind: 'unauthorised' },
    });
    expect(script.heard[0]?.headers['x-auth-token']).toBe('a-token');
  });
});
