import { Fault } from '../faults/fault.js';
import { instead } from '../testing/bridge/instead.js';
import { FixedClock } from '../testing/memory/fixed-clock.js';
import { createMemoryWorld } from '../testing/memory/memory-world.js';
import { FakeSource } from '../testing/source/fake-source.js';
import { SignIn } from './sign-in.js';
import type { SourceIdentity } from './source-identity.js';

const HOUR = 3_600_000;
const ADMIN = 'sandbox-brightwell-admin';

describe('Signing in', () => {
  const clock = new FixedClock();
  let world: ReturnType<typeof createMemoryWorld>;
  let identity: SourceIdentity;
  beforeEach(() => {
    world = createMemoryWorld({ clock });
    identity = new FakeSource(clock);
  });
  const signIn = (organisationId: string, token: string) => {
    const secrets = { create: () => 'secret', fingerprint: (secret: string) => `#${secret}` };
    return new SignIn(identity, world.unitOfWork, world.doorkeeper, secrets, clock).run(organisationId, token);
  };
  const tenant = (id: string) => world.unitOfWork.run(id, (store) => store.tenants.find());

  it('opens a session of twelve hours, of which only the fingerprint is kept', async () => {
    expect(await signIn('1001', ADMIN)).toMatchObject({ ok: true, value: { secret: 'secret' } });
    expect(await world.doorkeeper.session('#secret', clock.now())).toMatchObject({
      tenantId: '1001',
      personName: 'Brightwell Studio Admin',
    });
    expect(await world.doorkeeper.session('secret', clock.now())).toBeUndefined();
    expect(await world.doorkeeper.session('#secret', clock.now() + 12 * HOUR)).toBeUndefined();
  });

  it('keeps the plan, and the token for background work', async () => {
    await signIn('1001', ADMIN);
    expect(await tenant('1001')).toMatchObject({ plan: 'ultimate', sourceToken: ADMIN, timeZone: 'Europe/London' });
  });

  it('keeps what it knew of the organisation already', async () => {
    await signIn('1001', ADMIN);
    const expensePayments = { isVisible: true, isForced: true, wasVisibleBefore: false };
    const before = await tenant('1001');
    if (before) await world.unitOfWork.run('1001', (store) => store.tenants.save({ ...before, expensePayments }));
    await signIn('1001', ADMIN);
    expect(await tenant('1001')).toMatchObject({ expensePayments });
  });

  it.each([
    ['a member who is no admin', '1001', 'sandbox-brightwell-member', 'not_admin'],
    ['an admin whose token may only read', '1001', 'sandbox-brightwell-readonly', 'token_read_only'],
    ['a token that nobody knows', '1001', 'guessed', 'token_unknown'],
    ['a token of another organisation', '1002', ADMIN, 'organisation_unknown'],
  ])('refuses %s', async (_who, organisationId, token, code) => {
    expect(await signIn(organisationId, token)).toMatchObject({ ok: false, problems: [{ code }] });
    expect(await tenant(organisationId)).toBeUndefined();
    expect(await world.doorkeeper.session('#secret', clock.now())).toBeUndefined();
  });

  it('lets nobody in while the source cannot be asked', async () => {
    identity = instead(identity, {
      verify: async () => {
        throw new Fault({ kind: 'unavailable' }, 'Out of order');
      },
    });
    await expect(signIn('1001', ADMIN)).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect(await tenant('1001')).toBeUndefined();
  });
});
