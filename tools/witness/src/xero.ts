import { allowAtXero } from './consent.js';
import { askJson, type Json } from './http.js';

export interface XeroPayment {
  readonly id: string;
  readonly on: string;
  readonly amount: string;
}

export interface XeroDocument {
  readonly id: string;
  readonly kind: 'invoice' | 'expense';
  readonly number: string;
  readonly url: string;
  readonly status: string;
  readonly on: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly total: string;
  readonly paid: string;
  readonly due: string;
  readonly settledOn: string | undefined;
  readonly accounts: readonly string[];
  readonly payments: readonly XeroPayment[];
}

export interface XeroPurchaseOrder {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly currency: string;
  readonly total: string;
}

const REDIRECT = 'http://localhost/reader';
const SCOPES =
  'openid offline_access accounting.invoices accounting.payments.read accounting.contacts accounting.settings.read';

/** Xero as an auditor sees it: read through its own public API with an access of our own. */
export class XeroReader {
  #token = '';

  constructor(
    private readonly url: string,
    private readonly client: { readonly id: string; readonly secret: string },
    private readonly organisationId: string,
  ) {}

  async open(user: string): Promise<void> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.client.id,
      redirect_uri: REDIRECT,
      scope: SCOPES,
      state: 'reader',
    });
    const back = await allowAtXero(
      `${this.url}/identity/connect/authorize?${query.toString().replaceAll('+', '%20')}`,
      user,
      this.organisationId,
    );
    const answer = await askJson<{ access_token: string }>(`${this.url}/connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${this.client.id}:${this.client.secret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: REDIRECT,
      }),
    });
    this.#token = answer.access_token;
  }

  /** Purchase orders that stand, whoever entered them: Xero does not tell whose they are. */
  async purchaseOrders(): Promise<readonly XeroPurchaseOrder[]> {
    const { PurchaseOrders } = await this.#ask<{ PurchaseOrders: Json[] }>('PurchaseOrders?page=1&pageSize=1000');
    return PurchaseOrders.filter((order) => order['Status'] !== 'DELETED').map((order) => ({
      id: String(order['PurchaseOrderID']),
      reference: String(order['Reference'] ?? ''),
      status: String(order['Status']),
      currency: String(order['CurrencyCode']),
      total: Number(order['Total']).toFixed(2),
    }));
  }

  /** Everything this app has put into the books, with lines and payments. */
  async documents(): Promise<readonly XeroDocument[]> {
    const found: XeroDocument[] = [];
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({ page: String(page), pageSize: '1000', createdByMyApp: 'true', unitdp: '4' });
      const answer = await this.#ask<{ Invoices: Json[] }>(`Invoices?${query}`);
      found.push(...answer.Invoices.map(read));
      if (answer.Invoices.length < 1000)
        return found.filter((document) => document.status !== 'DELETED' && document.status !== 'VOIDED');
    }
  }

  #ask<T>(path: string): Promise<T> {
    return askJson<T>(`${this.url}/api.xro/2.0/${path}`, {
      headers: {
        authorization: `Bearer ${this.#token}`,
        'xero-tenant-id': this.organisationId,
        accept: 'application/json',
      },
    });
  }
}

/** The accountant at work in Xero: the simulator's levers for what no API allows us. */
export class Accountant {
  constructor(
    private readonly url: string,
    private readonly tenantId: string,
  ) {}

  pay(invoiceId: string, amount: string, on: string): Promise<Json> {
    return this.#act('recordPayment', [{ invoiceId, amount, on, accountCode: '090' }]);
  }

  payTogether(on: string, payments: readonly { invoiceId: string; amount: string }[]): Promise<Json> {
    return this.#act('batchPayment', [{ on, accountCode: '090', payments }]);
  }

  deletePayment(paymentId: string): Promise<Json> {
    return this.#act('deletePayment', [paymentId]);
  }

  async #act(action: string, args: readonly unknown[]): Promise<Json> {
    const { result } = await askJson<{ result: Json }>(`${this.url}/_control/accountant`, {
      method: 'POST',
      json: { tenantId: this.tenantId, action, args },
    });
    return result;
  }
}

function read(row: Json): XeroDocument {
  const text = (name: string) => String(row[name] ?? '');
  const list = (name: string) => (Array.isArray(row[name]) ? (row[name] as Json[]) : []);
  return {
    id: text('InvoiceID'),
    kind: row['Type'] === 'ACCREC' ? 'invoice' : 'expense',
    number: text('InvoiceNumber'),
    url: text('Url'),
    status: text('Status'),
    on: text('DateString').slice(0, 10),
    dueOn: text('DueDateString').slice(0, 10),
    currency: text('CurrencyCode'),
    total: cents(row['Total']),
    paid: cents(row['AmountPaid']),
    due: cents(row['AmountDue']),
    settledOn: dayOf(row['FullyPaidOnDate']),
    accounts: list('LineItems').map((line) => String(line['AccountCode'] ?? '')),
    payments: list('Payments').map((payment) => ({
      id: String(payment['PaymentID']),
      on: dayOf(payment['Date']) ?? '',
      amount: cents(payment['Amount']),
    })),
  };
}

/** Xero's amounts are JSON numbers with two decimals; compared as text, to the cent. */
function cents(amount: unknown): string {
  return Number(amount).toFixed(2);
}

function dayOf(date: unknown): string | undefined {
  const match = /\/Date\((\d+)/.exec(String(date ?? ''));
  return match === null ? undefined : new Date(Number(match[1])).toISOString().slice(0, 10);
}
