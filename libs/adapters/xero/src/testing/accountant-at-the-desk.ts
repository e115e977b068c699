import { randomUUID } from 'node:crypto';
import { toDecimalText, type CalendarDay, type LedgerContact, type Money } from '@bridge/domain';
import type { AccountantsHand } from '@bridge/application/testing';
import { isRecord, rowsOf, textOf, type RawRecord } from '../mappers/raw.js';
import type { XeroSimulator } from '@bridge/simulator-xero';

const SCOPES =
  'offline_access accounting.invoices accounting.payments accounting.contacts accounting.settings accounting.attachments';

/** Zoe, who works in the same books while we look. She goes through Xero's own rules, so she can do nothing impossible. */
export class AccountantAtTheDesk implements AccountantsHand {
  private token: string | undefined;

  constructor(
    private readonly simulator: XeroSimulator,
    private readonly organisationId: string,
  ) {}

  async approve(ledgerId: string): Promise<void> {
    await this.post(`Invoices/${ledgerId}`, { Status: 'AUTHORISED' });
  }

  async void(ledgerId: string): Promise<void> {
    await this.post(`Invoices/${ledgerId}`, { Status: 'VOIDED' });
  }

  async delete(ledgerId: string): Promise<void> {
    await this.post(`Invoices/${ledgerId}`, { Status: 'DELETED' });
  }

  async pay(ledgerId: string, amount: Money, on: CalendarDay): Promise<string> {
    const payment = { Invoice: { InvoiceID: ledgerId }, Account: { Code: '090' }, Date: on, Amount: toNumber(amount) };
    return this.create('Payments', payment, 'PaymentID');
  }

  async removePayment(paymentId: string): Promise<void> {
    await this.post(`Payments/${paymentId}`, { Status: 'DELETED' });
  }

  async credit(ledgerId: string, amount: Money, on: CalendarDay): Promise<void> {
    const [invoice] = rowsOf((await this.send('GET', `Invoices/${ledgerId}`))['Invoices']);
    const line = {
      Description: 'Goodwill',
      Quantity: 1,
      UnitAmount: toNumber(amount),
      AccountCode: '200',
      TaxType: 'NONE',
    };
    const Contact = { ContactID: named(invoice?.['Contact'], 'ContactID') };
    const note = { Type: 'ACCRECCREDIT', Contact, Date: on, Status: 'AUTHORISED', LineItems: [line] };
    const noteId = await this.create('CreditNotes', note, 'CreditNoteID');
    const allocation = { Amount: toNumber(amount), Invoice: { InvoiceID: ledgerId } };
    await this.send('PUT', `CreditNotes/${noteId}/Allocations`, { Allocations: [allocation] });
  }

  async addContact(contact: Pick<LedgerContact, 'name'>): Promise<string> {
    return this.create('Contacts', { Name: contact.name }, 'ContactID');
  }

  async archiveContact(contactId: string): Promise<void> {
    await this.post(`Contacts/${contactId}`, { ContactID: contactId, ContactStatus: 'ARCHIVED' });
  }

  async archiveAccount(code: string): Promise<void> {
    const accounts = rowsOf((await this.send('GET', 'Accounts'))['Accounts']);
    const AccountID = named(
      accounts.find((account) => account['Code'] === code),
      'AccountID',
    );
    await this.post(`Accounts/${AccountID}`, { AccountID, Status: 'ARCHIVED' });
  }

  async archiveTrackingOption(category: string, option: string): Promise<void> {
    const categories = rowsOf((await this.send('GET', 'TrackingCategories'))['TrackingCategories']);
    const calledIn = (rows: readonly RawRecord[], name: string) => rows.find((row) => row['Name'] === name);
    const found = calledIn(categories, category);
    const id = named(found, 'TrackingCategoryID');
    const TrackingOptionID = named(calledIn(rowsOf(found?.['Options']), option), 'TrackingOptionID');
    await this.post(`TrackingCategories/${id}/Options/${TrackingOptionID}`, { TrackingOptionID, Status: 'ARCHIVED' });
  }

  async attachmentsOf(ledgerId: string): Promise<unknown> {
    return (await this.send('GET', `Invoices/${ledgerId}/Attachments`))['Attachments'];
  }

  /** Nobody can do this through the API. */
  lockThrough(day: CalendarDay): void {
    const accountant = this.simulator.books.accountant?.(this.organisationId);
    if (!accountant) throw new Error('The simulator has no accountant');
    accountant.setLockDates({ periodLockedOn: day });
  }

  private async create(list: string, element: object, id: string): Promise<string> {
    const answer = await this.send('PUT', list, { [list]: [element] });
    return named(rowsOf(answer[list])[0], id);
  }

  private post(path: string, element: object): Promise<unknown> {
    return this.send('POST', path, element);
  }

  private async send(method: string, path: string, body?: object): Promise<RawRecord> {
    this.token ??= this.simulator.identity.grant('zoe@advisors.example', [this.organisationId], SCOPES).access_token;
    const response = await fetch(`${this.simulator.url}/api.xro/2.0/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'xero-tenant-id': this.organisationId,
        'idempotency-key': randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The accountant was refused: ${method} ${path} ${response.status} ${text}`);
    return JSON.parse(text) as RawRecord;
  }
}

function named(row: unknown, field: string): string {
  const value = isRecord(row) ? textOf(row[field]) : undefined;
  if (value === undefined) throw new Error(`The simulator answered without ${field}`);
  return value;
}

function toNumber(amount: Money): number {
  return Number(toDecimalText(amount));
}
