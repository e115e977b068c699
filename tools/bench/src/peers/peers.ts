import { type AccountingApi, Invoice, LineAmountTypes } from 'xero-node';

/** What a peer is given of each document; enough for what its code does with one. */
export interface PeerDocument {
  readonly contactName: string;
  readonly contactId: string;
  readonly number: string;
}

export interface PeerTask {
  readonly way: keyof typeof ways;
  readonly apiUrl: string;
  readonly token: string;
  readonly organisationId: string;
  readonly documents: readonly PeerDocument[];
  /** Ledger ids, for those that poll. */
  readonly ledgerIds: readonly string[];
}

type Way = (api: AccountingApi, task: PeerTask) => Promise<void>;

/** Faithful re-creations of what others' code asks of Xero for each document, written from their published sources. */
export const ways = {
  loop: { run: loop, name: 'hand-written xero-node loop', source: 'the README of github.com/XeroAPI/xero-node' },
  n8n: {
    run: n8n,
    name: 'n8n Xero node, re-created',
    source: 'github.com/n8n-io/n8n packages/nodes-base/nodes/Xero/Xero.node.ts',
  },
  fyle: {
    run: fyle,
    name: 'Fyle payment polling, re-created',
    source: 'github.com/fylein/fyle-xero-api apps/xero/tasks.py',
  },
} as const satisfies Readonly<Record<string, { run: Way; name: string; source: string }>>;

/** Looks the contact up by name, makes it when there is none, then creates the invoice: one document at a time. */
async function loop(api: AccountingApi, { organisationId, documents }: PeerTask): Promise<void> {
  for (const { contactName, number } of documents) {
    const found = await api.getContacts(organisationId, undefined, `Name=="${contactName}"`);
    let contactId = found.body.contacts?.[0]?.contactID;
    if (contactId === undefined) {
      const made = await api.createContacts(organisationId, { contacts: [{ name: contactName }] });
      contactId = made.body.contacts?.[0]?.contactID;
    }
    if (contactId === undefined) throw new Error(`No contact for ${contactName}`);
    const created = await api.createInvoices(organisationId, { invoices: [invoiceFor(contactId, number)] });
    if (created.body.invoices?.[0]?.invoiceID === undefined) throw new Error(`${number} was not created`);
  }
}

/** One POST for each item; the person who builds the flow has picked the contact. */
async function n8n(api: AccountingApi, { organisationId, documents }: PeerTask): Promise<void> {
  for (const { contactId, number } of documents)
    await api.updateOrCreateInvoices(organisationId, { invoices: [invoiceFor(contactId, number)] });
}

/** One GET for each document that is not paid yet, on every run. */
async function fyle(api: AccountingApi, { organisationId, ledgerIds }: PeerTask): Promise<void> {
  for (const ledgerId of ledgerIds) await api.getInvoice(organisationId, ledgerId);
}

function invoiceFor(contactID: string, invoiceNumber: string): Invoice {
  const line = (description: string, unitAmount: number) => ({
    ...{ description, unitAmount, quantity: 1.5, accountCode: '200', taxType: 'OUTPUT2' },
  });
  return {
    type: Invoice.TypeEnum.ACCREC,
    status: Invoice.StatusEnum.AUTHORISED,
    lineAmountTypes: LineAmountTypes.Exclusive,
    contact: { contactID },
    invoiceNumber,
    date: '2026-11-20',
    dueDate: '2027-01-31',
    lineItems: [line('Part 1', 125), line('Part 2', 99.99), line('Part 3', 480)],
  };
}
