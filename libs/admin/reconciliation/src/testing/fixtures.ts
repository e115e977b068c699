import type {
  DifferenceView,
  DriftCheckView,
  LedgerSideView,
  ReconciliationRowView,
  SourceSideView,
  SubsidiaryView,
} from '@bridge/contracts';

export const gbp = (amount: string) => ({ amount, currency: 'GBP' });

export const aSource = (rest: Partial<SourceSideView> = {}): SourceSideView => ({
  number: 'INV-500',
  contactName: 'Harbour & Finch',
  issuedOn: '2026-01-31',
  dueOn: '2026-03-02',
  tax: gbp('200.00'),
  total: gbp('1200.00'),
  status: 'sent',
  paid: gbp('400.00'),
  due: gbp('800.00'),
  url: 'https://app.productive.example/1/invoices/500',
  ...rest,
});

export const aLedger = (rest: Partial<LedgerSideView> = {}): LedgerSideView => ({
  number: 'INV-500',
  contactName: 'Harbour and Finch Ltd',
  issuedOn: '2026-01-31',
  dueOn: '2026-03-02',
  tax: gbp('200.00'),
  total: gbp('1200.00'),
  status: 'approved',
  paid: gbp('400.00'),
  credited: gbp('0.00'),
  due: gbp('800.00'),
  seenAt: '2026-02-01T10:00:00Z',
  url: 'https://go.xero.example/500',
  ...rest,
});

export const aDifference = (rest: Partial<DifferenceView> = {}): DifferenceView => ({
  kind: 'total',
  expected: '1200.00 GBP',
  shown: '900.00 GBP',
  title: 'Total was changed in Xero',
  whatToDo: 'Compare the two documents and correct the one that is wrong.',
  ...rest,
});

export const aRow = (rest: Partial<ReconciliationRowView> = {}): ReconciliationRowView => ({
  kind: 'invoice',
  sourceId: '500',
  ledgerId: 'L1',
  isCredit: false,
  source: aSource(),
  ledger: aLedger(),
  differences: [],
  ...rest,
});

export const aCheck = (rest: Partial<DriftCheckView> = {}): DriftCheckView => ({
  startedAt: '2026-02-01T10:00:00Z',
  finishedAt: '2026-02-01T10:00:05Z',
  documents: 1200,
  links: 1200,
  adopted: 0,
  found: { total: 2, tax: 1 },
  ...rest,
});

export const aPage = (rows: readonly ReconciliationRowView[]) => ({ rows, total: rows.length, offset: 0, limit: 25 });

export const noDrifts = { rows: [], total: 0, offset: 0, limit: 50 };

export const connections: readonly SubsidiaryView[] = [
  {
    id: '11',
    name: 'Brightwell Studio Ltd',
    status: 'connected',
    connection: {
      id: 'c1',
      subsidiaryId: '11',
      subsidiaryName: 'Brightwell Studio Ltd',
      status: 'connected',
      offered: [],
      connectedBy: 'Ada',
      attention: 0,
      waiting: 0,
    },
  },
];
