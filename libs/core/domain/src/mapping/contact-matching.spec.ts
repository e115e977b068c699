import fc from 'fast-check';
import type { Party } from '../documents/source-document.js';
import { contactNumberOf, matchContact, personParty, type LedgerContact } from './contact-matching.js';

const acme: Party = { companyId: '701', name: 'Acme Ltd', email: 'accounts@acme.example', taxNumber: 'GB123' };
const contact = (id: string, over: Partial<LedgerContact> = {}): LedgerContact => ({
  id,
  name: `Somebody ${id}`,
  isActive: true,
  ...over,
});
const byName = contact('n', { name: 'Acme Ltd' });
const byEmail = contact('e', { email: 'accounts@acme.example' });
const byTax = contact('t', { taxNumber: 'GB123' });
const byNumber = contact('c', { number: 'PRODUCTIVE-701' });

describe('The contact of a company', () => {
  it('is found by the surest sign there is', () => {
    const all = [byName, byEmail, byTax, byNumber, contact('r')];
    expect(matchContact(acme, 'r', all)).toEqual({ kind: 'found', contactId: 'r', by: 'remembered' });
    expect(matchContact(acme, undefined, all)).toEqual({ kind: 'found', contactId: 'c', by: 'number' });
    expect(matchContact(acme, undefined, [byName, byEmail, byTax])).toMatchObject({ contactId: 't', by: 'tax_number' });
    expect(matchContact(acme, undefined, [byName, byEmail])).toMatchObject({ contactId: 'e', by: 'email' });
    expect(matchContact(acme, undefined, [byName])).toMatchObject({ contactId: 'n', by: 'name' });
    expect(matchContact(acme, undefined, [])).toEqual({ kind: 'none' });
  });

  it('is looked for again when the remembered one is gone', () => {
    expect(matchContact(acme, 'gone', [byName])).toMatchObject({ contactId: 'n', by: 'name' });
  });

  it('may be written with other case and spaces, but never merely similarly', () => {
    expect(matchContact(acme, undefined, [contact('n', { name: ' ACME   ltd ' })])).toMatchObject({ contactId: 'n' });
    expect(matchContact(acme, undefined, [contact('n', { name: 'Acme Limited' })])).toEqual({ kind: 'none' });
    expect(matchContact(acme, undefined, [contact('n', { name: 'AcmeLtd' })])).toEqual({ kind: 'none' });
    expect(matchContact(acme, undefined, [contact('n', { name: 'Acme Ltd.' })])).toEqual({ kind: 'none' });
  });

  it('of a person is not that of the company with the same number', () => {
    const person = personParty('701', 'Ada', 'ada@acme.example');
    expect(person).toEqual({ companyId: 'PERSON-701', name: 'Ada', email: 'ada@acme.example' });
    expect(personParty('701', 'Ada')).toEqual({ companyId: 'PERSON-701', name: 'Ada' });
    expect(matchContact(person, undefined, [byNumber])).toEqual({ kind: 'none' });
  });

  it('is not the contact that was made for another company with the same mailbox, unless the name is the same too', () => {
    const sister = contact('s', { number: 'PRODUCTIVE-702', email: 'accounts@acme.example' });
    expect(matchContact(acme, undefined, [sister])).toEqual({ kind: 'none' });
    expect(matchContact(acme, undefined, [{ ...sister, name: 'Acme Ltd' }])).toMatchObject({ by: 'name' });
  });

  it('is not found by signs that both lack', () => {
    const bare: Party = { companyId: '702', name: 'Bare', email: ' ' };
    expect(matchContact(bare, undefined, [contact('x'), contact('y', { email: '', taxNumber: '' })])).toEqual({
      kind: 'none',
    });
  });

  it('is left to a person when two fit equally well', () => {
    const twin = contact('n2', { name: 'acme ltd' });
    expect(matchContact(acme, undefined, [byName, twin])).toEqual({ kind: 'ambiguous', contactIds: ['n', 'n2'] });
    expect(matchContact(acme, undefined, [byName, twin, byEmail])).toMatchObject({ kind: 'found', contactId: 'e' });
  });

  it('is the active one of two', () => {
    expect(
      matchContact(acme, undefined, [{ ...byName, isActive: false }, contact('n2', { name: 'Acme Ltd' })]),
    ).toEqual({
      kind: 'found',
      contactId: 'n2',
      by: 'name',
    });
  });

  it('is named when it is the one we know and archived, else a new one is made', () => {
    const archived = (found: LedgerContact) => ({ ...found, isActive: false });
    expect(matchContact(acme, 'n', [archived(byName)])).toEqual({ kind: 'archived', contactId: 'n', name: 'Acme Ltd' });
    expect(matchContact(acme, undefined, [archived(byNumber)])).toMatchObject({ kind: 'archived', contactId: 'c' });
    expect(matchContact(acme, undefined, [archived(byName)])).toEqual({ kind: 'none' });
  });

  it('is the one that lives on after a merge, counted once', () => {
    const merged = contact('old', { name: 'Acme Ltd', isActive: false, mergedInto: 'n' });
    expect(matchContact(acme, 'old', [merged, byName])).toEqual({ kind: 'found', contactId: 'n', by: 'remembered' });
    expect(matchContact(acme, undefined, [merged, byName])).toEqual({ kind: 'found', contactId: 'n', by: 'name' });
  });

  it('is not searched for ever when merges go round or lead nowhere', () => {
    const ring = ['a', 'b', 'c'].map((id, index) =>
      contact(id, { mergedInto: ['b', 'c', 'a'][index]!, isActive: false }),
    );
    expect(matchContact(acme, 'a', ring)).toMatchObject({ kind: 'archived', contactId: 'a' });
    const stray = contact('s', { mergedInto: 'nowhere', isActive: false });
    expect(matchContact(acme, 's', [stray])).toMatchObject({ kind: 'archived', contactId: 's' });
  });

  it('has a number that only it can have', () => {
    expect(contactNumberOf(acme)).toBe('PRODUCTIVE-701');
  });

  it('is always active, always there, and always bears a sign of the company', () => {
    const anyContact = fc
      .record({
        id: fc.constantFrom('1', '2', '3', '4', '5'),
        name: fc.constantFrom('Acme Ltd', 'ACME LTD', 'Other'),
        isActive: fc.boolean(),
        email: fc.constantFrom('accounts@acme.example', 'x@y.example'),
        taxNumber: fc.constantFrom('GB123', 'GB999'),
        number: fc.constantFrom('PRODUCTIVE-701', 'PRODUCTIVE-9', 'C-1'),
      })
      .map((one): LedgerContact => one);
    fc.assert(
      fc.property(fc.uniqueArray(anyContact, { selector: ({ id }) => id }), (contacts) => {
        const match = matchContact(acme, undefined, contacts);
        const bears = (one: LedgerContact) =>
          one.number === 'PRODUCTIVE-701' ||
          (one.email === acme.email && one.number?.startsWith('PRODUCTIVE-') !== true) ||
          one.taxNumber === acme.taxNumber ||
          one.name.toLowerCase() === 'acme ltd';
        if (match.kind === 'found') {
          const found = contacts.find(({ id }) => id === match.contactId);
          expect(found && found.isActive && bears(found)).toBe(true);
        }
        if (match.kind === 'none') expect(contacts.some((one) => one.isActive && bears(one))).toBe(false);
        if (match.kind === 'ambiguous') expect(match.contactIds.length).toBeGreaterThan(1);
      }),
    );
  });
});
