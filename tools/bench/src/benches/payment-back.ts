import { setTimeout as sleep } from 'node:timers/promises';
import { below, measured, percentile, rounded, type Measure } from '../measure.js';
import { openTown, type Resident, type Town } from '../world/town.js';

const PAYMENTS = 20;
const LOOK_EVERY_MS = 25;
const INTERVAL_SECONDS = 60;

/** P9: from a payment in Xero to the paid invoice in Productive, told by a webhook, and found by the poll alone. */
export async function paymentBack(): Promise<readonly Measure[]> {
  const told = await secondsToPaid({ hasWebhooks: true, importEverySeconds: 3_600, apartMs: 4_000 });
  const found = await secondsToPaid({ hasWebhooks: false, importEverySeconds: INTERVAL_SECONDS, apartMs: 3_100 });
  const note = (seconds: readonly number[]) =>
    `${seconds.length} payments, p50 ${percentile(seconds, 0.5)} s, slowest ${percentile(seconds, 1)} s; the real time, one process of the product, PostgreSQL`;
  return [
    measured({
      id: 'P9.webhook',
      what: 'p95 from a payment in Xero to the paid invoice in Productive, with webhooks',
      unit: 's',
      goal: below(10),
      runs: [percentile(told, 0.95)],
      note: note(told),
    }),
    measured({
      id: 'P9.poll',
      what: `The same without webhooks, a poll every ${INTERVAL_SECONDS} s`,
      unit: 's',
      goal: below(INTERVAL_SECONDS + 60),
      runs: [percentile(found, 0.95)],
      note: note(found),
    }),
  ];
}

interface Setting {
  readonly hasWebhooks: boolean;
  readonly importEverySeconds: number;
  readonly apartMs: number;
}

async function secondsToPaid({ hasWebhooks, importEverySeconds, apartMs }: Setting): Promise<readonly number[]> {
  const town = await openTown(1, { workers: 0, importEverySeconds });
  try {
    const [resident] = town.residents;
    if (resident === undefined) throw new Error('Nobody moved in');
    const ids = town.addInvoices(resident, PAYMENTS);
    await town.copy(resident, ids);
    await town.untilCopied(resident, ids.length);
    const { webhooks } = town.vendors.xero;
    if (hasWebhooks && (await webhooks.subscribe(`${town.product.url}/api/v1/webhooks/xero`)) !== 'active')
      throw new Error('The bridge did not pass the intent to receive');
    const waits: Promise<number>[] = [];
    for (const id of ids) {
      pay(town, resident, id);
      waits.push(untilPaid(town, resident, id, Date.now()));
      await sleep(apartMs);
    }
    return await Promise.all(waits);
  } finally {
    await town.close();
  }
}

function pay({ vendors }: Town, { organisationId }: Resident, id: string): void {
  const accountant = vendors.xero.books.accountant(organisationId);
  const document = accountant.list('Invoices').find((row) => String(row['Url']).endsWith(`/invoices/${id}`));
  if (document === undefined) throw new Error(`There is no copy of ${id}`);
  accountant.recordPayment({
    invoiceId: String(document['InvoiceID']),
    amount: Number(document['AmountDue']).toFixed(2),
    on: new Date().toISOString().slice(0, 10),
  });
}

async function untilPaid(town: Town, { tenantId }: Resident, id: string, since: number): Promise<number> {
  const office = town.vendors.productive.office(tenantId);
  for (;;) {
    const { amount_paid: paid, amount_with_tax: total } = office.find('invoices', id)?.attributes ?? {};
    if (Number(total) > 0 && Number(paid) >= Number(total)) return rounded((Date.now() - since) / 1_000);
    if (Date.now() - since > 300_000) throw new Error(`Invoice ${id} was not paid within five minutes`);
    await sleep(LOOK_EVERY_MS);
  }
}
