import { askJson, type Json } from './http.js';

export interface ProductivePayment {
  readonly invoiceId: string;
  readonly amount: string;
  readonly on: string;
  readonly note: string;
}

export interface ProductiveInvoice {
  readonly id: string;
  readonly number: string;
  readonly on: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly total: string;
  readonly paid: string;
  readonly unpaid: string;
  readonly exportId: string;
}

export interface ProductiveExpense {
  readonly id: string;
  readonly on: string;
  readonly dueOn: string;
  readonly paidOn: string | undefined;
  readonly currency: string;
  readonly net: string;
  readonly total: string;
  readonly serviceType: string;
}

interface Row {
  readonly id: string;
  readonly attributes: Json;
  readonly relationships: Readonly<Record<string, { readonly data?: { readonly id: string } | null }>>;
}

/** Productive as an auditor sees it: read through its own public API with a read-only token. */
export class ProductiveReader {
  constructor(
    private readonly url: string,
    private readonly organisationId: string,
    private readonly token: string,
  ) {}

  async invoices(): Promise<readonly ProductiveInvoice[]> {
    return (await this.#all('invoices')).map(({ id, attributes }) => ({
      id,
      number: String(attributes['number'] ?? ''),
      on: String(attributes['invoiced_on']),
      dueOn: String(attributes['pay_on'] ?? ''),
      currency: String(attributes['currency']),
      total: cents(attributes['amount_with_tax']),
      paid: cents(attributes['amount_paid']),
      unpaid: cents(attributes['amount_unpaid']),
      exportId: String(attributes['export_id'] ?? ''),
    }));
  }

  async expenses(): Promise<readonly ProductiveExpense[]> {
    return (await this.#all('expenses', { include: 'service_type' })).map(({ id, attributes, relationships }) => ({
      id,
      on: String(attributes['date']),
      dueOn: String(attributes['pay_on'] ?? ''),
      paidOn: attributes['paid_on'] === null ? undefined : String(attributes['paid_on']),
      currency: String(attributes['currency']),
      net: cents(attributes['total_amount']),
      total: cents(attributes['total_amount_with_tax']),
      serviceType: relationships['service_type']?.data?.id ?? '',
    }));
  }

  async payments(): Promise<readonly ProductivePayment[]> {
    return (await this.#all('payments', { include: 'invoice' })).map(({ attributes, relationships }) => ({
      invoiceId: relationships['invoice']?.data?.id ?? '',
      amount: cents(attributes['amount']),
      on: String(attributes['paid_on'] ?? ''),
      note: String(attributes['note'] ?? ''),
    }));
  }

  async #all(resource: string, query: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let page = 1; ; page += 1) {
      const asked = new URLSearchParams({ ...query, 'page[number]': String(page), 'page[size]': '200' });
      const answer = await askJson<{ data: Row[]; meta: { total_pages: number } }>(`${this.url}/${resource}?${asked}`, {
        headers: {
          'x-auth-token': this.token,
          'x-organization-id': this.organisationId,
          'content-type': 'application/vnd.api+json',
        },
      });
      rows.push(...answer.data);
      if (page >= answer.meta.total_pages) return rows;
    }
  }
}

/** Productive's amounts are whole cents; all of the sandbox's currencies have two decimals. */
function cents(amount: unknown): string {
  return (Number(amount ?? 0) / 100).toFixed(2);
}
