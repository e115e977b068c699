import { setTimeout as wait } from 'node:timers/promises';
import type { Agency } from '../agencies.js';
import type { Product } from '../product.js';

interface Row {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const AT_ONCE = 100;
/** Below Productive's limit of 100 calls in 10 seconds, with room for the bridge. */
const PAUSE_MS = 150;

/** Somebody at the agency who writes many invoices of one line in Productive, through its API, and finalises them. */
export async function addInvoices(product: Product, agency: Agency, count: number): Promise<void> {
  const ask = asking(product, agency);
  const [company] = await ask('GET', 'companies');
  const rates = await ask('GET', 'tax_rates');
  for (let made = 0; made < count; made += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - made) }, (_, index) => made + index + 1);
    const invoices = await ask(
      'POST',
      'invoices',
      numbers.map((number) => ({
        type: 'invoices',
        attributes: {
          company_id: company?.id,
          currency: 'USD',
          invoiced_on: '2026-11-20',
          pay_on: '2026-12-20',
          subject: `Bulk ${number}`,
        },
      })),
    );
    await ask(
      'POST',
      'line_items',
      invoices.map(({ id }, index) => ({
        type: 'line_items',
        attributes: {
          invoice_id: id,
          description: `Part ${index + 1}`,
          quantity: 1,
          unit_price: 10_000,
          tax_rate_id: rates[0]?.id,
        },
      })),
    );
    for (const { id } of invoices) {
      await ask('PATCH', `invoices/${id}/finalize`);
      await wait(PAUSE_MS);
    }
  }
}

/** Somebody at the agency writes and finalises one invoice of one line; the price in cents. Answers its id. */
export async function addInvoice(product: Product, agency: Agency, subject: string, cents: number): Promise<string> {
  const ask = asking(product, agency);
  const [company] = await ask('GET', 'companies');
  const [rate] = await ask('GET', 'tax_rates');
  const days = { invoiced_on: '2026-11-20', pay_on: '2026-12-20' };
  const attributes = { company_id: company?.id, currency: 'USD', ...days, subject };
  const [invoice] = await ask('POST', 'invoices', { type: 'invoices', attributes });
  if (invoice === undefined) throw new Error('Productive made no invoice');
  const line = { invoice_id: invoice.id, description: subject, quantity: 1, unit_price: cents, tax_rate_id: rate?.id };
  await ask('POST', 'line_items', { type: 'line_items', attributes: line });
  await ask('PATCH', `invoices/${invoice.id}/finalize`);
  return invoice.id;
}

/** Somebody at the agency changes the price of the only line of that invoice. */
export async function reprice(product: Product, agency: Agency, invoiceId: string, cents: number): Promise<void> {
  const ask = asking(product, agency);
  const [line] = await ask('GET', `line_items?filter[invoice_id]=${invoiceId}`);
  if (line === undefined) throw new Error(`Invoice ${invoiceId} has no line in Productive`);
  const change = { type: 'line_items', id: line.id, attributes: { unit_price: cents } };
  await ask('PATCH', `line_items/${line.id}`, change);
}

/** Somebody at the agency gives an expense another due date. */
export async function moveDueDate(product: Product, agency: Agency, name: string, dueOn: string): Promise<void> {
  const ask = asking(product, agency);
  const expenses = await ask('GET', 'expenses?page[size]=200');
  const found = expenses.find(({ attributes }) => attributes['name'] === name);
  if (found === undefined) throw new Error(`There is no expense “${name}” in Productive`);
  await ask('PATCH', `expenses/${found.id}`, { type: 'expenses', id: found.id, attributes: { pay_on: dueOn } });
}

function asking({ productiveUrl }: Product, agency: Agency) {
  return async (method: string, path: string, data?: unknown): Promise<readonly Row[]> => {
    const type = `application/vnd.api+json${Array.isArray(data) ? '; ext=bulk' : ''}`;
    const answer = await fetch(`${productiveUrl}/${path}`, {
      method,
      headers: {
        'x-auth-token': agency.token,
        'x-organization-id': agency.organisationId,
        'content-type': type,
        accept: type,
      },
      ...(data !== undefined && { body: JSON.stringify({ data }) }),
    });
    if (!answer.ok) throw new Error(`Productive answered ${answer.status}: ${await answer.text()}`);
    const body = (await answer.json()) as { data: Row | readonly Row[] };
    return [body.data].flat();
  };
}
