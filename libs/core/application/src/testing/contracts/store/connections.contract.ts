import { initialSettings, type Chart } from '@bridge/domain';
import type { Grant } from '../../../connections/grants.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import {
  aConnection,
  aTenant,
  freshId,
  freshTenantId,
  MINUTE,
  NOW,
  settingsWithInvoices,
  without,
} from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeConnectionsContract(name: string, make: MakeStoreWorld): void {
  describe(`Connections: ${name}`, () => {
    let world: StoreWorld;
    beforeEach(async () => {
      world = await make();
    });

    it('gives back every connection exactly as it was added', async () => {
      const tenantId = freshTenantId();
      const { organisation: offered, ...rest } = aConnection(tenantId, { subsidiaryName: 'A', state: 'choosing' });
      const choosing = { ...rest, offered: offered ? [offered] : [] };
      const paused = aConnection(tenantId, {
        subsidiaryName: 'B',
        pausedUntil: NOW + MINUTE,
        pausedFor: 'rate_limited',
        lastImportedAt: NOW,
        paymentsSwitchedOnAt: NOW,
      });
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.connections.add(paused);
        await store.connections.add(choosing);
        expect(await store.connections.all()).toEqual([choosing, paused]);
        expect(await store.connections.find(paused.id)).toEqual(paused);
        expect(await store.connections.find(freshId())).toBeUndefined();
      });
    });

    it('changes a connection, and none that does not exist', async () => {
      const { tenantId, connection } = await aSettledTenant(world, { pausedUntil: NOW });
      const resumed = without(connection, 'pausedUntil');
      await world.unitOfWork.run(tenantId, async (store) => {
        expect(await store.connections.update(connection.id, () => resumed)).toEqual(resumed);
        expect(await store.connections.find(connection.id)).toEqual(resumed);
        await expect(store.connections.update(freshId(), (row) => row)).rejects.toThrow(RangeError);
      });
    });

    it('refuses an organisation that another tenant has connected, until that one lets go', async () => {
      const first = await aSettledTenant(world);
      const tenantId = freshTenantId();
      const { organisation } = first.connection;
      const second = aConnection(tenantId, organisation && { organisation });
      const add = () => world.unitOfWork.run(tenantId, (store) => store.connections.add(second));
      await expect(add()).rejects.toMatchObject({
        fault: { kind: 'refused', problems: [{ code: 'organisation_taken' }] },
      });
      await world.unitOfWork.run(first.tenantId, (store) =>
        store.connections.update(first.connectionId, (row) => ({ ...row, state: 'off', disconnectedAt: NOW })),
      );
      await add();
      expect(await world.directory.connectionsOf(organisation?.organisationId ?? '')).toEqual([
        { tenantId, connectionId: second.id, subsidiaryName: second.subsidiaryName },
      ]);
    });

    it('refuses a second live connection of one subsidiary', async () => {
      const { tenantId, connection } = await aSettledTenant(world);
      const second = aConnection(tenantId, { subsidiaryId: connection.subsidiaryId });
      await expect(world.unitOfWork.run(tenantId, (store) => store.connections.add(second))).rejects.toThrow(
        RangeError,
      );
    });
  });
}

