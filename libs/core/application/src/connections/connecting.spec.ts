import { anExpense } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { instead } from '../testing/bridge/instead.js';
import { brightwellLabs, brightwellStudio, starterCap } from '../testing/ledger/fake-organisations.js';
import { SequentialIds } from '../testing/memory/sequential-ids.js';
import { BeginConnect } from './begin-connect.js';
import { ChooseOrganisation } from './choose-organisation.js';
import { CompleteConnect } from './complete-connect.js';
import { Disconnect } from './disconnect.js';
import { TokenCustody } from './token-custody.js';

const MINUTE = 60_000;

/** A desk for connecting, in the world of a bridge that has Brightwell Studio connected already. */
function deskOf({ world, ledger, source, clock }: MemoryBridge) {
  let last = 0;
  const secrets = { create: () => `secret-${(last += 1)}`, fingerprint: (secret: string) => `#${secret}` };
  const tokens = new TokenCustody(world.unitOfWork, ledger.access, world.leases, clock);
  const ids = instead(new SequentialIds(), { next: () => `dddddddd-0000-4000-8000-00000000000${(last += 1)}` });
  const begin = new BeginConnect(world.unitOfWork, source, ledger.access, world.directory, secrets, clock);
  const complete = new CompleteConnect(world.unitOfWork, ledger.access, world.directory, secrets, ids, clock);
  const choose = new ChooseOrganisation(world.unitOfWork, world.directory, clock);
  const disconnect = new Disconnect(world.unitOfWork, ledger.access, world.directory, tokens, clock);
  /** Goes to the consent page; answers the state that comes back. */
  const leave = async (subsidiaryId = '12', sessionHash = 'ada', tenantId = TENANT): Promise<string> => {
    const page = await begin.run({ tenantId, subsidiaryId, by: 'Ada', sessionHash });
    return page.ok ? (/state=(.*)$/.exec(page.value)?.[1] ?? '') : page.problems.map((found) => found.code).join();
  };
  const comeBack = async (state: string, organisationIds: readonly string[], sessionHash = 'ada') =>
    complete.run(state, ledger.access.allow('ada', organisationIds), sessionHash);
  return {
    ...{ leave, comeBack, complete, disconnect, tokens },
    choose: (connectionId: string, organisationId: string, isConfirmed = false) =>
      choose.run(TENANT, connectionId, organisationId, 'Ada', isConfirmed),
  };
}

