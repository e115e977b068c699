import { problem } from '@bridge/domain';
import { aSettledTenant } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

const NOW = Date.UTC(2026, 10, 30);
let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);

afterAll(() => world.close());

/** An organisation of which something is kept in several tables. */
async function anOrganisation(state: 'connected' | 'off') {
  const { tenantId, connectionId, connection } = await aSettledTenant(world, { state });
  await world.doorkeeper.openSession({
    ...{ secretHash: `session of ${tenantId}`, tenantId, personId: '1', personName: 'Ada' },
    ...{ createdAt: NOW, expiresAt: NOW + 1 },
  });
  await world.unitOfWork.run(tenantId, async (store) => {
    await store.findings.report({ key: 'k', connectionId, problem: problem('unavailable', 'x', 'Away'), foundAt: NOW });
    const subject = { kind: 'connection', id: connectionId } as const;
    await store.audit.append({ at: NOW, by: 'Ada', action: 'connection.disconnected', subject, detail: {} });
  });
  return { tenantId, connection };
}

const kept = (tenantId: string) =>
  world.unitOfWork.run(tenantId, async (store) => ({
    tenant: await store.tenants.find(),
    connections: (await store.connections.all()).length,
    trail: (await store.audit.about({ kind: 'tenant', id: tenantId })).map(({ action }) => action),
  }));

describe('Security 22: erasing an organisation', () => {
  it('leaves its audit trail and nothing else, and every row of others', async () => {
    const [{ tenantId }, other] = [await anOrganisation('off'), await anOrganisation('off')];
    const before = await kept(other.tenantId);
    const erasure = await world.eraseTenant(tenantId, NOW);
    expect(erasure).toMatchObject({
      outcome: 'erased',
      rows: { tenants: 1, connections: 1, findings: 1, sessions: 1 },
    });
    expect(await kept(tenantId)).toEqual({ tenant: undefined, connections: 0, trail: ['tenant.erased'] });
    expect(await world.verifyAuditChain(tenantId)).toMatchObject({ entries: 2 });
    expect(await kept(other.tenantId)).toEqual(before);
  });

  it('is refused while it is connected, and changes nothing', async () => {
    const { tenantId, connection } = await anOrganisation('connected');
    const before = await kept(tenantId);
    expect(await world.eraseTenant(tenantId, NOW)).toEqual({
      ...{ outcome: 'connected', connections: [connection.subsidiaryName] },
    });
    expect(await kept(tenantId)).toEqual(before);
  });

  it('finds nothing of an organisation that is not known', async () => {
    expect(await world.eraseTenant('nobody', NOW)).toEqual({ outcome: 'unknown' });
    expect((await kept('nobody')).trail).toEqual([]);
  });
});
