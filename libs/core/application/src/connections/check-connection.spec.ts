import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

describe('Checking a connection', () => {
  let bridge: MemoryBridge;
  const check = async () => (await bridge.uses.checkConnection.run(TENANT, CONNECTION))?.code;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
  });

  it('keeps the chart of this moment', async () => {
    bridge.books.archiveAccount('200');
    expect(await check()).toBeUndefined();
    const chart = await bridge.run((store) => store.charts.find(CONNECTION));
    expect(chart?.accounts.find((account) => account.code === '200')?.isActive).toBe(false);
  });

  it('notices that the owner threw us out, and says so once', async () => {
    bridge.ledger.disconnect(bridge.address.organisationId);
    expect([await check(), await check()]).toEqual(['disconnected', 'disconnected']);
    expect(await bridge.connection()).toMatchObject({ state: 'lost', disconnectedAt: bridge.clock.now() });
    const story = await bridge.run((store) => store.audit.about({ kind: 'connection', id: CONNECTION }));
    expect(story.map((entry) => entry.action)).toEqual(['connection.lost']);
  });

  it('notices that we were let in again', async () => {
    bridge.ledger.disconnect(bridge.address.organisationId);
    await check();
    bridge.ledger.reconnect(bridge.address.organisationId);
    expect(await check()).toBeUndefined();
    expect(await bridge.connection()).toMatchObject({ state: 'connected' });
    expect(await bridge.connection()).not.toHaveProperty('disconnectedAt');
    const story = await bridge.run((store) => store.audit.about({ kind: 'connection', id: CONNECTION }));
    expect(story.map((entry) => entry.action)).toEqual(['connection.lost', 'connection.restored']);
  });

  it('pauses the connection while the ledger is out of order, and ends the pause with the first answer', async () => {
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'readChart' });
    expect(await check()).toBe('unavailable');
    expect(await bridge.connection()).toMatchObject({ state: 'connected', pausedFor: 'unavailable' });
    await check();
    expect(await bridge.connection()).not.toHaveProperty('pausedUntil');
  });

  it('asks nothing for a connection that is switched off', async () => {
    await bridge.run((store) => store.connections.update(CONNECTION, (current) => ({ ...current, state: 'off' })));
    bridge.ledger.disconnect(bridge.address.organisationId);
    expect(await check()).toBeUndefined();
    expect(await bridge.connection()).toMatchObject({ state: 'off' });
  });
});
