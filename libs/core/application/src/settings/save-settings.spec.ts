import type { Settings } from '@bridge/domain';
import { settings } from '@bridge/domain/testing';
import { brightwell, connect, type Agency } from '../testing/bridge/agencies.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { brightwellLabs } from '../testing/ledger/fake-organisations.js';

const HOUR = 3_600_000;
const off = (over: Partial<Settings['options']> = {}) =>
  settings({ options: { exportExpenses: false, syncPayments: false, ...over } });

describe('Saving settings', () => {
  let bridge: MemoryBridge;
  const save = (wanted: Settings, version: number, connectionId = CONNECTION) =>
    bridge.uses.saveSettings.run(TENANT, connectionId, wanted, version, 'Ada');
  const stored = () => bridge.run((store) => store.settings.find(CONNECTION));
  const position = () => bridge.run((store) => store.watermarks.find(CONNECTION));
  const section = async () => (await bridge.run((store) => store.tenants.find()))?.expensePayments;
  beforeEach(async () => {
    bridge = await createMemoryBridge({ settings: off() });
  });

  it('keeps them with a new version, who saved them and when, and an audit entry', async () => {
    const wanted = off({ exportExpenses: true });
    expect(await save(wanted, 1)).toMatchObject({ ok: true, saved: { version: 2, savedBy: 'Ada' } });
    expect(await stored()).toEqual({ settings: wanted, version: 2, savedAt: bridge.clock.now(), savedBy: 'Ada' });
    const story = await bridge.run((store) => store.audit.about({ kind: 'settings', id: CONNECTION }));
    expect(story).toMatchObject([{ action: 'settings.saved', by: 'Ada', detail: { version: 2 } }]);
  });

  it('changes nothing when somebody else has saved meanwhile', async () => {
    await save(off({ exportExpenses: true }), 1);
    expect(await save(off({ exportInvoices: false }), 1)).toEqual({ ok: false, currentVersion: 2 });
    expect((await stored()).settings.options.exportInvoices).toBe(true);
  });

  it('keeps incomplete ones as well: the card says what is missing, by the books of this moment', async () => {
    bridge.books.archiveAccount('200');
    const saved = await save(off(), 1);
    expect(saved?.ok && saved.cards.invoices.problems.map((found) => found.code)).toEqual(['account_archived']);
    expect(await stored()).toMatchObject({ version: 2 });
  });

  it('says at once which mappings are mended and which are not', async () => {
    bridge.books.archiveAccount('200');
    await save(off(), 1);
    expect(await bridge.findings()).toEqual(['account_archived']);
    bridge.books.restoreAccount('200');
    await save(off(), 2);
    expect(await bridge.findings()).toEqual([]);
  });

  it('knows no connection that is none', async () => {
    expect(await save(off(), 1, 'nothing')).toBeUndefined();
  });

  describe('that switch the payment sync on', () => {
    it.each([
      ['all subsidiaries', {}, 'payments_entered_by_source'],
      ['this one', { subsidiaryId: '11' }, 'payments_entered_by_source'],
      ['another one', { subsidiaryId: '12' }, undefined],
    ])(
      'is refused while Productive itself imports the payments of %s: they would be there twice',
      async (_, own, code) => {
        bridge.agency.importsPayments([own]);
        const outcome = await save(off({ syncPayments: true }), 1);
        expect(outcome && 'problems' in outcome ? outcome.problems[0]?.code : undefined).toBe(code);
        expect((await stored()).settings.options.syncPayments).toBe(code === undefined);
      },
    );

    it('makes payments count from this moment', async () => {
      bridge.clock.advance(HOUR);
      await save(off({ syncPayments: true }), 1);
      const now = bridge.clock.now();
      expect(await bridge.connection()).toMatchObject({ paymentsSwitchedOnAt: now });
      expect(await position()).toEqual({ lowerBound: now });
      expect(bridge.world.wakes).toMatchObject([{ task: 'import' }]);
    });

    it('begins anew when it was off in between, and reads on from where it was', async () => {
      await save(off({ syncPayments: true }), 1);
      const reached = await position();
      await save(off(), 2);
      expect(await bridge.connection()).not.toHaveProperty('paymentsSwitchedOnAt');
      bridge.clock.advance(HOUR);
      await save(off({ syncPayments: true }), 3);
      expect(await bridge.connection()).toMatchObject({ paymentsSwitchedOnAt: bridge.clock.now() });
      expect(await position()).toEqual(reached);
    });

    it('reads from the day before a chosen one that lies before where it was', async () => {
      await save(off({ syncPayments: true }), 1);
      await save(off(), 2);
      await save(settings({ payments: { importSince: '2026-11-10' } }), 3);
      expect(await position()).toEqual({ lowerBound: Date.UTC(2026, 10, 9) });
    });

    it('moves nothing when something else is saved while it is on', async () => {
      await save(off({ syncPayments: true }), 1);
      const [before, { paymentsSwitchedOnAt }] = [await position(), await bridge.connection()];
      bridge.clock.advance(HOUR);
      await save(off({ syncPayments: true, exportExpenses: true }), 2);
      expect(await position()).toEqual(before);
      expect(await bridge.connection()).toMatchObject({ paymentsSwitchedOnAt });
    });

    it('reads from the day before the chosen one', async () => {
      const chosen = settings({ payments: { importSince: '2026-11-10' } });
      await save(chosen, 1);
      expect(await position()).toEqual({ lowerBound: Date.UTC(2026, 10, 9) });
    });

    it('steps over nothing when the chosen day is moved forward or taken away', async () => {
      const on = (importSince?: string) => settings({ payments: { importSince } });
      await save(on('2026-11-10'), 1);
      bridge.clock.advance(24 * HOUR);
      for (const [version, day] of [[2, '2026-11-25'], [3, undefined]] as const) await save(on(day), version); // prettier-ignore
      expect((await position())?.lowerBound).toBeLessThanOrEqual(Date.UTC(2026, 10, 9));
    });
  });

  describe('that export expenses', () => {
    it('show everybody the payment section of expenses, and hide it again with the last of them', async () => {
      await save(off({ exportExpenses: true }), 1);
      expect(await section()).toEqual({ isVisible: true, isForced: true, wasVisibleBefore: false });
      await save(off(), 2);
      expect(await section()).toMatchObject({ isVisible: false, isForced: false });
    });

    it('leave it visible where it was visible before', async () => {
      await bridge.run(async (store) => {
        const tenant = await store.tenants.find();
        const expensePayments = { isVisible: true, isForced: false, wasVisibleBefore: true };
        if (tenant) await store.tenants.save({ ...tenant, expensePayments });
      });
      await save(off({ exportExpenses: true }), 1);
      await save(off(), 2);
      expect(await section()).toMatchObject({ isVisible: true, isForced: false });
    });

    it('keep it as long as one of two connections does', async () => {
      const labs: Agency = {
        ...brightwell,
        connectionId: 'cccccccc-0000-4000-8000-000000000009',
        subsidiaryId: '12',
        organisationId: brightwellLabs,
        settings: off(),
      };
      await bridge.run((store) => connect(store, labs, bridge.clock.now()));
      await save(off({ exportExpenses: true }), 1);
      await save(off({ exportExpenses: true }), 1, labs.connectionId);
      await save(off(), 2);
      expect(await section()).toMatchObject({ isVisible: true });
      await save(off(), 2, labs.connectionId);
      expect(await section()).toMatchObject({ isVisible: false });
    });
  });
});
