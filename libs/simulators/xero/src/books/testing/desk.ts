import { defaultAssumptions } from '../../assumptions.js';
import type { Assumptions } from '../../assumptions.js';
import { createBooks } from '../books.js';
import type { Books } from '../books.js';
import type { Answer, Touched } from '../call.js';

export const BRIGHTWELL = '11111111-1111-4111-8111-111111111111';
export const COOLABAH = '22222222-2222-4222-8222-111111111111';
export const CEDAR = '33333333-3333-4333-8333-111111111111';
export const KIWI = '44444444-4444-4444-8444-111111111111';
export const STARTER = '55555555-5555-4555-8555-111111111111';
export const ADVISER = 'zoe@advisors.example';
export const ZERO = '00000000-0000-0000-0000-000000000000';

type Lists =
  | 'Invoices'
  | 'LineItems'
  | 'Contacts'
  | 'ContactPersons'
  | 'Payments'
  | 'BatchPayments'
  | 'CreditNotes'
  | 'Allocations'
  | 'Overpayments'
  | 'Prepayments'
  | 'Accounts'
  | 'TaxRates'
  | 'TrackingCategories'
  | 'Options'
  | 'Organisations'
  | 'Actions'
  | 'Users'
  | 'Currencies'
  | 'BrandingThemes'
  | 'Attachments'
  | 'HistoryRecords'
  | 'OnlineInvoices'
  | 'PurchaseOrders'
  | 'BankTransactions'
  | 'Elements'
  | 'ValidationErrors'
  | 'Warnings'
  | 'Tracking';
type Objects = 'Contact' | 'Invoice' | 'Account' | 'pagination' | 'Balances';
type Texts =
  | 'InvoiceID'
  | 'InvoiceNumber'
  | 'LineItemID'
  | 'TaxType'
  | 'AccountID'
  | 'AccountCode'
  | 'Status'
  | 'ContactID'
  | 'Name'
  | 'EmailAddress'
  | 'PaymentID'
  | 'BatchPaymentID'
  | 'CreditNoteID'
  | 'AllocationID'
  | 'OverpaymentID'
  | 'PrepaymentID'
  | 'TrackingCategoryID'
  | 'TrackingOptionID'
  | 'UserID'
  | 'BrandingThemeID'
  | 'AttachmentID'
  | 'Details'
  | 'OnlineInvoiceUrl'
  | 'PurchaseOrderID'
  | 'BankTransactionID'
  | 'StatusAttributeString'
  | 'Message'
  | 'Type'
  | 'UpdatedDateUTC'
  | 'FullyPaidOnDate'
  | 'Reference'
  | 'PaymentType'
  | 'MergedToContactID'
  | 'ContactStatus'
  | 'Date'
  | 'Description'
  | 'CurrencyCode'
  | 'Code';
type Numbers =
  | 'LineAmount'
  | 'TaxAmount'
  | 'UnitAmount'
  | 'Quantity'
  | 'SubTotal'
  | 'TotalTax'
  | 'Total'
  | 'TotalDiscount'
  | 'AmountDue'
  | 'AmountPaid'
  | 'AmountCredited'
  | 'RemainingCredit'
  | 'ErrorNumber'
  | 'itemCount'
  | 'pageSize'
  | 'pageCount'
  | 'page'
  | 'Amount'
  | 'BankAmount'
  | 'CurrencyRate';

/** A loose view of JSON answers: specs read members by name and assert what they find. */
export type Loose = { readonly [name in Lists]: readonly Loose[] } & { readonly [name in Objects]: Loose } & {
  readonly [name in Texts]: string;
} & { readonly [name in Numbers]: number };

export interface Reply {
  readonly status: number;
  readonly body: Loose;
  readonly raw: Answer['body'];
  readonly headers: Readonly<Record<string, string>>;
  readonly touched: readonly Touched[];
  /** Every message in the answer, wherever it stands. */
  readonly messages: readonly string[];
}

export interface Asking {
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly user?: string;
  readonly client?: string;
  readonly tenant?: string;
}

/** Books with a clock a spec can move, and short ways to ask them. */
export class Desk {
  now = Date.parse('2026-11-24T09:00:00Z');
  assumptions: Assumptions = { ...defaultAssumptions };
  books: Books = createBooks({ clock: { now: () => this.now }, seed: 'agencies', assumptions: () => this.assumptions });

  constructor(readonly tenant = BRIGHTWELL) {}

  ask(method: string, path: string, body?: unknown, asking: Asking = {}): Reply {
    const answer = this.books.handle({
      method,
      path,
      query: new URLSearchParams(asking.query),
      headers: asking.headers ?? {},
      body:
        body !== undefined && !Buffer.isBuffer(body) && typeof body !== 'string'
          ? JSON.parse(JSON.stringify(body))
          : body,
      tenantId: asking.tenant ?? this.tenant,
      app: { clientId: asking.client ?? 'sandbox-client', name: 'Productive Bridge' },
      user: asking.user,
      now: this.now,
    });
    const loose = JSON.parse(JSON.stringify(answer.body)) as Loose;
    return {
      status: answer.status,
      body: loose,
      raw: answer.body,
      headers: answer.headers ?? {},
      touched: answer.touched,
      messages: messagesIn(loose),
    };
  }

  get(path: string, query: Record<string, string> = {}, asking: Asking = {}): Reply {
    return this.ask('GET', path, undefined, { ...asking, query });
  }

  put(path: string, body: unknown, asking: Asking = {}): Reply {
    return this.ask('PUT', path, body, asking);
  }

  post(path: string, body: unknown, asking: Asking = {}): Reply {
    return this.ask('POST', path, body, asking);
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** The id of a seeded contact. */
  contact(name = 'Harbour Coffee'): string {
    return this.get('/Contacts', { where: `Name=="${name}"`, includeArchived: 'true' }).body.Contacts[0]!.ContactID;
  }

  /** A sales invoice of 100.00 plus 20 % tax, approved; `more` overrides members. */
  sale(more: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      Type: 'ACCREC',
      Contact: { ContactID: this.contact() },
      Date: '2026-11-20',
      DueDate: '2026-12-20',
      Status: 'AUTHORISED',
      LineItems: [{ Description: 'Design', Quantity: 1, UnitAmount: 100, AccountCode: '200' }],
      ...more,
    };
  }

  bill(more: Record<string, unknown> = {}): Record<string, unknown> {
    return this.sale({
      Type: 'ACCPAY',
      InvoiceNumber: 'SUP-1',
      LineItems: [{ Description: 'Ink', Quantity: 1, UnitAmount: 100, AccountCode: '429' }],
      ...more,
    });
  }

  /** Saves an invoice that must be accepted. */
  invoice(more: Record<string, unknown> = {}): Loose {
    const reply = this.put('/Invoices', this.sale(more));
    if (reply.status !== 200) throw new Error(`The invoice was refused: ${reply.messages.join('; ')}`);
    return reply.body.Invoices[0]!;
  }

  pay(invoiceId: string, amount: number, more: Record<string, unknown> = {}): Reply {
    return this.put('/Payments', {
      Invoice: { InvoiceID: invoiceId },
      Account: { Code: '090' },
      Date: '2026-11-24',
      Amount: amount,
      ...more,
    });
  }

  read(invoiceId: string): Loose {
    return this.get(`/Invoices/${invoiceId}`).body.Invoices[0]!;
  }
}

function messagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(messagesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'Message' && typeof member === 'string' && member !== 'A validation exception occurred'
      ? [member]
      : messagesIn(member),
  );
}
