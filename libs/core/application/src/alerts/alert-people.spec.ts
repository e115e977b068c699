import { problem } from '@bridge/domain';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { anExport, aTranche, refusal } from '../testing/contracts/store/examples.js';
import { FakeMail } from '../testing/memory/fake-mail.js';
import { SequentialIds } from '../testing/memory/sequential-ids.js';
import { AlertPeople } from './alert-people.js';
import { SaveAlerts } from './save-alerts.js';

const MINUTE = 60_000;
const ADDRESSES = ['ada@brightwell.example', 'ben@brightwell.example'];

describe('Telling people what failed', () => {
  let bridge: MemoryBridge;
  let mail: FakeMail;
  let alerts: AlertPeople;
  const switched = (isOn: boolean, addresses: readonly string[] = ADDRESSES) =>
    new SaveAlerts(bridge.world.unitOfWork, bridge.clock).run(TENANT, isOn, addresses, 'Ada');
  const refused = (id: string, over: object = {}) =>
    bridge.run((store) =>
      store.exports.add([
        anExport(TENANT, CONNECTION, { id, sourceId: id, state: 'refused', problems: [refusal], ...over }),
      ]),
    );
  const lose = () =>
    bridge.run((store) =>
      store.connections.update(CONNECTION, (current) => ({
        ...current,
        state: 'lost',
        pausedFor: 'disconnected',
        disconnectedAt: bridge.clock.now(),
      })),
    );
  const run = () => alerts.run(TENANT);
  const subjects = () => mail.sent.map(({ subject }) => subject);

  beforeEach(async () => {
    bridge = await createMemoryBridge();
    mail = new FakeMail();
    const { unitOfWork, activityList, activityFigures, leases } = bridge.world;
    const ids = new SequentialIds();
    alerts = new AlertPeople(
      ...([unitOfWork, activityList, activityFigures, mail, leases, ids, bridge.clock] as const),
      'https://bridge.example',
    );
    await switched(true);
  });

  it('names what failed, why and what to do, with links into the admin, to everybody who is named', async () => {
    await refused('e1');
    const held = { state: 'held', problems: [refusal], sourceInvoiceId: '501' } as const;
    await bridge.run((store) => store.tranches.save(aTranche(TENANT, CONNECTION, held)));
    const drift = problem('drift_total', 'reconciliation', 'One document: INV-9.');
    await bridge.run((store) =>
      store.findings.report({ key: 'drift:total', connectionId: CONNECTION, problem: drift, foundAt: 0 }),
    );
    await run();
    expect(mail.sent).toHaveLength(1);
    const [letter] = mail.sent;
    expect(letter?.to).toEqual(ADDRESSES);
    expect(letter?.subject).toMatch(/: 3 things need attention$/);
    for (const words of [
      'Invoice INV-0042 for Northwind Traders was not copied to Xero.',
      'Account code 999 is not valid',
      'What to do: ',
      'https://bridge.example/sync?export=e1',
      'https://bridge.example/payments?invoice=501',
      'https://bridge.example/reconciliation?difference=any',
      'https://bridge.example/settings/alerts',
    ])
      expect(letter?.text).toContain(words);
    expect(letter?.html).toContain('<a href="https://bridge.example/sync?export=e1">');
  });

  it('never tells the same failure twice, and an hour passes between two letters', async () => {
    await refused('e1');
    await run();
    await refused('e2');
    bridge.clock.advance(59 * MINUTE);
    await run();
    expect(mail.sent).toHaveLength(1);
    bridge.clock.advance(MINUTE);
    await run();
    bridge.clock.advance(120 * MINUTE);
    await run();
    expect(mail.sent.map(({ text }) => /export=(e\d)/.exec(text)?.[1])).toEqual(['e1', 'e2']);
  });

  it('tells a failure again that had healed', async () => {
    await refused('e1');
    await run();
    await bridge.run((store) => store.exports.update('e1', (current) => ({ ...current, state: 'skipped' })));
    await run();
    await bridge.run((store) => store.exports.update('e1', (current) => ({ ...current, state: 'queued' })));
    for (const state of ['sending', 'refused'] as const)
      await bridge.run((store) => store.exports.update('e1', (current) => ({ ...current, state })));
    bridge.clock.advance(60 * MINUTE);
    await run();
    expect(mail.sent).toHaveLength(2);
  });

  it('tells at once that a connection is broken, and of each break once', async () => {
    await refused('e1');
    await run();
    bridge.clock.advance(MINUTE);
    await lose();
    await run();
    await run();
    expect(subjects().at(-1)).toMatch(/: Xero is disconnected$/);
    expect(mail.sent).toHaveLength(2);
    expect(mail.sent.at(-1)?.text).toContain(`https://bridge.example/settings/xero/${CONNECTION}`);
  });

  it('loses no letter that could not be sent: it is tried again, and says why', async () => {
    await refused('e1');
    mail.trouble = 'The mail server is away';
    await run();
    const waiting = async () => (await bridge.run((store) => store.digests.waiting()))[0];
    expect((await waiting())?.problem).toMatchObject({ code: 'mail_not_sent', detail: 'The mail server is away' });
    mail.trouble = undefined;
    await run();
    expect(mail.sent).toEqual([]);
    bridge.clock.advance(MINUTE);
    await switched(true, ['carla@brightwell.example']);
    await run();
    // Whoever is named by now gets it.
    expect(mail.sent.map(({ to }) => to)).toEqual([['carla@brightwell.example']]);
    expect(await waiting()).toBeUndefined();
  });

  it('repeats a letter under the same id where the answer was lost, and sends no other', async () => {
    await refused('e1');
    mail.losesAnswers = true;
    await run();
    mail.losesAnswers = false;
    bridge.clock.advance(MINUTE);
    await run();
    bridge.clock.advance(60 * MINUTE);
    await run();
    expect(mail.sent).toHaveLength(2);
    expect(new Set(mail.sent.map(({ id }) => id)).size).toBe(1);
  });

  it('says whom the letter did not reach, and does not send it to the others again', async () => {
    await refused('e1');
    mail.refused.add(ADDRESSES[1] ?? '');
    await run();
    bridge.clock.advance(MINUTE);
    await run();
    expect(mail.sent).toHaveLength(1);
    const last = await bridge.run((store) => store.digests.latest());
    expect(last).toMatchObject({ sentTo: ADDRESSES.slice(0, 1), problem: { code: 'mail_not_sent' } });
  });

  it('writes to nobody while it is off, and drops what waits', async () => {
    await refused('e1');
    mail.trouble = 'away';
    await run();
    await switched(false);
    mail.trouble = undefined;
    bridge.clock.advance(60 * MINUTE);
    await run();
    expect(mail.sent).toEqual([]);
    expect(await bridge.run((store) => store.digests.waiting())).toEqual([]);
  });

  it('is left to one process at a time', async () => {
    await refused('e1');
    await bridge.world.leases.take(`alerts:${TENANT}`, MINUTE);
    await run();
    expect(mail.sent).toEqual([]);
  });

  it('takes what people wrote for text: no tag, no second header', async () => {
    const { document } = anExport(TENANT, CONNECTION);
    const party = { ...document.party, name: '<img src=x onerror=alert(1)>\r\nBcc: evil@example.com' };
    await refused('e1', { document: { ...document, party } });
    await run();
    expect(mail.sent[0]?.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(mail.sent[0]?.html).not.toContain('<img');
    expect(mail.sent[0]?.subject).not.toMatch(/[\r\n]/);
  });

  it('names twenty of many, and says how many more there are', async () => {
    for (let one = 1; one <= 23; one += 1) await refused(`e${String(one)}`);
    await run();
    expect(mail.sent[0]?.text.match(/export=/g)).toHaveLength(20);
    expect(mail.sent[0]?.text).toContain('And 3 more: https://bridge.example/sync');
  });

  it('writes down who switched it on', async () => {
    const story = await bridge.run((store) => store.audit.about({ kind: 'settings', id: 'alerts' }));
    expect(story).toMatchObject([{ action: 'alerts.switched_on', by: 'Ada' }]);
  });
});