describe('Connecting a subsidiary', () => {
  let bridge: MemoryBridge;
  let desk: ReturnType<typeof deskOf>;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    desk = deskOf(bridge);
  });
  const connectionOf = async (subsidiaryId: string) =>
    (await bridge.run((store) => store.connections.all())).find((found) => found.subsidiaryId === subsidiaryId);

  it('to the one organisation that was granted: connected at once', async () => {
    const joined = await desk.comeBack(await desk.leave(), [brightwellLabs]);
    expect(joined).toMatchObject({ ok: true, value: { state: 'connected', connectedBy: 'Ada', offered: [] } });
    expect(await connectionOf('12')).toMatchObject({
      state: 'connected',
      organisation: { organisationId: brightwellLabs, name: 'Brightwell Labs Ltd' },
    });
  });

  it('again, by another person at Xero: the tokens of the one before are gone', async () => {
    const before = (await bridge.connection()).grantId;
    const again = await desk.leave('11');
    await desk.complete.run(again, bridge.ledger.access.allow('bob', [brightwellStudio]), 'ada');
    const after = (await bridge.connection()).grantId;
    const grants = await bridge.run(async (store) => [await store.grants.find(before), await store.grants.find(after)]);
    expect([after === before, grants[0], grants[1]?.ledgerUserId]).toEqual([false, undefined, 'bob']);
  });

  it('again, while work goes on under the consent of before: that work is put off, and the connection is well', async () => {
    const before = bridge.address;
    await desk.complete.run(await desk.leave('11'), bridge.ledger.access.allow('bob', [brightwellStudio]), 'ada');
    await expect(desk.tokens.current(before)).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect(await bridge.connection()).toMatchObject({ state: 'connected' });
  });

  it('to one of several: it waits for the admin’s word', async () => {
    const waiting = await desk.comeBack(await desk.leave(), [brightwellLabs, starterCap]);
    expect(waiting).toMatchObject({ ok: true, value: { state: 'choosing' } });
    const { id = '' } = (await connectionOf('12')) ?? {};
    expect(await desk.choose(id, starterCap)).toMatchObject({ ok: true, value: { state: 'connected' } });
    expect((await connectionOf('12'))?.organisation?.organisationId).toBe(starterCap);
  });

  it('to none that was not granted', async () => {
    await desk.comeBack(await desk.leave(), [brightwellLabs, starterCap]);
    const { id = '' } = (await connectionOf('12')) ?? {};
    const codes = { ok: false, problems: [{ code: 'organisation_missing' }] };
    expect(await desk.choose(id, brightwellStudio)).toMatchObject(codes);
    expect(await desk.comeBack(await desk.leave(), [])).toMatchObject(codes);
  });

  it('to an organisation that another subsidiary uses is refused, naming it', async () => {
    const taken = await desk.comeBack(await desk.leave(), [brightwellStudio]);
    expect(taken).toMatchObject({ ok: false, problems: [{ code: 'organisation_taken' }] });
    expect(taken.ok ? '' : taken.problems[0]?.detail).toContain('Brightwell Studio Ltd');
    expect((await connectionOf('12'))?.state).toBe('choosing');
  });

  it('to an organisation of another tenant is refused without naming who it is', async () => {
    await bridge.world.unitOfWork.run('1002', async (store) => {
      const tenant = await bridge.run((mine) => mine.tenants.find());
      if (tenant) await store.tenants.save({ ...tenant, id: '1002' });
    });
    const taken = await desk.comeBack(await desk.leave('21', 'ada', '1002'), [brightwellStudio]);
    expect(taken).toMatchObject({
      ok: false,
      problems: [{ detail: 'Brightwell Studio Ltd is connected to another Productive organisation.' }],
    });
  });

  it('needs the plan, and a subsidiary that exists', async () => {
    expect(await desk.leave('404')).toBe('subsidiary_unknown');
    await bridge.run(async (store) => {
      const tenant = await store.tenants.find();
      if (tenant) await store.tenants.save({ ...tenant, plan: 'essential' });
    });
    expect(await desk.leave()).toBe('feature_unavailable');
  });

  describe('comes to nothing', () => {
    const expired = { ok: false, problems: [{ code: 'consent_expired' }] };

    it('after ten minutes', async () => {
      const state = await desk.leave();
      bridge.clock.advance(10 * MINUTE);
      expect(await desk.comeBack(state, [brightwellLabs])).toMatchObject(expired);
    });

    it('the second time', async () => {
      const state = await desk.leave();
      await desk.comeBack(state, [brightwellLabs]);
      expect(await desk.comeBack(state, [brightwellLabs])).toMatchObject(expired);
    });

    it('for somebody else than who began it', async () => {
      expect(await desk.comeBack(await desk.leave(), [brightwellLabs], 'mallory')).toMatchObject(expired);
    });

    it('with a state that nobody gave out', async () => {
      expect(await desk.comeBack('guessed', [brightwellLabs])).toMatchObject(expired);
    });

    it('with a code that is used up', async () => {
      const state = await desk.leave();
      await expect(desk.complete.run(state, 'used up', 'ada')).rejects.toMatchObject({ fault: { kind: 'refused' } });
      expect(await connectionOf('12')).toBeUndefined();
    });
  });

  it('again with the same organisation: links, settings and the queue go on', async () => {
    bridge.agency.addExpense(anExpense());
    bridge.agency.addExpense(anExpense({ id: '2' }));
    await bridge.copy('expense', ['1']);
    await bridge.send();
    await bridge.copy('expense', ['2']);
    bridge.ledger.disconnect(brightwellStudio);
    await bridge.send();
    expect(await bridge.connection()).toMatchObject({ state: 'lost' });
    expect(await desk.comeBack(await desk.leave('11'), [brightwellStudio])).toMatchObject({
      ok: true,
      value: { id: CONNECTION, state: 'connected' },
    });
    await bridge.send();
    expect((await bridge.exports()).map((found) => found.state)).toEqual(['exported', 'exported']);
    expect(await bridge.links('expense', '1')).toHaveLength(1);
  });

  describe('to another organisation than before', () => {
    beforeEach(async () => {
      for (const id of ['1', '2', '3']) bridge.agency.addExpense(anExpense({ id }));
      await bridge.copy('expense', ['1']);
      await bridge.send();
      await bridge.copy('expense', ['2']);
      bridge.ledger.loseNextAnswer();
      await bridge.send();
      await bridge.copy('expense', ['3']);
      await desk.comeBack(await desk.leave('11'), [brightwellLabs]);
    });

    it('asks first', async () => {
      expect(await bridge.connection()).toMatchObject({ state: 'choosing' });
      expect(await desk.choose(CONNECTION, brightwellLabs)).toMatchObject({
        ok: false,
        problems: [{ code: 'organisation_differs' }],
      });
      expect(await bridge.links('expense', '1')).toHaveLength(1);
    });

    it('archives the links, and sends nothing there that was meant for the old books', async () => {
      expect(await desk.choose(CONNECTION, brightwellLabs, true)).toMatchObject({ ok: true });
      bridge.clock.advance(20 * MINUTE);
      await bridge.send();
      expect(bridge.ledger.accountant(brightwellLabs).documents()).toEqual([]);
      expect(await bridge.links('expense', '1')).toEqual([]);
      expect((await bridge.exports()).map((found) => [found.state, found.problems[0]?.code])).toEqual([
        ['exported', undefined],
        ['refused', 'organisation_differs'],
        ['refused', 'organisation_differs'],
      ]);
    });

    it('copies by the accounts and contacts of the new books, not those of the old', async () => {
      await desk.choose(CONNECTION, brightwellLabs, true);
      const { refused } = await bridge.copy('expense', ['1']);
      expect(refused[0]?.problems[0]?.code).toBe('not_connected');
      await bridge.uses.checkConnection.run(TENANT, CONNECTION);
      await bridge.copy('expense', ['1']);
      await bridge.send();
      expect((await bridge.export('1')).state).toBe('exported');
      expect(bridge.ledger.accountant(brightwellLabs).documents()).toHaveLength(1);
    });

    it('brings back no payments of the new books that are older than the move', async () => {
      bridge.clock.advance(MINUTE);
      await desk.choose(CONNECTION, brightwellLabs, true);
      const now = bridge.clock.now();
      expect(await bridge.connection()).toMatchObject({ paymentsSwitchedOnAt: now });
      expect(await bridge.run((store) => store.watermarks.find(CONNECTION))).toEqual({ lowerBound: now });
    });
  });

  it('to new books, after another subsidiary took the old ones over', async () => {
    await desk.disconnect.run(TENANT, CONNECTION, 'Ada');
    await desk.comeBack(await desk.leave(), [brightwellStudio]);
    const joined = await desk.comeBack(await desk.leave('11'), [brightwellLabs]);
    expect(joined).toMatchObject({ ok: true, value: { state: 'connected' } });
    expect(await connectionOf('11')).toMatchObject({ organisation: { organisationId: brightwellLabs } });
    expect(await connectionOf('12')).toMatchObject({ organisation: { organisationId: brightwellStudio } });
  });

  describe('and disconnecting it', () => {
    beforeEach(async () => {
      await desk.comeBack(await desk.leave(), [brightwellLabs]);
    });

    it('removes our access, forgets the tokens and keeps the rest', async () => {
      const { id = '', grantId = '' } = (await connectionOf('12')) ?? {};
      await desk.disconnect.run(TENANT, id, 'Ada');
      expect(await connectionOf('12')).toMatchObject({
        state: 'off',
        organisation: { organisationId: brightwellLabs },
      });
      expect(await bridge.run((store) => store.grants.find(grantId))).toBeUndefined();
      const address = { tenantId: TENANT, connectionId: id, organisationId: brightwellLabs, grantId };
      await expect(bridge.ledger.chart.read(address)).rejects.toMatchObject({ fault: { kind: 'disconnected' } });
    });

    it('wakes whoever tells Productive where to call us from now on', async () => {
      const { id = '' } = (await connectionOf('12')) ?? {};
      const before = bridge.world.wakes.length;
      await desk.disconnect.run(TENANT, id, 'Ada');
      expect(bridge.world.wakes.slice(before)).toEqual([{ tenantId: TENANT, connectionId: id, task: 'refresh' }]);
    });

    it('is done when the access is gone already', async () => {
      const { id = '', grantId = '' } = (await connectionOf('12')) ?? {};
      await bridge.run((store) => store.grants.wipe(grantId));
      await desk.disconnect.run(TENANT, id, 'Ada');
      expect((await connectionOf('12'))?.state).toBe('off');
    });

    it('is not done when the ledger cannot be reached: it would stay connected there', async () => {
      const { id = '' } = (await connectionOf('12')) ?? {};
      bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'remove' });
      await expect(desk.disconnect.run(TENANT, id, 'Ada')).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
      expect((await connectionOf('12'))?.state).toBe('connected');
    });

    it('lets another subsidiary have the organisation', async () => {
      const { id = '' } = (await connectionOf('12')) ?? {};
      await desk.disconnect.run(TENANT, id, 'Ada');
      expect(await bridge.world.directory.connectionsOf(brightwellLabs)).toEqual([]);
    });
  });

  describe('and disconnecting it before an organisation was chosen', () => {
    const reaches = async (organisationId: string) =>
      bridge.ledger.chart.read({ ...bridge.address, organisationId }).then(
        () => true,
        () => false,
      );
    const reach = async () => Promise.all([brightwellStudio, brightwellLabs, starterCap].map(reaches));

    it('removes our access to each that was granted, and forgets the tokens', async () => {
      await desk.comeBack(await desk.leave(), [brightwellLabs, starterCap]);
      const { id = '', grantId = '' } = (await connectionOf('12')) ?? {};
      expect(await reach()).toEqual([true, true, true]);
      await desk.disconnect.run(TENANT, id, 'Ada');
      expect([...(await reach()), (await connectionOf('12'))?.state]).toEqual([true, false, false, 'off']);
      expect(await bridge.run((store) => store.grants.find(grantId))).toBeUndefined();
    });

    it('leaves one alone that another subsidiary works with', async () => {
      await desk.comeBack(await desk.leave(), [brightwellStudio, brightwellLabs]);
      await desk.disconnect.run(TENANT, (await connectionOf('12'))?.id ?? '', 'Ada');
      expect(await reach()).toEqual([true, false, expect.anything()]);
    });

    it('leaves those alone that another subsidiary may still choose, until that one is disconnected as well', async () => {
      await desk.comeBack(await desk.leave('11'), [brightwellLabs, starterCap]);
      await desk.comeBack(await desk.leave('12'), [brightwellLabs, starterCap]);
      await desk.disconnect.run(TENANT, (await connectionOf('12'))?.id ?? '', 'Ada');
      expect(await reach()).toEqual([true, true, true]);
      await desk.disconnect.run(TENANT, CONNECTION, 'Ada');
      expect(await reach()).toEqual([expect.anything(), false, false]);
    });
  });
});