export function describeTenantsContract(name: string, make: MakeStoreWorld): void {
  describe(`Tenants and grants: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);

    beforeEach(async () => {
      world = await make();
      tenantId = freshTenantId();
    });

    it('keeps a tenant with its token, and forgets the token when it is gone', async () => {
      const tenant = aTenant(tenantId, { sourceToken: 'a token with ü and €', plan: 'professional' });
      await run((store) => store.tenants.save(tenant));
      expect(await run((store) => store.tenants.find())).toEqual(tenant);
      await run((store) => store.tenants.save(aTenant(tenantId)));
      expect(await run((store) => store.tenants.find())).toEqual(aTenant(tenantId));
    });

    it('refuses to save another tenant', async () => {
      await expect(run((store) => store.tenants.save(aTenant(freshTenantId())))).rejects.toThrow(RangeError);
    });

    it('finds a grant by its id and by its ledger user, and the newest tokens', async () => {
      const grant = aGrant(tenantId);
      const renewed = { ...grant, version: 2, tokens: { ...grant.tokens, refreshToken: 'refresh-2' }, refusedAt: NOW };
      await run((store) => store.grants.save(grant));
      expect(await run((store) => store.grants.find(grant.id))).toEqual(grant);
      await run((store) => store.grants.save(renewed));
      expect(await run((store) => store.grants.find(grant.id))).toEqual(renewed);
      expect(await run((store) => store.grants.ofLedgerUser(grant.ledgerUserId))).toEqual(renewed);
      expect(await run((store) => store.grants.ofLedgerUser('nobody'))).toBeUndefined();
    });

    it('forgets the tokens of a grant', async () => {
      const grant = aGrant(tenantId);
      await run((store) => store.grants.save(grant));
      await run((store) => store.grants.wipe(grant.id));
      expect(await run((store) => store.grants.find(grant.id))).toBeUndefined();
    });
  });
}

export function describeSettingsContract(name: string, make: MakeStoreWorld): void {
  describe(`Settings and charts: ${name}`, () => {
    let world: StoreWorld;
    beforeEach(async () => {
      world = await make();
    });

    it('starts with the initial settings at version 0, then has what was saved', async () => {
      const { tenantId, connectionId } = await aSettledTenant(world);
      const saved = { settings: settingsWithInvoices, version: 1, savedAt: NOW, savedBy: 'Ada Brightwell' };
      await world.unitOfWork.run(tenantId, async (store) => {
        expect(await store.settings.find(connectionId)).toEqual({ settings: initialSettings, version: 0 });
        await store.settings.save(connectionId, saved);
        expect(await store.settings.find(connectionId)).toEqual(saved);
      });
    });

    it('keeps who reviewed the settings last', async () => {
      const { tenantId, connectionId } = await aSettledTenant(world);
      await world.unitOfWork.run(tenantId, async (store) => {
        expect(await store.reviews.find(connectionId)).toBeUndefined();
        await store.reviews.save(connectionId, { reviewedAt: NOW, reviewedBy: 'Ada' });
        await store.reviews.save(connectionId, { reviewedAt: NOW + 1, reviewedBy: 'Ben' });
        expect(await store.reviews.find(connectionId)).toEqual({ reviewedAt: NOW + 1, reviewedBy: 'Ben' });
        expect(await store.reviews.find(freshId())).toBeUndefined();
      });
    });

    it('keeps the last chart read', async () => {
      const { tenantId, connectionId } = await aSettledTenant(world);
      await world.unitOfWork.run(tenantId, async (store) => {
        expect(await store.charts.find(connectionId)).toBeUndefined();
        await store.charts.save(connectionId, aChart(NOW));
        await store.charts.save(connectionId, aChart(NOW + MINUTE));
        expect(await store.charts.find(connectionId)).toEqual(aChart(NOW + MINUTE));
      });
    });
  });
}

function aGrant(tenantId: string): Grant {
  return {
    id: freshId(),
    tenantId,
    ledgerUserId: freshId(),
    ledgerUserName: 'Ada Brightwell',
    tokens: {
      accessToken: 'access-1',
      accessExpiresAt: NOW + 30 * MINUTE,
      refreshToken: 'refresh-1',
      refreshExpiresAt: NOW + 60 * 24 * 60 * MINUTE,
      scopes: ['accounting.invoices', 'offline_access'],
    },
    version: 1,
  };
}

const organisationId = freshId();

function aChart(readAt: number): Chart {
  return {
    organisation: {
      id: organisationId,
      name: 'Brightwell Studio Ltd',
      countryCode: 'GB',
      baseCurrency: 'GBP',
      lockedThrough: '2026-03-31',
      keepsDocuments: true,
    },
    accounts: [{ code: '200', name: 'Sales', class: 'revenue', isActive: true, isPostable: true, isRounding: false }],
    taxRates: [{ taxType: 'OUTPUT2', name: '20%', ratePercent: '20.0', isActive: true, appliesTo: ['revenue'] }],
    currencies: ['GBP', 'EUR'],
    brandingThemes: [],
    readAt,
  };
}
