import { settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const HOUR = 3_600_000;

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

  describe('finds a mapping that the ledger no longer offers', () => {
    const found = async () =>
      (await bridge.run((store) => store.findings.open(CONNECTION))).map(({ key, problem }) => [key, problem.code]);
    const archived = [['mapping:invoices.defaultAccount', 'account_archived']];

    it('once for each, from the hour in which it was first seen until it is mended in the ledger', async () => {
      const seenAt = bridge.clock.now();
      bridge.books.archiveAccount('200');
      await check();
      bridge.clock.advance(HOUR);
      bridge.books.archiveTaxRate('OUTPUT2');
      await check();
      expect(await found()).toEqual([...archived, ['mapping:taxRates.sales.501', 'tax_rate_inactive']]);
      expect((await bridge.run((store) => store.findings.open(CONNECTION)))[0]?.foundAt).toBe(seenAt);
      bridge.books.restoreAccount('200');
      bridge.books.restoreTaxRate('OUTPUT2');
      await check();
      expect(await found()).toEqual([]);
    });

    it('and that Productive itself has begun to enter the payments, until it no longer does', async () => {
      bridge.agency.importsPayments([{}]);
      await check();
      expect(await found()).toEqual([['payments_entered_by_source', 'payments_entered_by_source']]);
      bridge.agency.importsPayments([{ subsidiaryId: '12' }]);
      bridge.clock.advance(HOUR);
      await check();
      expect(await found()).toEqual([]);
    });

    it('but not before anything was saved', async () => {
      await bridge.run((store) => store.settings.save(CONNECTION, { settings: settings(), version: 0 }));
      bridge.books.archiveAccount('200');
      await check();
      expect(await found()).toEqual([]);
    });

    it('and leaves what it found as it is while Productive cannot be asked', async () => {
      bridge.books.archiveAccount('200');
      await check();
      bridge.books.restoreAccount('200');
      bridge.clock.advance(HOUR);
      bridge.source.failNext({ kind: 'unavailable' }, { method: 'readReference' });
      expect(await check()).toBeUndefined();
      expect(await found()).toEqual(archived);
    });
  });

  it('asks nothing for a connection that is switched off', async () => {
    await bridge.run((store) => store.connections.update(CONNECTION, (current) => ({ ...current, state: 'off' })));
    bridge.ledger.disconnect(bridge.address.organisationId);
    expect(await check()).toBeUndefined();
    expect(await bridge.connection()).toMatchObject({ state: 'off' });
  });
});
