import { anExpense, anInvoice } from '@bridge/domain/testing';
import { brightwellStudio } from '@bridge/application/testing';
import { signIn, type Client } from './client.js';
import type { TestBed } from './test-bed.js';

export const admins = {
  brightwell: ['1001', 'sandbox-brightwell-admin'],
  coolabah: ['1002', 'sandbox-coolabah-admin'],
  tiny: ['1004', 'sandbox-tiny-admin'],
} as const;

/** Settings that the fake Brightwell Studio takes: everything switched on and mapped. */
export const goodSettings = {
  options: { exportInvoices: true, exportExpenses: true, syncPayments: true, historyNotes: false },
  taxRates: {
    sales: { '501': 'OUTPUT2' },
    purchases: { '501': 'INPUT2' },
    noTax: { sales: 'NONE', purchases: 'NONE' },
  },
  invoices: {
    numberedBy: 'source',
    pdfMadeBy: 'ledger',
    initialStatus: 'approved',
    reference: 'subject',
    defaultAccount: '200',
    accountsByServiceType: {},
    brandingThemes: {},
    rounding: 'rounding_line',
  },
  expenses: {
    defaultAccount: '429',
    accountsByServiceType: { '604': '463' },
    initialStatus: 'approved',
    reimbursableTo: 'person',
    sendAttachments: false,
  },
  payments: { markUnsentInvoicesSent: true },
};

/** Ada of Brightwell Studio has signed in. */
export function ada(bed: TestBed): Promise<Client> {
  return signIn(bed, ...admins.brightwell);
}

/** Through consent: begins, allows the organisations at Xero, and comes back. Answers the address she ends at. */
export async function consent(
  bed: TestBed,
  client: Client,
  subsidiaryId: string,
  organisationIds: readonly string[],
): Promise<string> {
  const begun = await client.post('/connections', { subsidiaryId });
  const state = new URL(begun.body.consentUrl).searchParams.get('state') ?? '';
  const code = bed.ledger.access.allow('ada', organisationIds);
  const back = await client.get(`/connections/callback?${new URLSearchParams({ state, code }).toString()}`);
  return back.headers.get('location') ?? '';
}

/** Connected and set up; answers the id of the connection. */
export async function connected(bed: TestBed, client: Client): Promise<string> {
  const end = await consent(bed, client, '11', [brightwellStudio]);
  const id = new URL(end, bed.url).searchParams.get('connection') ?? '';
  const saved = await client.put(`/connections/${id}/settings`, { version: 0, settings: goodSettings });
  if (saved.status !== 200) throw new Error(`Saving the settings answered ${saved.status}: ${saved.text}`);
  return id;
}

/** One invoice over 120.00 GBP and one approved expense, on the lists. */
export async function documents(bed: TestBed, client: Client): Promise<void> {
  const brightwell = bed.source.organisation('1001');
  brightwell.addInvoice(anInvoice({ id: '1' }));
  brightwell.addInvoice(anInvoice({ id: '2', isFinalised: false }));
  brightwell.addExpense(anExpense({ id: '5' }));
  await client.post('/documents/refresh');
}

/** Copies invoice 1 and lets the worker send it; answers the ledger id. */
export async function copied(bed: TestBed, client: Client, connectionId: string): Promise<string> {
  await client.post('/exports', { kind: 'invoice', sourceIds: ['1'] });
  await bed.sendExports.run('1001', connectionId);
  const list = await client.get('/exports');
  return list.body.rows[0].ledgerId;
}
