import { below, measured, rounded, type Measure } from '../measure.js';
import { organisationId, tenantId } from '../world/connect-agency.js';
import { addCompanies, addInvoices } from '../world/documents.js';
import { startHand, type Hand } from '../world/hand.js';
import { startVendors, type Vendors } from '../world/vendors.js';

export interface Years {
  readonly months: number;
  readonly warmUpMonths: number;
}

const DAY_MS = 86_400_000;
const DAYS = 30;
const POLLS_A_DAY = 2;
const INVOICES_A_MONTH = 20;

interface Held {
  readonly heldMb: number;
  readonly residentMb: number;
}

/** P14: what a process keeps while months go by: documents copied and paid, polls, and the lists read again. */
export async function twoYears({ months, warmUpMonths }: Years): Promise<readonly Measure[]> {
  const vendors = await startVendors();
  const hand = await startHand(vendors);
  try {
    const held: Held[] = [];
    for (let month = 0; month < months; month += 1) held.push(await oneMonth(vendors, hand, month));
    const after = held.slice(warmUpMonths);
    const what = `over ${months} simulated months, the first ${warmUpMonths} left out`;
    const life = `Each month ${INVOICES_A_MONTH} invoices copied and paid and ${DAYS * POLLS_A_DAY} polls, PostgreSQL beside it`;
    const ends = (values: readonly number[]) =>
      `${Math.round(values[0] ?? 0)} MB → ${Math.round(values.at(-1) ?? 0)} MB`;
    return (['heldMb', 'residentMb'] as const).map((which) => {
      const values = after.map((month) => month[which]);
      return measured({
        id: which === 'heldMb' ? 'P14' : 'P14.resident',
        what: `Growth of ${which === 'heldMb' ? 'what the process cannot throw away' : 'its resident memory'} ${what}`,
        unit: 'MB/month',
        goal: below(1),
        runs: [rounded(slopeOf(values))],
        note: `${life}; ${ends(values)}, slope of the straight line that fits best`,
      });
    });
  } finally {
    await hand.close();
  }
}

async function oneMonth(vendors: Vendors, hand: Hand, month: number): Promise<Held> {
  const office = vendors.productive.office(tenantId);
  const standardRateId = office.list('tax_rates').find((rate) => rate.attributes['name'] === 'VAT 20%')?.id ?? '';
  const companyIds = addCompanies(office, 2, `Month ${month + 1}`);
  await hand.ask({
    what: 'copy',
    sourceIds: addInvoices(office, { count: INVOICES_A_MONTH, companyIds, standardRateId, areSent: true }),
  });
  const accountant = vendors.xero.books.accountant(organisationId);
  const unpaid = accountant.list('Invoices').filter((row) => Number(row['AmountDue']) > 0);
  for (let day = 0; day < DAYS; day += 1) {
    const document = unpaid[day];
    if (document !== undefined)
      accountant.recordPayment({
        invoiceId: String(document['InvoiceID']),
        amount: Number(document['AmountDue']).toFixed(2),
        on: new Date(vendors.clock.now()).toISOString().slice(0, 10),
      });
    for (let turn = 0; turn < POLLS_A_DAY; turn += 1) {
      await vendors.clock.sleep(DAY_MS / POLLS_A_DAY);
      await hand.ask({ what: 'poll' });
    }
  }
  return hand.ask({ what: 'refresh' });
}

/** Least squares. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const run = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return rise / run;
}
