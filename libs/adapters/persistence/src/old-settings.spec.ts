import { completeSettings, initialSettings } from '@bridge/domain';
import { aSettledTenant } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

describe('Settings that an earlier release stored', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await openTestWorld();
  }, 60_000);
  afterAll(() => world.close());

  it('are read with the choices of a new connection where they have none', async () => {
    const { tenantId, connectionId } = await aSettledTenant(world);
    const chosen = { ...initialSettings, options: { ...initialSettings.options, exportInvoices: true } };
    await world.unitOfWork.run(tenantId, (store) =>
      store.settings.save(connectionId, { settings: chosen, version: 1 }),
    );
    await world.execute(`update settings set settings = settings #- '{options,closedPeriods}'`);
    const saved = await world.unitOfWork.run(tenantId, (store) => store.settings.find(connectionId));
    expect(saved).toEqual({ settings: completeSettings(chosen), version: 1 });
  });
});
