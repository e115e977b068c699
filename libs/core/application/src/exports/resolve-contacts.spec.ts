import { contactNumberOf, personParty, problem, type Party } from '@bridge/domain';
import { aChart, anExpense, settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { refreshContacts } from './refresh-contacts.js';

const MINUTE = 60_000;
const paper: Party = { companyId: '801', name: 'Paper Supplies Ltd', email: 'ap@paper.example', taxNumber: 'GB1' };

/** Expenses of one vendor. */
async function queued(bridge: MemoryBridge, vendor: Party, ids: readonly string[] = ['1'], contactId?: string) {
  for (const id of ids) bridge.agency.addExpense(anExpense({ id, vendor }));
  await bridge.copy('expense', ids, contactId === undefined ? {} : { contactId });
}

describe('The contact of a document', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
  });
  const used = () => bridge.books.documents().map((document) => document.contactId);
  const refusal = async (id = '1') => (await bridge.export(id)).problems.map((found) => found.code);
  const known = () => bridge.ledger.contacts.changedSince(bridge.address, undefined, 1);

  it('is made once for all documents of one company', async () => {
    await queued(bridge, paper, ['1', '2', '3']);
    await bridge.send();
    expect(new Set(used()).size).toBe(1);
    expect((await known()).contacts).toMatchObject([{ name: paper.name, number: contactNumberOf(paper) }]);
  });

  it.each([
    ['tax number', { name: 'Other', taxNumber: 'GB1' }],
    ['e-mail', { name: 'Other', email: 'AP@paper.example' }],
    ['name', { name: 'paper  supplies LTD' }],
  ])('is the one of the ledger with the same %s', async (_sign, contact) => {
    const id = bridge.books.addContact(contact);
    await queued(bridge, paper);
    await bridge.send();
    expect(used()).toEqual([id]);
  });

  it.each([
    ['EUR', 'which the ledger has', 'EUR'],
    ['SEK', 'which it does not have', undefined],
  ])('is made in the currency of its company, %s, %s', async (defaultCurrency, _, told) => {
    const asked: (string | undefined)[] = [];
    const listening = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        ledgerContacts: instead(ports.ledgerContacts, {
          create: (address, parties, key) => {
            asked.push(...parties.map((party) => party.defaultCurrency));
            return ports.ledgerContacts.create(address, parties, key);
          },
        }),
      }),
    });
    await listening.run((store) => store.charts.save(CONNECTION, aChart({ currencies: ['GBP', 'EUR'] })));
    await queued(listening, { ...paper, defaultCurrency });
    await listening.send();
    expect(asked).toEqual([told]);
  });

  it('is another one for a person than for the company of the same number', async () => {
    const person = personParty('801', 'Ana Novak', 'ana@brightwell.example');
    await bridge.run((store) =>
      store.settings.save(CONNECTION, { settings: settings({ expenses: { reimbursableTo: 'person' } }), version: 2 }),
    );
    bridge.agency.addExpense(anExpense({ id: '7', isReimbursable: true, person, vendor: paper }));
    await queued(bridge, paper);
    await bridge.copy('expense', ['7']);
    await bridge.send();
    expect((await known()).contacts.map((contact) => contact.number).sort()).toEqual([
      'PRODUCTIVE-801',
      'PRODUCTIVE-PERSON-801',
    ]);
    expect(new Set(used()).size).toBe(2);
  });

  it('is the one that a person chose, and is remembered for the company', async () => {
    const id = bridge.books.addContact({ name: 'Quite another name' });
    await queued(bridge, paper, ['1'], id);
    await bridge.send();
    await queued(bridge, paper, ['2']);
    await bridge.send();
    expect(used()).toEqual([id, id]);
  });

  it('is the heir when it was merged away before the worker that made it went on', async () => {
    let heir = '';
    bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        ledgerContacts: instead(ports.ledgerContacts, {
          create: async (...asked) => {
            const outcomes = await ports.ledgerContacts.create(...asked);
            const [made] = outcomes;
            if (made?.ok) bridge.books.archiveContact(made.contact.id, heir);
            // The worker stands still, and others read the change long before it goes on.
            bridge.clock.advance(MINUTE);
            await refreshContacts(bridge.world.unitOfWork, ports.ledgerContacts, bridge.clock, bridge.address, 0);
            bridge.clock.advance(60 * MINUTE);
            await refreshContacts(bridge.world.unitOfWork, ports.ledgerContacts, bridge.clock, bridge.address, 0);
            return outcomes;
          },
        }),
      }),
    });
    heir = bridge.books.addContact({ name: 'Paper Group' });
    await queued(bridge, paper);
    await queued(bridge, { companyId: '802', name: 'Ink Ltd' }, ['2']);
    await expect(bridge.send()).rejects.toThrow('has a new holder');
    await bridge.send();
    const { id: ink } = bridge.books.contacts().find(({ name }) => name === 'Ink Ltd') ?? {};
    expect(used()).toEqual([heir, ink]);
  });

  it('is found by its number when the answer that made it was lost', async () => {
    await queued(bridge, paper);
    bridge.ledger.loseNextAnswer('createContacts');
    await bridge.send();
    expect((await bridge.export('1')).state).toBe('queued');
    bridge.clock.advance(MINUTE);
    await bridge.send();
    expect((await bridge.export('1')).state).toBe('exported');
    expect((await known()).contacts).toHaveLength(1);
  });

  it('is found although a person made it a moment after the list was read', async () => {
    await queued(bridge, paper);
    bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'createContacts' });
    await bridge.send();
    const id = bridge.books.addContact({ name: paper.name });
    bridge.clock.advance(MINUTE);
    await bridge.send();
    expect(used()).toEqual([id]);
  });

  it('that is archived refuses the document, and says so', async () => {
    bridge.books.archiveContact(bridge.books.addContactFor(paper));
    await queued(bridge, paper);
    await bridge.send();
    expect((await bridge.export('1')).problems).toMatchObject([
      { code: 'contact_archived', path: 'party', detail: 'Paper Supplies Ltd is archived in Xero.' },
    ]);
  });

  it('that was merged is the one it was merged into', async () => {
    const heir = bridge.books.addContact({ name: 'Heir' });
    bridge.books.archiveContact(bridge.books.addContactFor(paper), heir);
    await queued(bridge, paper);
    await bridge.send();
    expect(used()).toEqual([heir]);
  });

  it('is left to a person when two fit equally well', async () => {
    bridge.books.addContact({ name: 'One', email: paper.email ?? '' });
    bridge.books.addContact({ name: 'Two', email: paper.email ?? '' });
    await queued(bridge, paper);
    await bridge.send();
    expect((await bridge.export('1')).problems).toMatchObject([
      { code: 'contact_ambiguous', path: 'party', detail: '2 Xero contacts fit Paper Supplies Ltd.' },
    ]);
  });

  it('refused by the ledger refuses the documents of that company only', async () => {
    await queued(bridge, paper);
    await queued(bridge, { companyId: '802', name: 'Fine Ltd' }, ['2']);
    bridge.books.refuseElement(0, problem('contact_refused', 'name', 'No such name, please'));
    await bridge.send();
    expect(await refusal('1')).toEqual(['contact_refused']);
    expect((await bridge.export('2')).state).toBe('exported');
  });

  it('is asked of the ledger’s whole list once, and then of what changed', async () => {
    await queued(bridge, paper);
    await bridge.send();
    const through = await bridge.run((store) => store.contacts.refreshedThrough(CONNECTION));
    expect(through).toBe(bridge.clock.now());
    const id = bridge.books.addContact({ name: 'Latecomer' });
    bridge.clock.advance(6 * MINUTE);
    await queued(bridge, { companyId: '803', name: 'Latecomer' }, ['2']);
    await bridge.send();
    expect(used().at(-1)).toBe(id);
  });
});
