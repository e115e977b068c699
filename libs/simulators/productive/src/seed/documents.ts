import type { NewLine } from '../office/drafts.js';
import type { Office } from '../office/office.js';
import { addDays } from '../world/time.js';
import type { Agency } from './organization.js';

const firstDay = '2026-09-01';
/** The last of the days on which seeded documents are dated is 80 days after the first: 20 November 2026. */
const span = 80;
const prices = [12_500, 9_999, 48_000, 7_333, 125_050, 3_305, 21_017, 66_600];
const quantities = ['1.0', '7.5', '0.3333', '12.25', '2.0', '0.125', '33.3333', '1.75'];

/** Sets the clock to the morning of a day while a document is made. */
export type On = (day: string) => void;

/** Ordinary invoices and expenses: repeatable, spread over the clients, service types, rates and days. */
export function makeOrdinaryDocuments(office: Office, agency: Agency, on: On): void {
  const { ordinary } = agency.profile;
  for (let index = 0; index < ordinary.invoices + ordinary.drafts; index += 1) {
    const day = addDays(firstDay, Math.floor((index * span) / (ordinary.invoices + ordinary.drafts)));
    on(day);
    const isDraft = index >= ordinary.invoices;
    const client = index % agency.clients.length;
    const currency = agency.profile.clients[client]?.currency ?? agency.profile.currency;
    const invoice = office.addInvoice({
      companyId: pick(agency.clients, client),
      currency,
      invoicedOn: day,
      payOn: index % 7 === 5 ? null : addDays(day, 30),
      subject: `${agency.profile.clients[client]?.name ?? ''}: work in ${monthOf(day)}`,
      ...(index % 3 === 0 ? { purchaseOrderNumber: `PO-${7000 + index}` } : {}),
      ...(index % 4 === 1 ? { customFields: { [agency.costCentreField]: `CC-${100 + index}` } } : {}),
      budgetId: pick(agency.budgets, client),
      lines: [0, 1, 2].slice(0, 1 + (index % 3)).map((position) => ordinaryLine(agency, client, index, position)),
    });
    if (isDraft) continue;
    office.finalise(invoice);
    if (index % 6 !== 4) office.markSent(invoice, day);
    if (index % 5 === 3) payPartly(office, invoice, addDays(day, 5));
  }
  for (let index = 0; index < ordinary.expenses; index += 1) makeOrdinaryExpense(office, agency, on, index);
}

function makeOrdinaryExpense(office: Office, agency: Agency, on: On, index: number): void {
  const { profile } = agency;
  const day = addDays(firstDay, Math.floor((index * span) / profile.ordinary.expenses));
  on(day);
  const client = index % agency.clients.length;
  const vendor = index % agency.vendors.length;
  const type = index % agency.serviceTypes.length;
  const expense = office.addExpense({
    name: `${profile.serviceTypes[type] ?? ''} from ${profile.vendors[vendor]?.name ?? ''}, ${monthOf(day)}`,
    serviceId: pick(pick(agency.expenseServices, client), type),
    amount: pick(prices, index),
    quantity: index % 4 === 2 ? '3.0' : '1.0',
    currency: profile.vendors[vendor]?.currency ?? profile.currency,
    date: day,
    payOn: addDays(day, 21),
    vendorId: pick(agency.vendors, vendor),
    taxRateId: rate(agency, index % 5 === 3 ? 2 : 0),
    ...(index % 4 === 1 ? { customFields: { [agency.referenceField]: `SI-${9000 + index}` } } : {}),
  });
  if (index % 8 !== 7 && office.find('expenses', expense)?.attributes['approved'] !== true) office.approve(expense);
  if (index % 9 === 8) office.edit('expenses', expense, { paid_on: addDays(day, 7) });
}

