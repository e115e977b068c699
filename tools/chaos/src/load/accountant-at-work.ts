import { askJson, type Json } from '@bridge/witness';

const AT_ONCE = 3;

/** Somebody in Xero who pays what is open, in full or in tranches, and now and then takes a payment back. */
export class AccountantAtWork {
  readonly #paymentIds: string[] = [];
  payments = 0;
  removals = 0;

  constructor(
    private readonly xeroUrl: string,
    private readonly organisationId: string,
  ) {}

  async paySome(): Promise<void> {
    const open = (await this.#list({ Statuses: 'AUTHORISED', pageSize: '1000' })).filter(
      (row) => typeof row['Url'] === 'string' && Number(row['AmountDue']) > 0,
    );
    for (let index = 0; index < AT_ONCE && open.length > 0; index += 1) {
      const [chosen] = open.splice(Math.floor(Math.random() * open.length), 1);
      if (chosen) await this.#pay(chosen);
    }
    if (Math.random() < 0.15) await this.#takeBack();
  }

  /** In full, or a third; two equal ones on one day now and then, which only their ids tell apart. */
  async #pay(row: Json): Promise<void> {
    const due = Math.round(Number(row['AmountDue']) * 100);
    const parts =
      Math.random() < 0.5 || due < 300 ? [due] : Math.random() < 0.5 ? [third(due)] : [third(due), third(due)];
    const on = new Date().toISOString().slice(0, 10);
    for (const part of parts) {
      const amount = (part / 100).toFixed(2);
      const paid = await this.#act('recordPayment', { invoiceId: row['InvoiceID'], amount, on, accountCode: '090' });
      this.#paymentIds.push(String(paid['PaymentID']));
      this.payments += 1;
    }
  }

  async #takeBack(): Promise<void> {
    const [id] = this.#paymentIds.splice(Math.floor(Math.random() * this.#paymentIds.length), 1);
    if (id === undefined) return;
    await this.#act('deletePayment', id);
    this.removals += 1;
  }

  async #list(query: Readonly<Record<string, string>>): Promise<readonly Json[]> {
    return this.#ask<readonly Json[]>('list', ['Invoices', query]);
  }

  #act(action: string, ...args: readonly unknown[]): Promise<Json> {
    return this.#ask<Json>(action, args);
  }

  async #ask<T>(action: string, args: readonly unknown[]): Promise<T> {
    const { result } = await askJson<{ result: T }>(`${this.xeroUrl}/_control/accountant`, {
      method: 'POST',
      json: { tenantId: this.organisationId, action, args },
    });
    return result;
  }
}

function third(minor: number): number {
  return Math.floor(minor / 3);
}
