import { Desk } from './testing/desk.js';

describe('contacts', () => {
  it('with a taken name are refused by PUT, and quietly changed by POST', () => {
    const desk = new Desk();
    const id = desk.contact();
    expect(desk.put('/Contacts', { Name: 'HARBOUR coffee' }).status).toBe(400);
    const reply = desk.post('/Contacts', { Name: 'Harbour Coffee', EmailAddress: 'new@harbour.example' });
    expect(reply.body.Contacts[0]).toMatchObject({ ContactID: id, EmailAddress: 'new@harbour.example' });
    expect(reply.touched).toEqual([{ category: 'CONTACT', id, type: 'UPDATE' }]);
  });

  it('may take the name of an archived one, but never its number', () => {
    const desk = new Desk();
    expect(desk.put('/Contacts', { Name: 'Closed Shop' }).status).toBe(200);
    const { ContactID } = desk.put('/Contacts', { Name: 'Numbered', ContactNumber: 'N-1' }).body.Contacts[0]!;
    desk.post(`/Contacts/${ContactID}`, { ContactID, ContactStatus: 'ARCHIVED' });
    expect(desk.put('/Contacts', { Name: 'Other', ContactNumber: 'N-1' }).messages).toEqual([
      'Another contact has this contact number. Please enter a different contact number.',
    ]);
  });

  it('may share name and number where Xero is assumed not to mind', () => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, contactsUnique: false };
    const made = () => desk.put('/Contacts', { Name: 'Harbour Coffee', ContactNumber: 'N-1' }).status;
    expect([made(), made()]).toEqual([200, 200]);
    expect(desk.get('/Contacts', { where: 'Name=="Harbour Coffee"' }).body.Contacts).toHaveLength(3);
  });

  it('cannot be changed or brought back once archived', () => {
    const desk = new Desk();
    const ContactID = desk.contact('Closed Shop');
    expect(desk.post('/Contacts', { ContactID, ContactStatus: 'ACTIVE' }).status).toBe(400);
    expect(desk.post('/Contacts', { ContactID, EmailAddress: 'a@b.example' }).status).toBe(400);
  });

  it('are listed with the archived only on request, and point at what they were merged into only when fetched fully', () => {
    const desk = new Desk();
    const [winner, loser] = [desk.contact(), desk.contact('Northern Rail Museum')];
    const { InvoiceID } = desk.invoice({ Contact: { ContactID: loser } });
    desk.books.accountant(desk.tenant).mergeContacts(loser, winner);
    expect(desk.get('/Contacts').body.Contacts.map(({ Name }) => Name)).not.toContain('Northern Rail Museum');
    expect(desk.get(`/Contacts/${loser}`).body.Contacts[0]).toMatchObject({
      ContactStatus: 'ARCHIVED',
      MergedToContactID: winner,
    });
    const listed = desk.get('/Contacts', { IDs: loser, includeArchived: 'true' });
    expect(listed.body.Contacts[0]!.MergedToContactID).toBeUndefined();
    expect(
      desk.get('/Contacts', { IDs: loser, includeArchived: 'true', page: '1' }).body.Contacts[0]!.MergedToContactID,
    ).toBe(winner);
    expect(desk.read(InvoiceID).Contact.ContactID).toBe(winner);
  });

  it('are made by an invoice that names an unknown one, and reused by the next', () => {
    const desk = new Desk();
    const [one, two] = [desk.invoice({ Contact: { Name: 'Walk-in' } }), desk.invoice({ Contact: { Name: 'WALK-IN' } })];
    expect(one.Contact.ContactID).toBe(two.Contact.ContactID);
    expect(desk.get(`/Contacts/${one.Contact.ContactID}`).body.Contacts[0]).toMatchObject({
      Name: 'Walk-in',
      IsCustomer: true,
    });
  });

  it('are edited by an invoice that says more than their id, and lose the persons it does not mention', () => {
    const desk = new Desk();
    const ContactID = desk.contact();
    const ContactPersons = [{ FirstName: 'Pat', LastName: 'Lee', EmailAddress: 'pat@harbour.example' }];
    desk.post('/Contacts', { ContactID, ContactPersons });
    desk.invoice({ Contact: { ContactID } });
    expect(desk.get(`/Contacts/${ContactID}`).body.Contacts[0]!.ContactPersons).toHaveLength(1);
    desk.invoice({ Contact: { ContactID, Name: 'Harbour Coffee Renamed' } });
    expect(desk.get(`/Contacts/${ContactID}`).body.Contacts[0]).toMatchObject({
      Name: 'Harbour Coffee Renamed',
      ContactPersons: [],
    });
  });

  it('owe what their approved invoices have open, without counting it as an update', () => {
    const desk = new Desk();
    const before = desk.get(`/Contacts/${desk.contact()}`).body.Contacts[0]!;
    const { InvoiceID } = desk.invoice({ DueDate: '2026-11-22' });
    desk.pay(InvoiceID, 20);
    const after = desk.get(`/Contacts/${desk.contact()}`).body.Contacts[0]!;
    expect(after).toMatchObject({
      Balances: { AccountsReceivable: { Outstanding: 100, Overdue: 100 } },
      IsCustomer: true,
    });
    expect(after.UpdatedDateUTC).toBe(before.UpdatedDateUTC);
  });

  it.each([
    'Name=="harbour coffee"',
    'EmailAddress="ACCOUNTS@harbour-coffee.example"',
    'ContactNumber=="P-7"',
    'Name.StartsWith("Harb")',
  ])('are found by %s', (where) => {
    const desk = new Desk();
    desk.post('/Contacts', { ContactID: desk.contact(), ContactNumber: 'P-7' });
    expect(desk.get('/Contacts', { where }).body.Contacts.map(({ Name }) => Name)).toEqual(['Harbour Coffee']);
  });

  it('are searched in names, numbers and addresses', () => {
    const desk = new Desk();
    expect(desk.get('/Contacts', { searchTerm: 'rail-museum' }).body.Contacts.map(({ Name }) => Name)).toEqual([
      'Northern Rail Museum',
    ]);
  });

  it('with accents are found without them', () => {
    const desk = new Desk();
    desk.put('/Contacts', { Name: 'Café Ünal' });
    expect(desk.get('/Contacts', { where: 'Name=="cafe unal"' }).body.Contacts).toHaveLength(1);
  });
});