/** The cases that break integrations; every agency on a paid plan has all of them. */
export function makeAwkwardDocuments(office: Office, agency: Agency, on: On): void {
  const { profile, clients } = agency;
  const day = '2026-11-02';
  on(day);
  const standard = rate(agency, 0);
  const line = (description: string, unitPrice: number, more: Partial<NewLine> = {}): NewLine => ({
    description,
    unitPrice,
    taxRateId: standard,
    serviceTypeId: pick(agency.serviceTypes, 0),
    ...more,
  });
  const invoice = (
    subject: string,
    lines: readonly NewLine[],
    more: Partial<Parameters<Office['addInvoice']>[0]> = {},
  ): string =>
    office.addInvoice({
      companyId: pick(clients, 0),
      invoicedOn: day,
      payOn: addDays(day, 30),
      subject,
      budgetId: pick(agency.budgets, 0),
      finalise: true,
      sent: day,
      ...more,
      lines,
    });

  invoice('Quantities with four decimals', [
    line('A third of a day', 10_001, { quantity: '0.3333' }),
    line('Half a cent either way', 5, { quantity: '0.5' }),
    line('Hours with a remainder', 9_995, { quantity: '17.0833', unitId: 1 }),
  ]);
  invoice(
    'Discounts on lines and on the whole',
    [line('Workshop', 100_000, { discount: '12.5' }), line('Follow-up', 33_333)],
    {
      discount: '10',
    },
  );
  invoice('Zero-rated and exempt beside standard', [
    line('Standard', 20_000),
    line('Zero-rated', 15_000, { taxRateId: rateNamed(agency, (percent) => percent === '0.0') }),
    line('Exempt', 5_000, { taxRateId: rateNamed(agency, (percent) => percent === null) }),
  ]);
  invoice('In a foreign currency', [line('Research', 84_217, { quantity: '1.5' })], {
    currency: profile.foreignCurrency,
  });
  invoice('A rate nobody mapped', [line('Services abroad', 50_000, { taxRateId: special(agency, 'unmapped') })]);
  invoice('A rate that was archived since', [line('Old retainer', 40_000, { taxRateId: special(agency, 'archived') })]);
  invoice('A very long description', [line('Long text. '.repeat(400).slice(0, 4_000), 12_000)]);
  const original = invoice('Corrected by a credit note', [line('Illustrations', 80_000, { quantity: '2.0' })]);
  invoice('Credit note for illustrations', [line('One illustration less', 80_000, { quantity: '-1.0' })], {
    creditFor: original,
  });
  invoice('Credit note without an original', [line('Goodwill', 2_500, { quantity: '-1.0' })], {
    companyId: pick(clients, 1),
    currency: profile.clients[1]?.currency ?? profile.currency,
    budgetId: pick(agency.budgets, 1),
    creditFor: true,
  });
  const exported = invoice('Exported by something else', [line('Already in the books', 60_000)]);
  office.edit('invoices', exported, {
    exported: true,
    export_id: 'legacy-ledger-0042',
    export_invoice_url: 'https://ledger.example/invoices/0042',
  });
  invoice('The first with a number used twice', [line('Original', 10_000)], {
    finalise: `${profile.slug.toUpperCase()}-DUP-1`,
  });
  invoice('The second with a number used twice', [line('Copy', 11_000)], {
    finalise: `${profile.slug.toUpperCase()}-DUP-1`,
  });
  invoice('Finalised but not sent', [line('Waiting', 22_000)], { sent: false });
  invoice('Nothing to pay', [line('Free of charge', 0)]);
  const paid = invoice('Paid in two tranches', [line('Sprint', 100_000)]);
  const due = Number(office.find('invoices', paid)?.attributes['amount_unpaid'] ?? 0);
  office.addPayment(paid, { amount: Math.floor(due / 2), on: '2026-11-05' });
  office.addPayment(paid, { amount: due - Math.floor(due / 2), on: '2026-11-09' });
  office.addInvoice({ companyId: pick(clients, 0), invoicedOn: day, subject: 'Draft without lines' });

  const fifteen = profile.rates.find(([, , kind]) => kind === 'fifteen');
  if (fifteen !== undefined)
    // By line: 3.76 + 3.84 + 3.84 = 11.44. On the sum: 76.30 × 15 % = 11.445, so 11.45.
    invoice(
      'Tax by line and on the sum differ',
      [2_506, 2_561, 2_563].map((price) =>
        line(`At ${price / 100}`, price, { taxRateId: agency.rates[fifteen[0]] ?? standard }),
      ),
    );
  if (profile.subsidiaries.length > 1) invoiceOfSecondSubsidiary(office, agency, day);

  makeAwkwardExpenses(office, agency, on);
  if (profile.plan === 'ultimate') makePurchaseOrder(office, agency);
}

function invoiceOfSecondSubsidiary(office: Office, agency: Agency, day: string): void {
  const subsidiary = agency.profile.subsidiaries[1]?.[0] ?? '';
  const own = office
    .list('tax_rates')
    .find(({ links, attributes }) => links['subsidiary'] === subsidiary && attributes['archived_at'] === null);
  office.addInvoice({
    companyId: pick(agency.clients, 3),
    subsidiaryId: subsidiary,
    invoicedOn: day,
    payOn: addDays(day, 14),
    subject: 'From the second subsidiary',
    lines: [
      {
        description: 'Prototype',
        unitPrice: 75_000,
        taxRateId: own?.id ?? '',
        serviceTypeId: pick(agency.serviceTypes, 1),
      },
    ],
    finalise: true,
    sent: day,
  });
}

