import { initialSettings, money, type Problem, type LedgerEdition } from '@bridge/domain';
import type { Connection } from '../../../connections/connection.js';
import type { DocumentRow } from '../../../documents/document-shelf.js';
import type { Batch } from '../../../exports/batches.js';
import type { Export } from '../../../exports/export.js';
import type { Link } from '../../../exports/links.js';
import type { Tenant } from '../../../identity/tenants.js';
import type { PaymentImport } from '../../../payments/payment-imports.js';
import type { Tranche } from '../../../payments/tranches.js';

/** 24 November 2026, 09:00 UTC: when everything in these examples happens. */
export const NOW = Date.UTC(2026, 10, 24, 9);
export const MINUTE = 60_000;

let lastId = 0;

/** A UUID that no other example of this run has, so that suites need no clean database. */
export function freshId(): string {
  lastId += 1;
  return `c0ffee00-0000-4000-8000-${lastId.toString(16).padStart(12, '0')}`;
}

export function freshTenantId(): string {
  lastId += 1;
  return `tenant-${lastId}`;
}

export const gbp = (minor: bigint) => money(minor, 'GBP');

export const refusal: Problem = { code: 'ledger_refused', path: '', detail: 'Account code 999 is not valid' };

export function aTenant(id: string, overrides: Partial<Tenant> = {}): Tenant {
  return {
    id,
    name: 'Brightwell Studio',
    plan: 'ultimate',
    timeZone: 'Europe/London',
    expensePayments: { isVisible: true, isForced: false, wasVisibleBefore: false },
    checkedAt: NOW,
    ...overrides,
  };
}

export function aConnection(tenantId: string, overrides: Partial<Connection> = {}): Connection {
  const id = overrides.id ?? freshId();
  return {
    id,
    tenantId,
    subsidiaryId: `subsidiary of ${id}`,
    subsidiaryName: 'Brightwell Studio Ltd',
    state: 'connected',
    grantId: freshId(),
    organisation: { organisationId: freshId(), name: 'Brightwell Studio Ltd', connectionRef: freshId() },
    offered: [],
    connectedAt: NOW,
    connectedBy: 'Ada Brightwell',
    ...overrides,
  };
}

/** 10 hours of design at 100.00 and 20 % VAT: net 1,000.00, tax 200.00, total 1,200.00. */
export function anExport(tenantId: string, connectionId: string, overrides: Partial<Export> = {}): Export {
  const sourceId = overrides.sourceId ?? freshId();
  return {
    id: freshId(),
    tenantId,
    connectionId,
    kind: 'invoice',
    sourceId,
    copy: 1,
    state: 'queued',
    document: {
      kind: 'invoice',
      sourceId,
      marker: `https://app.productive.example/1001/invoices/${sourceId}`,
      party: { companyId: '77', name: 'Northwind Traders', email: 'pay@northwind.example' },
      issuedOn: '2026-11-20',
      dueOn: '2026-12-20',
      currency: 'GBP',
      status: 'draft',
      number: 'INV-0042',
      lines: [
        {
          description: 'Design',
          quantity: '10',
          unitAmount: '100.00',
          accountCode: '210',
          taxType: 'OUTPUT2',
          net: gbp(100_000n),
          tax: gbp(20_000n),
        },
      ],
      totals: { net: gbp(100_000n), tax: gbp(20_000n), total: gbp(120_000n) },
      attachments: [],
      notes: [],
    },
    notices: [],
    problems: [],
    attempts: 0,
    nextAttemptAt: NOW,
    requestedAt: NOW,
    requestedBy: 'Ada Brightwell',
    changedAt: NOW,
    ...overrides,
  };
}

/** How the ledger shows a document of ours. */
export function anEdition(overrides: Partial<LedgerEdition> = {}): LedgerEdition {
  const [net, tax, nothing] = [gbp(100_000n), gbp(20_000n), gbp(0n)];
  const line = { lineId: freshId(), description: 'Design', quantity: '10', unitAmount: '100', net };
  return {
    ...{ ledgerId: freshId(), kind: 'invoice', status: 'approved', contactId: freshId(), contactName: 'Acme Ltd' },
    ...{ total: gbp(120_000n), tax, paid: nothing, credited: nothing, due: gbp(120_000n) },
    ...{ issuedOn: '2026-11-20', changedAt: NOW, lines: [{ ...line, accountCode: '210', taxType: 'OUTPUT2' }] },
    ...overrides,
  };
}

export function aBatch(tenantId: string, connectionId: string, overrides: Partial<Batch> = {}): Batch {
  return {
    id: freshId(),
    tenantId,
    connectionId,
    key: freshId(),
    isUpdate: false,
    wire: '{"Invoices":[]}',
    exportIds: [freshId(), freshId()],
    firstSentAt: NOW,
    isReplayable: true,
    nextAttemptAt: NOW,
    ...overrides,
  };
}

export function aLink(tenantId: string, connectionId: string, overrides: Partial<Link> = {}): Link {
  const sourceId = overrides.sourceId ?? freshId();
  return {
    tenantId,
    connectionId,
    kind: 'invoice',
    sourceId,
    ledgerId: freshId(),
    copy: 1,
    origin: 'exported',
    marker: `https://app.productive.example/1001/invoices/${sourceId}`,
    number: 'INV-0042',
    url: 'https://go.ledger.example/invoice/1',
    linkedAt: NOW,
    linkedBy: 'the bridge',
    status: 'approved',
    total: gbp(120_000n),
    paid: gbp(0n),
    credited: gbp(0n),
    due: gbp(120_000n),
    seenAt: NOW,
    ...overrides,
  };
}

export function aTranche(tenantId: string, connectionId: string, overrides: Partial<Tranche> = {}): Tranche {
  return {
    tenantId,
    connectionId,
    ledgerId: freshId(),
    sourceInvoiceId: '501',
    paymentId: freshId(),
    amount: gbp(40_000n),
    paidOn: '2026-11-22',
    state: 'planned',
    attempts: 0,
    nextAttemptAt: NOW,
    problems: [],
    seenAt: NOW,
    changedAt: NOW,
    ...overrides,
  };
}

export function aDocumentRow(overrides: Partial<DocumentRow> = {}): DocumentRow {
  const sourceId = overrides.sourceId ?? freshId();
  return {
    kind: 'invoice',
    sourceId,
    subsidiaryId: '11',
    number: 'INV-0042',
    title: 'Website relaunch',
    companyId: '77',
    companyName: 'Northwind Traders',
    issuedOn: '2026-11-20',
    dueOn: '2026-12-20',
    net: gbp(100_000n),
    total: gbp(120_000n),
    progress: 'finalised',
    isCreditNote: false,
    url: `https://app.productive.example/1001/invoices/${sourceId}`,
    changedAt: NOW,
    ...overrides,
  };
}

export function anImport(connectionId: string, overrides: Partial<PaymentImport> = {}): PaymentImport {
  return {
    id: freshId(),
    connectionId,
    trigger: 'schedule',
    startedAt: NOW,
    documentsSeen: 3,
    tranchesPlanned: 1,
    removalsPlanned: 0,
    settlementsPlanned: 0,
    ...overrides,
  };
}

export const settingsWithInvoices = {
  ...initialSettings,
  options: { ...initialSettings.options, exportInvoices: true },
};

/** The same without the named properties: absent, not undefined. */
export function without<Row extends object, Key extends keyof Row>(row: Row, ...keys: readonly Key[]): Omit<Row, Key> {
  const names = new Set<PropertyKey>(keys);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name))) as Omit<Row, Key>;
}
