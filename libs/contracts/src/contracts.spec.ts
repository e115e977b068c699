import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import {
  BeginConnectRequest,
  ChooseOrganisationRequest,
  CopyRequestBody,
  ExportIdsBody,
  MarkCopiedBody,
  NewApiKeyBody,
  RetryTranchesBody,
  DecideReversalsBody,
  SaveSettingsRequest,
  SignInRequest,
  SyncNowBody,
} from './index.js';

const settings = {
  options: { exportInvoices: true, exportExpenses: true, syncPayments: true, historyNotes: false },
  taxRates: { sales: { '501': 'OUTPUT2' }, purchases: {}, noTax: {} },
  invoices: {
    numberedBy: 'source',
    pdfMadeBy: 'ledger',
    initialStatus: 'manual',
    reference: 'subject',
    accountsByServiceType: { '601': '210' },
    brandingThemes: {},
    rounding: 'block',
  },
  expenses: { accountsByServiceType: {}, initialStatus: 'draft', sendAttachments: true, dueDaysWhenMissing: 30 },
  payments: { importSince: '2026-01-01', markUnsentInvoicesSent: false },
};

/** Each request, once as it should be. */
const good: readonly (readonly [type: new () => object, body: Readonly<Record<string, unknown>>])[] = [
  [SignInRequest, { organisationId: '1001', token: 'abc' }],
  [BeginConnectRequest, { subsidiaryId: '11' }],
  [ChooseOrganisationRequest, { organisationId: 'o', isConfirmed: true }],
  [SaveSettingsRequest, { version: 0, settings }],
  [CopyRequestBody, { kind: 'expense', sourceIds: ['1'], status: 'draft', contactId: 'c', isAgain: false }],
  [CopyRequestBody, { kind: 'expense', sourceIds: ['1'], how: 'update', overwritesEdits: true }],
  [CopyRequestBody, { kind: 'invoice', matching: { kind: 'invoice', text: 'Acme' } }],
  [ExportIdsBody, { exportIds: ['e'] }],
  [MarkCopiedBody, { ledgerDocument: 'INV-1' }],
  [SyncNowBody, { connectionId: 'c' }],
  [RetryTranchesBody, { ledgerId: 'l', paymentIds: ['p'] }],
  [DecideReversalsBody, { connectionId: 'c', decision: 'dismiss' }],
  [NewApiKeyBody, { name: 'Automation', right: 'copy' }],
];

/** One thing wrong with a request, and where it is. */
const bad: readonly (readonly [type: new () => object, change: Readonly<Record<string, unknown>>, path: string])[] = [
  [SignInRequest, { organisationId: '10 01' }, 'organisationId'],
  [SignInRequest, { organisationId: 1001 }, 'organisationId'],
  [SignInRequest, { token: '' }, 'token'],
  [SignInRequest, { token: 'x'.repeat(501) }, 'token'],
  [BeginConnectRequest, { subsidiaryId: '' }, 'subsidiaryId'],
  [ChooseOrganisationRequest, { isConfirmed: 'yes' }, 'isConfirmed'],
  [SaveSettingsRequest, { version: -1 }, 'version'],
  [SaveSettingsRequest, { settings: null }, 'settings'],
  [SaveSettingsRequest, { settings: { ...settings, options: {} } }, 'settings.options.exportInvoices'],
  [
    SaveSettingsRequest,
    { settings: { ...settings, taxRates: { ...settings.taxRates, sales: [] } } },
    'settings.taxRates.sales',
  ],
  [
    SaveSettingsRequest,
    { settings: { ...settings, taxRates: { ...settings.taxRates, sales: { '501': 5 } } } },
    'settings.taxRates.sales',
  ],
  [
    SaveSettingsRequest,
    { settings: { ...settings, invoices: { ...settings.invoices, rounding: 'up' } } },
    'settings.invoices.rounding',
  ],
  [
    SaveSettingsRequest,
    { settings: { ...settings, expenses: { ...settings.expenses, dueDaysWhenMissing: 1.5 } } },
    'settings.expenses.dueDaysWhenMissing',
  ],
  [
    SaveSettingsRequest,
    { settings: { ...settings, expenses: { ...settings.expenses, reimbursableTo: 'nobody' } } },
    'settings.expenses.reimbursableTo',
  ],
  [
    SaveSettingsRequest,
    { settings: { ...settings, payments: { ...settings.payments, importSince: '1.1.2026' } } },
    'settings.payments.importSince',
  ],
  [CopyRequestBody, { kind: 'quote' }, 'kind'],
  [CopyRequestBody, { status: 'paid' }, 'status'],
  [CopyRequestBody, { sourceIds: [] }, 'sourceIds'],
  [CopyRequestBody, { sourceIds: Array.from({ length: 1001 }, String) }, 'sourceIds'],
  [ExportIdsBody, { exportIds: [7] }, 'exportIds'],
  [MarkCopiedBody, { ledgerDocument: '' }, 'ledgerDocument'],
  [RetryTranchesBody, { paymentIds: [] }, 'paymentIds'],
  [DecideReversalsBody, { connectionId: 'c', decision: 'later' }, 'decision'],
  [NewApiKeyBody, { name: '' }, 'name'],
  [NewApiKeyBody, { right: 'own' }, 'right'],
];

const wrong = async (type: new () => object, body: unknown): Promise<readonly string[]> =>
  (await validate(plainToInstance(type, body), { whitelist: true, forbidNonWhitelisted: true })).flatMap((error) =>
    pathsOf(error, ''),
  );

function pathsOf(error: ValidationError, parent: string): readonly string[] {
  const path = parent + error.property;
  const children = (error.children ?? []).flatMap((child) => pathsOf(child, `${path}.`));
  return error.constraints ? [path, ...children] : children;
}

describe('what the API takes', () => {
  it.each(good)('%p as it should be', async (type, body) => {
    expect(await wrong(type, body)).toEqual([]);
  });

  it.each(good)('%p without a field that it does not know', async (type, body) => {
    expect(await wrong(type, { ...body, surprise: 1 })).toEqual(['surprise']);
  });

  it.each(bad)('%p not with %j', async (type, change, path) => {
    const whole = good.find(([other]) => other === type)?.[1];
    expect(await wrong(type, { ...whole, ...change })).toContain(path);
  });

  it('takes null as not set where a field may be absent', async () => {
    const invoices = { ...settings.invoices, defaultAccount: null, noteCustomFieldId: null };
    expect(await wrong(SaveSettingsRequest, { version: 1, settings: { ...settings, invoices } })).toEqual([]);
  });
});
