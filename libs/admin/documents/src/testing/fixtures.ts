import type {
  DocumentView,
  ExportDetailView,
  ExportView,
  LedgerDocumentView,
  PreviewView,
  ProblemView,
  SourceDocumentView,
  UpdatePreviewView,
} from '@bridge/contracts';

export const gbp = (amount: string) => ({ amount, currency: 'GBP' });

export const aProblem = (rest: Partial<ProblemView> = {}): ProblemView => ({
  code: 'tax_rates_not_mapped',
  title: 'Tax rate not mapped',
  detail: '“VAT 5 %” has no Xero rate.',
  whatToDo: 'Map this tax rate.',
  owner: 'admin',
  path: 'lines[0].taxRate',
  fix: { card: 'tax_rates', key: '7' },
  ...rest,
});

export const aDocument = (rest: Partial<DocumentView> = {}): DocumentView => ({
  kind: 'invoice',
  sourceId: '500',
  subsidiaryId: '11',
  number: 'INV-500',
  title: 'Relaunch',
  companyName: 'Harbour & Finch',
  issuedOn: '2026-01-31',
  dueOn: '2026-02-28',
  net: gbp('1000.00'),
  total: gbp('1200.00'),
  progress: 'finalised',
  isCreditNote: false,
  url: 'https://productive.example/500',
  copyStatus: 'not_copied',
  problems: [],
  ...rest,
});

export const aCopied = (rest: Partial<DocumentView> = {}): DocumentView =>
  aDocument({
    copyStatus: 'copied',
    exportId: 'e1',
    copy: {
      ledgerId: 'L1',
      url: 'https://xero.example/L1',
      number: 'INV-500',
      status: 'approved',
      paid: gbp('400.00'),
      credited: gbp('0.00'),
      due: gbp('800.00'),
      notUpdatable: [],
    },
    ...rest,
  });

export const aPage = <T>(rows: readonly T[]) => ({ rows, total: rows.length, offset: 0, limit: 50 });

export const aLedgerDocument: LedgerDocumentView = {
  kind: 'invoice',
  number: 'INV-500',
  contactName: 'Harbour & Finch in Xero',
  issuedOn: '2026-01-31',
  dueOn: '2026-02-28',
  currency: 'GBP',
  status: 'approved',
  lines: [
    {
      description: 'Design',
      quantity: '2',
      unitAmount: '500.00',
      accountCode: '210',
      accountName: 'Design fees',
      taxType: 'OUTPUT2',
      taxName: '20% (VAT on Income)',
      net: gbp('1000.00'),
      tax: gbp('200.00'),
    },
  ],
  net: gbp('1000.00'),
  tax: gbp('200.00'),
  total: gbp('1200.00'),
  attachments: [],
  notes: [],
};

export const aSource: SourceDocumentView = {
  number: 'INV-500',
  title: 'Relaunch',
  companyName: 'Harbour & Finch',
  issuedOn: '2026-01-31',
  dueOn: '2026-02-28',
  net: gbp('1000.00'),
  tax: gbp('200.00'),
  total: gbp('1200.00'),
  lines: [{ description: 'Design', quantity: '2', net: gbp('1000.00') }],
  url: 'https://productive.example/500',
};

export const aPreview = (rest: Partial<PreviewView> = {}): PreviewView => ({
  sourceId: '500',
  connectionId: 'c1',
  source: aSource,
  document: aLedgerDocument,
  notices: [],
  problems: [],
  ...rest,
});

/** What an update would make, beside what Xero shows now: 1,000.00 there, 1,200.00 then. */
export const anUpdatePreview = (
  edits: UpdatePreviewView['edits'] = [],
  problems: readonly ProblemView[] = [],
): PreviewView => ({
  ...aPreview(),
  problems,
  update: {
    shown: {
      ...{ ledgerId: 'L1', number: 'INV-500', contactName: 'Harbour & Finch in Xero', issuedOn: '2026-01-31' },
      ...{ currency: 'GBP', status: 'approved', net: gbp('833.33'), tax: gbp('166.67'), total: gbp('1000.00') },
      lines: [{ description: 'Design by hand', quantity: '1', unitAmount: '833.33', net: gbp('833.33') }],
    },
    edits,
  },
});

/** One that cannot be copied. */
export const aRefusedPreview = (problems: readonly ProblemView[], rest: Partial<PreviewView> = {}): PreviewView => {
  const { document: _document, ...preview } = aPreview(rest);
  return { ...preview, problems };
};

export const anExport = (rest: Partial<ExportView> = {}): ExportView => ({
  id: 'e1',
  connectionId: 'c1',
  kind: 'invoice',
  sourceId: '500',
  copy: 1,
  how: 'create',
  state: 'queued',
  number: 'INV-500',
  contactName: 'Harbour & Finch',
  total: gbp('1200.00'),
  notices: [],
  problems: [],
  attempts: 0,
  requestedAt: '2026-02-01T10:00:00Z',
  requestedBy: 'Ada',
  changedAt: '2026-02-01T10:00:00Z',
  ...rest,
});

export const aStory = (rest: Partial<ExportView> = {}): ExportDetailView => ({
  ...anExport(rest),
  document: aLedgerDocument,
  timeline: [
    { at: '2026-02-01T10:00:00Z', by: 'Ada', action: 'export.queued', words: 'Queued for Xero', problems: [] },
  ],
});
