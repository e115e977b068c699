import { problem, type Party } from '@bridge/domain';
import { anExpense } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { createMemoryBridge, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { LedgerContacts } from './ledger-contacts.js';
import { ResolveContacts } from './resolve-contacts.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const vendor = (companyId: string): Party => ({ companyId, name: `Vendor ${companyId}` });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

/** One expense for each of these vendors, all asked for at once. */
async function queuedFor(bridge: MemoryBridge, companyIds: readonly string[], contactId?: string): Promise<void> {
  for (const id of companyIds) bridge.agency.addExpense(anExpense({ id, vendor: vendor(id) }));
  await bridge.copy('expense', companyIds, contactId === undefined ? {} : { contactId });
}

/** A bridge whose ledger does something else when contacts are created. */
const createBridgeWith = (create: (contacts: LedgerContacts) => LedgerContacts['create']) =>
  createMemoryBridge({
    between: (ports) => ({
      ...ports,
      ledgerContacts: instead(ports.ledgerContacts, { create: create(ports.ledgerContacts) }),
    }),
  });

describe('Before documents leave, their contacts are asked for', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    await queuedFor(bridge, ['1']);
  });
  const failing = async (kind: Parameters<MemoryBridge['ledger']['failNext']>[0]) => {
    bridge.ledger.failNext(kind, { method: 'createContacts' });
    await bridge.send();
    const { state, attempts, nextAttemptAt, problems } = await bridge.export('1');
    return { state, attempts, waitMs: nextAttemptAt - bridge.clock.now(), codes: problems.map(({ code }) => code) };
  };

  it('and whatever the ledger refuses to say refuses the documents, in its words', async () => {
    const refused = await failing({
      kind: 'refused',
      problems: [problem('plan_limit', 'contact', 'No more contacts')],
    });
    expect(refused).toMatchObject({ state: 'refused', codes: ['plan_limit'] });
  });

  it('and when it has no time, the documents wait as they are', async () => {
    expect(await failing({ kind: 'rate_limited', retryAfterMs: 30 * SECOND, scope: 'short' })).toEqual({
      ...{ state: 'queued', attempts: 0, waitMs: 0, codes: [] },
    });
    expect(await bridge.connection()).toMatchObject({ pausedUntil: bridge.clock.now() + 30 * SECOND });
  });

  it('and when we are thrown out, the documents wait as they are', async () => {
    expect(await failing({ kind: 'disconnected' })).toMatchObject({ state: 'queued', attempts: 0, codes: [] });
    expect(await bridge.connection()).toMatchObject({ state: 'lost' });
  });

  it('and when the answer is lost, the documents say so and try again after a while', async () => {
    const { waitMs, ...lost } = await failing({ kind: 'uncertain', isReplayable: true });
    expect(lost).toEqual({ state: 'queued', attempts: 1, codes: ['answer_lost'] });
    expect(waitMs).toBeGreaterThanOrEqual(30 * SECOND);
    expect(waitMs).toBeLessThanOrEqual(MINUTE);
    bridge.clock.advance(MINUTE);
    await bridge.send();
    expect(await bridge.export('1')).toMatchObject({ state: 'exported', problems: [] });
    expect(bridge.books.contacts()).toHaveLength(1);
  });

  it('and an outage makes those wait longer who have failed more often', async () => {
    const { id } = await bridge.export('1');
    await bridge.run((store) => store.exports.update(id, (current) => ({ ...current, attempts: 2 })));
    await failing({ kind: 'unavailable' });
    const { pausedUntil = 0 } = await bridge.connection();
    expect(pausedUntil - bridge.clock.now()).toBeGreaterThanOrEqual(2 * MINUTE);
  });

  it('and a defect is no answer of the ledger', async () => {
    bridge = await createBridgeWith(() => () => Promise.reject(new Error('Ours')));
    await queuedFor(bridge, ['1']);
    await expect(bridge.send()).rejects.toThrow('Ours');
    expect(await bridge.export('1')).toMatchObject({ state: 'queued', attempts: 0, problems: [] });
  });

  it('in calls of fifty', async () => {
    const asked: number[] = [];
    const contacts = instead(bridge.ledger.contacts, {
      create: (address, parties, key) => {
        asked.push(parties.length);
        return bridge.ledger.contacts.create(address, parties, key);
      },
    });
    const resolving = new ResolveContacts(bridge.world.unitOfWork, contacts, bridge.clock);
    await resolving.run(bridge.address, upTo(120).map(vendor), 'key');
    expect([asked, bridge.books.contacts().length]).toEqual([[50, 50, 20], 120]);
  });

  it('and not at all when a person has chosen them', async () => {
    let calls = 0;
    const count = <T>(answer: T): T => {
      calls += 1;
      return answer;
    };
    bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        ledgerContacts: instead(ports.ledgerContacts, {
          create: (...asked) => count(ports.ledgerContacts.create(...asked)),
          changedSince: (...asked) => count(ports.ledgerContacts.changedSince(...asked)),
        }),
      }),
    });
    await queuedFor(bridge, ['1'], bridge.books.addContact({ name: 'Chosen' }));
    calls = 0;
    await bridge.send();
    expect([(await bridge.export('1')).state, calls]).toEqual(['exported', 0]);
  });

  it('and one that the ledger took and does not show refuses its document, and says what to do', async () => {
    bridge = await createBridgeWith((contacts) => async (address, parties, key) => {
      const outcomes = await contacts.create(address, parties, key);
      return outcomes.map((outcome) =>
        outcome.ok ? { ok: true, contact: { id: outcome.contact.id, name: 'Somebody else', isActive: true } } : outcome,
      );
    });
    await queuedFor(bridge, ['1']);
    await bridge.send();
    expect(await bridge.export('1')).toMatchObject({
      state: 'refused',
      problems: [
        { code: 'contact_refused', path: 'party', detail: expect.stringContaining('Retry in a few minutes') as string },
      ],
    });
  });

  it('and the documents behind those that are refused for theirs go on in the same turn', async () => {
    bridge = await createMemoryBridge();
    for (const id of upTo(50)) bridge.books.archiveContact(bridge.books.addContactFor(vendor(id)));
    await queuedFor(bridge, upTo(51));
    await bridge.send();
    expect((await bridge.exports()).filter(({ state }) => state === 'refused')).toHaveLength(50);
    expect((await bridge.export('51')).state).toBe('exported');
  });
});
