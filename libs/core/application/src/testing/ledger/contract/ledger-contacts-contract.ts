import { contactNumberOf } from '@bridge/domain';
import { codesOf, someContact } from './expectations.js';
import { eachInANewWorld, type LedgerWorld, type MakeLedgerWorld } from './ledger-world.js';
import { sampleParty } from './sample-documents.js';

/** What every LedgerContacts must do. */
export function describeLedgerContactsContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerContacts: ${name}`, () => {
    const world = eachInANewWorld(make);

    it('creates contacts under the number of their company', async () => {
      const other = { companyId: '502', name: 'Contoso', taxNumber: 'GB123456789' };
      const outcomes = await world().contacts.create(world().studio, [sampleParty, other], 'k');
      expect(outcomes.map((outcome) => outcome.ok && outcome.contact.number)).toEqual([
        'PRODUCTIVE-501',
        'PRODUCTIVE-502',
      ]);
      const contacts = await allContacts(world());
      expect(contacts.find((contact) => contact.number === 'PRODUCTIVE-502')).toMatchObject({
        name: 'Contoso',
        taxNumber: 'GB123456789',
        isActive: true,
      });
    });

    it('refuses a contact a second time instead of doubling it', async () => {
      await someContact(world());
      const [outcome] = await world().contacts.create(world().studio, [sampleParty], 'another-key');
      expect(codesOf(outcome)).toContain('contact_refused');
      const twins = (await allContacts(world())).filter((contact) => contact.number === contactNumberOf(sampleParty));
      expect(twins).toHaveLength(1);
    });

    it('refuses a name that another active contact has, in any case, and creates the rest', async () => {
      await world().hand.addContact({ name: 'NORTHWIND TRADERS' });
      const rest = { companyId: '502', name: 'Contoso' };
      const outcomes = await world().contacts.create(world().studio, [sampleParty, rest], 'k');
      expect(codesOf(outcomes[0])).toContain('contact_refused');
      expect(outcomes[1]?.ok).toBe(true);
    });

    it('answers a repeat under the same key with the same contact', async () => {
      const first = await world().contacts.create(world().studio, [sampleParty], 'k');
      expect(await world().contacts.create(world().studio, [sampleParty], 'k')).toEqual(first);
    });

    it('reads archived contacts too', async () => {
      const id = await someContact(world());
      await world().hand.archiveContact(id);
      expect((await allContacts(world())).find((contact) => contact.id === id)?.isActive).toBe(false);
    });

    it('reads only what changed since, when asked', async () => {
      const before = await someContact(world());
      await world().advance(60_000);
      const since = world().now();
      const after = await world().hand.addContact({ name: 'Fabrikam' });
      const { contacts } = await world().contacts.changedSince(world().studio, since, 1);
      const ids = contacts.map((contact) => contact.id);
      expect(ids).toContain(after);
      expect(ids).not.toContain(before);
    });

    it('keeps organisations apart', async () => {
      const id = await someContact(world());
      const { contacts } = await world().contacts.changedSince(world().labs, undefined, 1);
      expect(contacts.map((contact) => contact.id)).not.toContain(id);
    });
  });
}

async function allContacts(world: LedgerWorld) {
  const contacts = [];
  for (let page = 1, isLast = false; !isLast; page += 1) {
    const answer = await world.contacts.changedSince(world.studio, undefined, page);
    contacts.push(...answer.contacts);
    isLast = answer.isLast;
  }
  return contacts;
}
