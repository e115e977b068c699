import { Fault, type SourcePayment, type SourcePayments } from '@bridge/application';
import { type CalendarDay, describeMoney, money, type Money, problem, type ProblemCode } from '@bridge/domain';
import { relatedId, type Resource } from './client/json-api.js';
import type { ProductiveClient, ProductiveSession } from './client/productive-client.js';
import { present, readDay, readMoney, readText, required } from './mappers/values.js';

export class ProductivePayments implements SourcePayments {
  constructor(private readonly client: ProductiveClient) {}

  /** Write-offs are not payments: they carry `written_off_on` instead. The filter is checked, and not trusted. */
  async of(tenantId: string, invoiceId: string): Promise<readonly SourcePayment[]> {
    const session = await this.client.of(tenantId);
    const rows = await session.all('payments', { 'filter[invoice_id]': invoiceId, include: 'invoice' });
    const own = rows.filter((row) => relatedId(row, 'invoice') === invoiceId);
    return own.filter((row) => readText(row, 'written_off_on') === undefined).map(toPayment);
  }

  async record(
    tenantId: string,
    payment: {
      readonly invoiceId: string;
      readonly amount: Money;
      readonly paidOn: CalendarDay;
      readonly note: string;
    },
  ): Promise<string> {
    const session = await this.client.of(tenantId);
    const { invoiceId, amount, paidOn, note } = payment;
    const attributes = { invoice_id: invoiceId, amount: centsOf(amount), paid_on: paidOn, note };
    try {
      return (await session.create('payments', attributes, 'payment_refused')).id;
    } catch (error) {
      if (!(error instanceof Fault) || error.fault.kind !== 'refused') throw error;
      throw await explained(session, invoiceId, amount, error);
    }
  }

  async remove(tenantId: string, paymentId: string): Promise<void> {
    const session = await this.client.of(tenantId);
    await session.remove('payments', paymentId, 'payment_refused');
  }

  /** Only an invoice that is not sent yet: the day on which a person sent it stands. */
  async markSent(tenantId: string, invoiceId: string, sentOn: CalendarDay): Promise<void> {
    const session = await this.client.of(tenantId);
    const invoice = await session.get(`invoices/${encodeURIComponent(invoiceId)}`);
    if (readText(invoice, 'sent_on') !== undefined) return;
    await session.change('invoices', invoiceId, { sent_on: sentOn }, 'payment_refused');
  }

  async settleExpense(tenantId: string, expenseId: string, paidOn: CalendarDay | null): Promise<void> {
    const session = await this.client.of(tenantId);
    await session.change('expenses', expenseId, { paid_on: paidOn }, 'payment_refused');
  }
}

function toPayment(row: Resource): SourcePayment {
  const currency = required(readText(row, 'currency'), row, 'currency');
  return {
    id: row.id,
    amount: readMoney(row, 'amount', currency),
    ...present({ paidOn: readDay(row, 'paid_on'), note: readText(row, 'note') }),
  };
}

/** Productive takes money as an integer. Throws a RangeError on an amount that JSON cannot carry exactly. */
function centsOf(amount: Money): number {
  const cents = Number(amount.minor);
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${describeMoney(amount)} does not fit a JSON number`);
  return cents;
}

/**
 * Says why a payment was refused. Productive's texts for it are not known, so the reason is read off the invoice, and
 * Productive's own words go along.
 */
async function explained(session: ProductiveSession, invoiceId: string, amount: Money, refusal: Fault): Promise<Fault> {
  const invoice = await session.get(`invoices/${encodeURIComponent(invoiceId)}`);
  const code = reasonOf(invoice, amount);
  return new Fault(
    { kind: 'refused', problems: [problem(code, 'payment', refusal.message)] },
    refusal.message,
    refusal.correlationId,
  );
}

function reasonOf(invoice: Resource, amount: Money): ProblemCode {
  if (readText(invoice, 'sent_on') === undefined) return 'invoice_not_sent';
  const currency = readText(invoice, 'currency') ?? '';
  const open = readMoney(invoice, 'amount_unpaid', currency);
  return currency === amount.currency && money(amount.minor, currency).minor > open.minor
    ? 'overpaid'
    : 'payment_refused';
}
