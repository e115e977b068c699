import { isFault, type FaultKind } from '@bridge/application';
import { sampleBill } from '@bridge/application/testing';
import type { FaultKind as SimulatedFault } from '@bridge/simulator-xero';
import { startSimulatedWorld, type SimulatedWorld } from './testing/simulated-world.js';

const MINUTE = 60_000;
const lost: FaultKind = { kind: 'uncertain', isReplayable: true };
const stored: FaultKind = { kind: 'uncertain', isReplayable: false };
const offline: FaultKind = { kind: 'unavailable', retryAfterMs: 5 * MINUTE };

describe('when Xero fails', () => {
  let world: SimulatedWorld;
  let contactId: string;
  beforeEach(async () => {
    world = await startSimulatedWorld();
    const [outcome] = await world.contacts.create(world.studio, [{ companyId: '501', name: 'Northwind' }], 'c');
    contactId = outcome?.ok ? outcome.contact.id : '';
  });
  afterEach(() => world.close());

  const create = (key = 'k') =>
    world.documents.create(world.studio, key, world.documents.compose([sampleBill(contactId)]));
  const count = async () => {
    const bill = sampleBill(contactId);
    return (await world.documents.findByMarker(world.studio, [bill], 0)).get(bill.marker)?.length ?? 0;
  };

  it.each<[SimulatedFault, FaultKind, number]>([
    ['insufficient-scope', { kind: 'unauthorised' }, 0],
    ['forbidden', { kind: 'disconnected' }, 0],
    ['not-found', { kind: 'not_found' }, 0],
    ['error-before-commit', stored, 0],
    ['error-after-commit', stored, 1],
    ['maintenance', offline, 0],
    ['unavailable', offline, 0],
    ['organisation-offline', offline, 0],
    ['drop-before', lost, 0],
    ['commit-then-drop', lost, 1],
    ['html', lost, 1],
    ['truncated', lost, 1],
  ])('a create that meets %s becomes %j, with %i documents in the books', async (kind, fault, documents) => {
    world.simulator.faults.next({ kind, match: { method: 'PUT' } });
    expect(await faultOf(create())).toEqual(fault);
    expect(await count()).toBe(documents);
  });

  it.each<[SimulatedFault, FaultKind]>([
    ['error-before-commit', { kind: 'unavailable' }],
    ['drop-before', { kind: 'unavailable' }],
    ['truncated', { kind: 'unavailable' }],
    ['html', { kind: 'unavailable' }],
    ['organisation-offline', offline],
  ])('a read that meets %s becomes %j', async (kind, fault) => {
    world.simulator.faults.next({ kind, match: { method: 'GET' } });
    expect(await faultOf(world.changes.documents(world.studio, 0, 1))).toEqual(fault);
  });

  it.each<[SimulatedFault, 'short' | 'day']>([
    ['limit-concurrent', 'short'],
    ['limit-minute', 'short'],
    ['limit-day', 'day'],
    ['limit-appminute', 'short'],
  ])('%s is a rate limit, and nothing was written', async (kind, scope) => {
    world.simulator.faults.next({ kind, match: { method: 'PUT' } });
    expect(await faultOf(create())).toMatchObject({ kind: 'rate_limited', scope });
    expect(await count()).toBe(0);
  });

  it.each<SimulatedFault>(['bad-request', 'precondition-failed', 'not-implemented'])(
    '%s is a fault of ours that a person is told about',
    async (kind) => {
      world.simulator.faults.next({ kind, match: { method: 'PUT' } });
      const fault = await faultOf(create());
      expect(fault.kind === 'refused' && fault.problems.length).toBeGreaterThan(0);
    },
  );

  it.each<SimulatedFault>(['html', 'truncated', 'drop-before', 'commit-then-drop'])(
    'a replay under the same key after %s gives the one document',
    async (kind) => {
      world.simulator.faults.next({ kind, match: { method: 'PUT' } });
      await faultOf(create());
      expect((await create()).outcomes[0]?.ok).toBe(true);
      expect(await count()).toBe(1);
    },
  );

  it('an expired token is renewed in passing', async () => {
    await world.advance(31 * MINUTE);
    expect((await create()).outcomes[0]?.ok).toBe(true);
  });

  it('a token that ran out does not mean that access was lost', async () => {
    const { tokens } = await world.access.exchange(await world.consent('state-1'), 'state-1');
    await world.advance(31 * MINUTE);
    expect(await faultOf(world.access.organisations(tokens.accessToken))).toEqual({ kind: 'unavailable' });
  });

  it('a refresh whose answer was lost is uncertain, and works when asked again', async () => {
    const code = await world.consent('state-1');
    const { tokens } = await world.access.exchange(code, 'state-1');
    world.simulator.faults.next({ kind: 'lost-refresh' });
    expect(await faultOf(world.access.refresh(tokens.refreshToken))).toEqual(lost);
    expect((await world.access.refresh(tokens.refreshToken)).accessToken).not.toBe('');
  });

  it('a batch can be refused in part', async () => {
    world.simulator.faults.next({ kind: 'partial-batch', element: 1, match: { method: 'PUT' } });
    const wire = world.documents.compose([1, 2, 3].map((each) => sampleBill(contactId, { number: `B-${each}` })));
    const { outcomes } = await world.documents.create(world.studio, 'k', wire);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
  });

  it('a consent tells who gave it', async () => {
    const consent = await world.access.exchange(await world.consent('state-1'), 'state-1');
    expect(consent.ledgerUserName).toBe('Zoe Advisor');
  });

  it('a code that Xero does not know is refused', async () => {
    expect((await faultOf(world.access.exchange('no-such-code', 'state-1'))).kind).toBe('refused');
  });

  it('a code cannot be used by somebody who did not begin the consent', async () => {
    const code = await world.consent('state-1');
    expect((await faultOf(world.access.exchange(code, 'state-2'))).kind).toBe('refused');
  });
});

async function faultOf(call: Promise<unknown>): Promise<FaultKind> {
  const outcome = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (!isFault(outcome)) throw new Error('Expected a fault', { cause: outcome });
  return outcome.fault;
}
