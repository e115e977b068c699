import type { Office } from '@bridge/simulator-productive';

export interface Seeding {
  readonly count: number;
  readonly companyIds: readonly string[];
  readonly standardRateId: string;
  /** They have gone out to their clients: what is paid of them can be entered. */
  readonly areSent?: boolean;
  /** Absent: Brightwell's first. */
  readonly subsidiaryId?: string;
}

const PRICES = [12_500, 9_999, 48_000, 7_333, 125_050];

/** Companies that nobody in Xero knows yet. */
export function addCompanies(office: Office, count: number, prefix: string): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    office.add('companies', { name: `${prefix} ${index + 1} Ltd`, default_currency: 'GBP', due_days: 30 }),
  );
}

/** Finalised invoices of three lines each, the companies in turn. Answers their ids. */
export function addInvoices(office: Office, seeding: Seeding): readonly string[] {
  const { count, companyIds, standardRateId, subsidiaryId = '11', areSent = false } = seeding;
  return Array.from({ length: count }, (_, index) =>
    office.addInvoice({
      companyId: companyIds[index % companyIds.length] ?? '',
      subsidiaryId,
      payOn: '2027-01-31',
      subject: `Work of week ${index}`,
      lines: [0, 1, 2].map((line) => ({
        description: `Part ${line + 1}`,
        quantity: '1.5',
        unitPrice: PRICES[(index + line) % PRICES.length] ?? 100,
        taxRateId: standardRateId,
      })),
      finalise: true,
      sent: areSent,
    }),
  );
}

/** Approved expenses of one service, the vendors in turn. */
export function addExpenses(office: Office, { count, companyIds, standardRateId }: Seeding): readonly string[] {
  const [sample] = office.list('expenses');
  const serviceId = sample?.links['service'];
  if (typeof serviceId !== 'string') throw new Error('No seeded expense names its service');
  return Array.from({ length: count }, (_, index) => {
    const id = office.addExpense({
      name: `Purchase ${index}`,
      serviceId,
      amount: PRICES[index % PRICES.length] ?? 100,
      date: '2026-11-20',
      payOn: '2026-12-20',
      currency: 'GBP',
      vendorId: companyIds[index % companyIds.length] ?? '',
      taxRateId: standardRateId,
    });
    if (office.find('expenses', id)?.attributes['approved'] !== true) office.approve(id);
    return id;
  });
}
