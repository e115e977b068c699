import type {
  AuditView,
  ConnectionView,
  ExportDetailView,
  ExportView,
  ImportView,
  OverviewView,
  ProblemView,
  SubsidiaryView,
  TrancheView,
} from '@bridge/contracts';

export const gbp = (amount: string) => ({ amount, currency: 'GBP' });

export const aPage = <T>(rows: readonly T[]) => ({ rows, total: rows.length, offset: 0, limit: 50 });

export const aProblem = (rest: Partial<ProblemView> = {}): ProblemView => ({
  code: 'ledger_refused',
  title: 'Xero said no',
  detail: 'The TaxType code ‘X’ cannot be used with account code ‘463’.',
  whatToDo: 'Choose another tax rate.',
  owner: 'admin',
  path: '',
  fix: { card: 'tax_rates', key: '7' },
  ...rest,
});

export const anExport = (rest: Partial<ExportView> = {}): ExportView => ({
  id: 'e1',
  connectionId: 'c1',
  kind: 'invoice',
  sourceId: '500',
  copy: 1,
  how: 'create',
  state: 'refused',
  number: 'INV-500',
  contactName: 'Harbour & Finch',
  total: gbp('1200.00'),
  notices: [],
  problems: [aProblem()],
  attempts: 1,
  requestedAt: '2026-02-01T10:00:00Z',
  requestedBy: 'Ada',
  changedAt: '2026-02-01T10:00:00Z',
  correlationId: 'corr-1',
  ...rest,
});

export const aStory = (rest: Partial<ExportView> = {}): ExportDetailView => ({
  ...anExport(rest),
  document: {
    kind: 'invoice',
    contactName: 'Harbour & Finch',
    issuedOn: '2026-01-31',
    currency: 'GBP',
    status: 'approved',
    lines: [],
    net: gbp('1000.00'),
    tax: gbp('200.00'),
    total: gbp('1200.00'),
    attachments: [],
    notes: [],
  },
  timeline: [
    { at: '2026-02-01T10:00:00Z', by: 'Ada', action: 'export.queued', words: 'Queued for Xero', problems: [] },
    { at: '2026-02-01T10:00:05Z', by: 'the bridge', action: 'export.refused', words: 'Refused', problems: [] },
  ],
});

export const anOverview = (rest: Partial<OverviewView['connections'][number]> = {}): OverviewView => ({
  connections: [
    {
      connectionId: 'c1',
      exports: { refused: 0 },
      tranchesHeld: 0,
      findings: [],
      calls: { usedToday: 1234, dayLimit: 5000 },
      ...rest,
    },
  ],
  days: [
    { on: '2026-02-01', copied: 4, refused: 1, tranches: 2 },
    { on: '2026-02-02', copied: 8, refused: 0, tranches: 0 },
  ],
});

export const aSubsidiary = (rest: Partial<ConnectionView> = {}): SubsidiaryView => ({
  id: '11',
  name: 'Brightwell Studio Ltd',
  status: rest.status ?? 'connected',
  connection: {
    id: 'c1',
    subsidiaryId: '11',
    subsidiaryName: 'Brightwell Studio Ltd',
    status: 'connected',
    offered: [],
    connectedBy: 'Ada',
    attention: 0,
    waiting: 0,
    ...rest,
  },
});

export const connections: readonly SubsidiaryView[] = [aSubsidiary()];

export const aTranche = (paymentId: string, rest: Partial<TrancheView> = {}): TrancheView => ({
  paymentId,
  ledgerId: 'L1',
  connectionId: 'c1',
  sourceInvoiceId: '500',
  invoiceNumber: 'INV-500',
  companyName: 'Harbour & Finch',
  amount: gbp('400.00'),
  paidOn: '2026-03-01',
  state: 'recorded',
  problems: [],
  seenAt: '2026-03-01T10:00:00Z',
  changedAt: '2026-03-01T10:00:00Z',
  ...rest,
});

export const anImport = (rest: Partial<ImportView> = {}): ImportView => ({
  id: 'i1',
  connectionId: 'c1',
  trigger: 'person',
  startedAt: '2026-03-01T10:00:00Z',
  finishedAt: '2026-03-01T10:00:02Z',
  documentsSeen: 3,
  tranchesPlanned: 2,
  removalsPlanned: 0,
  settlementsPlanned: 1,
  ...rest,
});

export const anEntry = (rest: Partial<AuditView> = {}): AuditView => ({
  at: '2026-02-01T10:00:00Z',
  by: 'Ada Brightwell',
  action: 'settings.saved',
  words: 'Saved the settings',
  subject: { kind: 'settings', id: 'c1' },
  connectionId: 'c1',
  detail: { version: 3 },
  ...rest,
});