function makeAwkwardExpenses(office: Office, agency: Agency, on: On): void {
  const { profile } = agency;
  const day = '2026-11-10';
  on(day);
  const expense = (name: string, more: Partial<Parameters<Office['addExpense']>[0]> = {}, approved = true): string => {
    const id = office.addExpense({
      name,
      serviceId: pick(pick(agency.expenseServices, 0), 3),
      amount: 12_345,
      date: day,
      payOn: addDays(day, 14),
      vendorId: pick(agency.vendors, 0),
      taxRateId: rate(agency, 0),
      ...more,
    });
    if (approved) office.approve(id);
    return id;
  };
  expense('Without a vendor', { vendorId: null });
  expense('Without a due date', { payOn: null });
  expense('Not yet approved', {}, false);
  office.reject(expense('Rejected', {}, false), 'The receipt is missing');
  expense('With a rate nobody mapped', { taxRateId: special(agency, 'unmapped') });
  expense('Without a tax rate', { taxRateId: null });
  expense('Taxi, to be reimbursed', { reimbursable: true, personId: agency.member, amount: 2_380, vendorId: null });
  expense('Tax-inclusive train ticket', { taxInclusion: true, amount: 11_999 });
  expense('In a foreign currency', { currency: profile.foreignCurrency, amount: 30_001 });
  expense('Refund of a deposit', { amount: -5_000 });
  expense('Nothing to pay', { amount: 0 });
  expense('Marked up for the client', { billableAmount: 15_000, amount: 12_000 });
  const withReceipt = expense('With a receipt');
  office.attach(
    { expenseId: withReceipt },
    { name: 'receipt.pdf', contentType: 'application/pdf', content: tinyPdf() },
  );
  office.edit('expenses', expense('Paid already'), { paid_on: '2026-11-12' });
}

function makePurchaseOrder(office: Office, agency: Agency): void {
  const order = office.add(
    'purchase_orders',
    { subject: 'Print run', issued_on: '2026-11-03', currency: agency.profile.currency, status_id: 2 },
    { deal: pick(agency.budgets, 0), vendor: pick(agency.vendors, 0) },
  );
  const expense = office.addExpense({
    name: 'Print run, on a purchase order',
    serviceId: pick(pick(agency.expenseServices, 0), 4),
    amount: 45_000,
    date: '2026-11-04',
    payOn: '2026-12-04',
    vendorId: pick(agency.vendors, 0),
    taxRateId: rate(agency, 0),
  });
  office.edit('expenses', expense, {}, { purchase_order: order });
  office.edit('purchase_orders', order, { note: null });
}

function payPartly(office: Office, invoiceId: string, on: string): void {
  const invoice = office.find('invoices', invoiceId);
  const unpaid = Number(invoice?.attributes['amount_unpaid'] ?? 0);
  if (invoice?.attributes['sent_on'] != null && unpaid > 3)
    office.addPayment(invoiceId, { amount: Math.floor(unpaid / 3), on });
}

function ordinaryLine(agency: Agency, client: number, index: number, position: number): NewLine {
  const step = index + position * 3;
  const type = step % agency.serviceTypes.length;
  return {
    description: `${agency.profile.serviceTypes[type] ?? ''}, ${pick(quantities, step)} units`,
    quantity: pick(quantities, step),
    unitPrice: pick(prices, step),
    taxRateId: rate(agency, step % 6 === 5 ? 2 : 0),
    serviceId: pick(pick(agency.services, client), type),
    ...(step % 8 === 7 ? { discount: '5' } : {}),
    unitId: 1,
  };
}

function rate(agency: Agency, index: number): string {
  const usable = agency.profile.rates.filter(([, , kind]) => kind === undefined);
  return agency.rates[(usable[index] ?? usable[0])?.[0] ?? ''] ?? '';
}

function rateNamed(agency: Agency, fits: (percent: string | null) => boolean): string {
  const found = agency.profile.rates.find(([, percent, kind]) => kind === undefined && fits(percent));
  return agency.rates[found?.[0] ?? ''] ?? '';
}

function special(agency: Agency, kind: 'archived' | 'unmapped'): string {
  return agency.rates[agency.profile.rates.find(([, , own]) => own === kind)?.[0] ?? ''] ?? '';
}

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function monthOf(day: string): string {
  return { '09': 'September', '10': 'October', '11': 'November' }[day.slice(5, 7)] ?? day;
}

/** The smallest document that a PDF reader opens. */
function tinyPdf(): Buffer {
  return Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  );
}
