import type { TrancheView } from '@bridge/contracts';
import type { Office } from '@bridge/simulator-productive';
import { studio } from '../testing/connections.js';
import { everyPair } from '../testing/every-pair.js';
import { brightwell, connectFor, setUp, startRealBridge, until, type RealBridge } from '../testing/real-bridge.js';
import type { Answer } from './testing/test-bed.js';
import type { Client } from './testing/client.js';

/** What nobody has told us of Productive, as far as a copy and its payments touch it. */
const ofProductive = {
  externalIdOnPayments: ['ignored', 'accepted', 'refused'],
  patchOnSentInvoices: ['allowed', 'export_fields_only', 'refused'],
  multiIdFilters: ['works', 'first_only', 'refused'],
  paymentsNeedSent: [true, false],
  overpaymentRefused: [true, false],
  importedPaymentsDeletable: [true, false],
  strictReadOnly: [true, false],
  pageSizeAbove200: ['clamp', 'error'],
  expensesUpdatedAtFilter: ['works', 'refused'],
  lastActivityBumpedByAllEdits: [true, false],
  exportedAtStamped: [true, false],
  invoiceTaxRounding: ['line', 'document'],
  taxInclusiveAmount: ['gross', 'net'],
  bulkIsAtomic: [true, false],
} as const;

/** The same of Xero. */
const ofXero = { deletedPaymentsListed: [true, false], dueDateRequiredOnApproval: [true, false] } as const;

/** Xero's 60 calls a minute are used up on the way: then the bridge waits for the next minute. */
const PATIENCE_SECONDS = 75;

describe('whatever the vendors do where their documentation is silent', () => {
  let bridge: RealBridge;
  let client: Client;
  let office: Office;
  let connectionId: string;

  beforeAll(async () => {
    bridge = await startRealBridge();
    client = await brightwell(bridge);
    connectionId = await connectFor(bridge, client);
    await setUp(client, connectionId);
    office = bridge.productive.office('1001');
  }, 60_000);

  afterAll(() => bridge?.close());

  it.each(everyPair({ ...ofProductive, ...ofXero }))(
    'copies once, pays and takes back: %j',
    async ({ deletedPaymentsListed, dueDateRequiredOnApproval, ...answers }) => {
      Object.assign(bridge.xero.assumptions, { deletedPaymentsListed, dueDateRequiredOnApproval });
      Object.assign(bridge.productive.assumptions, answers);
      const accountant = bridge.xero.books.accountant(studio);
      const before = accountant.list('Invoices').length;
      const [unsent, sent, overpaid] = [
        invoice(office),
        invoice(office, { sent: true }),
        invoice(office, { sent: true }),
      ];
      const bought = expense(office);
      office.addPayment(overpaid, { amount: 500, note: 'entered by hand' });

      const copies = await copied({ invoice: [unsent, sent, overpaid], expense: [bought] });
      const [first, second, third, bill] = copies.map(({ ledgerId }) => ledgerId);
      const [total = '', , , cost = ''] = copies.map((copy) => copy.total.amount);
      expect([total, cost]).toEqual([
        inMajorUnits(office.find('invoices', unsent)?.attributes['amount_with_tax']),
        inMajorUnits(office.find('expenses', bought)?.attributes['total_amount_with_tax']),
      ]);
      expect(accountant.list('Invoices').length - before).toBe(4);

      const [part, wholeBill] = [pay(first, '10.00'), pay(bill, cost)];
      pay(first, '20.00');
      pay(second, total);
      pay(third, total);
      const beside = answers.overpaymentRefused ? { [overpaid]: '5.00' } : { [overpaid]: `5.00 ${total}` };
      await untilPaid({ [unsent]: '10.00 20.00', [sent]: total, ...beside }, { [bought]: true });

      accountant.deletePayment(part);
      accountant.deletePayment(wholeBill);
      await untilPaid({ [unsent]: '20.00', [sent]: total, ...beside }, { [bought]: false });
      const { rows } = (await client.get(`/payment-imports/tranches?sourceInvoiceId=${overpaid}`)).body;
      expect(rows.map(({ state, problems }: TrancheView) => [state, problems.map(({ code }) => code)])).toEqual([
        answers.overpaymentRefused ? ['held', ['overpaid']] : ['recorded', []],
      ]);
    },
    4 * 60_000,
  );

  it('has logged no defect', () => expect(bridge.logged).toEqual([]));

  function pay(invoiceId: string | undefined, amount: string): string {
    const payment = bridge.xero.books.accountant(studio).recordPayment({ invoiceId: invoiceId ?? '', amount });
    return String(payment['PaymentID']);
  }

  /** Copies them; answers their exports once they are done, in this order. */
  async function copied(asked: Readonly<Record<string, readonly string[]>>): Promise<readonly Copy[]> {
    await client.post('/documents/refresh');
    for (const [kind, sourceIds] of Object.entries(asked)) {
      const answer = await client.post('/exports', { kind, sourceIds });
      expect([answer.status, answer.body.refused]).toEqual([202, []]);
    }
    const rowsOf = ({ body }: Answer) =>
      Object.values(asked)
        .flat()
        .map((id) => body.rows.find((row: Copy) => row.sourceId === id));
    const ask = () => client.get('/exports?state=exported');
    return rowsOf(await until(ask, (answer) => rowsOf(answer).every((row) => row !== undefined), PATIENCE_SECONDS));
  }

  /** Imports until Productive shows these tranches, and these expenses as paid or not. */
  async function untilPaid(
    tranches: Readonly<Record<string, string>>,
    isPaid: Readonly<Record<string, boolean>>,
  ): Promise<void> {
    const shown = () =>
      JSON.stringify({
        tranches: Object.fromEntries(Object.keys(tranches).map((id) => [id, paymentsOf(office, id)])),
        isPaid: Object.fromEntries(
          Object.keys(isPaid).map((id) => [id, office.find('expenses', id)?.attributes['paid_on'] !== null]),
        ),
      });
    await client.post('/payment-imports', { connectionId });
    await until(
      async () => {
        // So many reversals within an hour are asked about, and here they are meant.
        await client.post('/payment-imports/reversals', { connectionId, decision: 'apply' });
        return { ...(await client.get('/payment-imports/tranches')), text: shown() };
      },
      ({ text }) => text === JSON.stringify({ tranches, isPaid }),
      PATIENCE_SECONDS,
    );
  }
});

interface Copy {
  readonly sourceId: string;
  readonly ledgerId: string;
  readonly state: string;
  readonly total: { readonly amount: string };
}

/** Its tax is another one when it is rounded by the line. */
function invoice(office: Office, more: { readonly sent?: boolean } = {}): string {
  const [line] = office.list('line_items');
  const [company] = office.list('companies');
  const part = { quantity: '1.5', unitPrice: 9_999, taxRateId: String(line?.links['tax_rate']) };
  return office.addInvoice({
    ...{ companyId: company?.id ?? '', subsidiaryId: '11', currency: 'GBP', payOn: '2027-01-31' },
    ...{ subject: 'Work', lines: [part, part, part], finalise: true },
    ...more,
  });
}

/** Entered with its tax in it. */
function expense(office: Office): string {
  const [sample] = office.list('expenses');
  const [line] = office.list('line_items');
  const id = office.addExpense({
    ...{ name: 'Hard disk', serviceId: String(sample?.links['service']), amount: 9_999, date: '2026-11-20' },
    ...{ payOn: '2026-12-20', currency: 'GBP', vendorId: office.list('companies')[1]?.id ?? '' },
    ...{ taxRateId: String(line?.links['tax_rate']), taxInclusion: true },
  });
  if (office.find('expenses', id)?.attributes['approved'] !== true) office.approve(id);
  return id;
}

function paymentsOf(office: Office, invoiceId: string): string {
  return office
    .list('payments')
    .filter(({ links }) => links['invoice'] === invoiceId)
    .map(({ attributes }) => Number(attributes['amount']))
    .sort((one, other) => one - other)
    .map(inMajorUnits)
    .join(' ');
}

function inMajorUnits(amount: unknown): string {
  return (Number(amount) / 100).toFixed(2);
}
