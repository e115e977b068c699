import { invoicesRoutes, expensesRoutes, purchaseOrdersRoutes } from '../routes.js';
import {
  aCopied,
  aDocument,
  aPage,
  aPreview,
  aProblem,
  aRefusedPreview,
  aSource,
  anExport,
  anUpdatePreview,
  gbp,
} from '../testing/fixtures.js';
import { FakeEventSource } from '../testing/fake-event-source.js';
import { Screen } from '@bridge/admin-ui/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { Session } from '@bridge/admin-data-access';

const routes = [
  { path: 'invoices', children: invoicesRoutes },
  { path: 'expenses', children: expensesRoutes },
  { path: 'purchase-orders', children: purchaseOrdersRoutes },
];
const open = (address: string) => Screen.open(routes, address);

describe('The list of invoices', () => {
  it('shows number, company, dates, amount and how each stands towards Xero', async () => {
    const screen = await open('/invoices');
    await screen.answer(
      'GET',
      'documents',
      aPage([
        aCopied(),
        aDocument({ sourceId: '501', number: 'INV-501', copyStatus: 'attention', problems: [aProblem()] }),
        aDocument({ sourceId: '502', number: 'INV-502', copyStatus: 'elsewhere' }),
      ]),
    );
    expect(screen.words).toContain('INV-500 Relaunch Harbour & Finch 31 Jan 2026 28 Feb 2026 GBP 1,200.00 Finalised');
    expect(screen.words).toContain('Needs attention Tax rate not mapped');
    expect(screen.words).toContain('Exported elsewhere');
    expect(screen.link('INV-500 View in Xero')).toBe('https://xero.example/L1');
    expect(screen.link('INV-500')).toBe('/invoices/500');
  });

  it('is read from its address: filters, order and page', async () => {
    const screen = await open('/invoices?text=acme&copyStatus=attention&sort=total&descending=false&page=2');
    const { params } = await screen.answer('GET', 'documents', aPage([aDocument()]));
    const asked = Object.fromEntries(params.keys().map((key) => [key, params.get(key)]));
    expect(asked).toEqual({
      kind: 'invoice',
      text: 'acme',
      copyStatus: 'attention',
      sort: 'total',
      descending: 'false',
      offset: '50',
      limit: '50',
    });
  });

  it('asks the server again when a filter changes, and keeps it in the address', async () => {
    const screen = await open('/invoices');
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    await screen.type('Xero', 'attention');
    const { params } = await screen.answer('GET', 'documents', { ...aPage([]), total: 0 });
    expect(params.get('copyStatus')).toBe('attention');
    expect(TestBed.inject(Router).url).toBe('/invoices?copyStatus=attention');
    expect(screen.words).toContain('Nothing matches these filters');
  });

  it('says what went wrong and offers another try', async () => {
    const screen = await open('/invoices');
    await screen.answer('GET', 'documents', {}, 503);
    expect(screen.words).toContain('Something went wrong');
    await screen.press('Try again');
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    expect(screen.words).toContain('INV-500');
  });
});

describe('Copying many', () => {
  beforeEach(() => FakeEventSource.install());

  const chooseTwo = async () => {
    const screen = await open('/invoices');
    const [one, other] = [aDocument(), aDocument({ sourceId: '501', number: 'INV-501' })];
    await screen.answer('GET', 'documents', { ...aPage([one, other]), total: 120 });
    await screen.tick('Select INV-500');
    await screen.tick('Select INV-501');
    return screen;
  };

  it('says before anything is sent what will be refused and why, and sends only the rest', async () => {
    const screen = await chooseTwo();
    await screen.press('Copy to Xero');
    const asked = await screen.answer('POST', 'previews', [
      aPreview(),
      aRefusedPreview([aProblem()], { sourceId: '501' }),
    ]);
    expect(asked.body).toEqual({ kind: 'invoice', sourceIds: ['500', '501'] });
    expect(screen.words).toContain('1 invoice ready to be copied. GBP 1,200.00');
    expect(screen.words).toContain('1 will not be copied');
    expect(screen.words).toContain('Tax rate not mapped 1');
    expect(screen.link('Mend the mapping')).toBe('/settings/xero/c1?card=tax_rates&key=7');
    expect(screen.asked('POST', 'exports')).toBe(0);
    await screen.press('Copy 1 invoice');
    const sent = await screen.answer('POST', 'exports', { requestId: '77', queued: [anExport()], refused: [] }, 202);
    expect(sent.body).toEqual({ kind: 'invoice', sourceIds: ['500'] });
  });

  it('can mean all that match, as the list was filtered', async () => {
    const screen = await chooseTwo();
    await screen.press('Select all 120 that match');
    expect(screen.words).toContain('All 120 that match are selected');
    await screen.press('Copy to Xero');
    const asked = await screen.answer('POST', 'previews', [aPreview()]);
    expect(asked.body).toEqual({
      kind: 'invoice',
      matching: { kind: 'invoice', sort: 'issued_on', descending: 'true' },
    });
  });

  it('can change the copies there are, edits in Xero only when that is said', async () => {
    const screen = await chooseTwo();
    await screen.press('Update in Xero');
    const edited = aProblem({ code: 'update_overwrites_edits', title: 'Edited in Xero since it was copied' });
    const asked = await screen.answer('POST', 'previews', [
      anUpdatePreview(),
      { ...anUpdatePreview([], [edited]), sourceId: '501' },
    ]);
    expect(asked.body).toEqual({ kind: 'invoice', sourceIds: ['500', '501'], how: 'update' });
    expect(screen.words).toContain('1 invoice ready to be updated.');
    expect(screen.words).toContain('1 will not be updated');
    await screen.tick('Write over what was edited in Xero');
    const both = [anUpdatePreview(), { ...anUpdatePreview(), sourceId: '501' }];
    expect((await screen.answer('POST', 'previews', both)).body).toMatchObject({ overwritesEdits: true });
    await screen.press('Update 2 invoices');
    const queued = [anExport({ how: 'update' }), anExport({ id: 'e2', sourceId: '501', how: 'update' })];
    const sent = await screen.answer('POST', 'exports', { requestId: '78', queued, refused: [] }, 202);
    expect(sent.body).toEqual({ kind: 'invoice', sourceIds: ['500', '501'], how: 'update', overwritesEdits: true });
    expect(screen.words).toContain('0 of 2 updated');
  });

  it('waits for a status where the settings leave it to the person, and checks again with the answer', async () => {
    const screen = await chooseTwo();
    await screen.press('Copy to Xero');
    const asked = [aProblem({ code: 'status_not_chosen' })];
    await screen.answer('POST', 'previews', [
      aRefusedPreview(asked),
      aRefusedPreview(asked, { sourceId: '501', source: { ...aSource, number: 'INV-501' } }),
    ]);
    expect(screen.button('Copy 2 invoices').disabled).toBe(true);
    await screen.tick('Approved');
    expect(screen.button('Copy 2 invoices').disabled).toBe(true);
    const locked = aProblem({ title: 'Books are locked', detail: 'Xero is locked through 28 Feb 2026.' });
    const answer = [aPreview(), aRefusedPreview([locked], { sourceId: '501' })];
    const again = await screen.answer('POST', 'previews', answer);
    expect(again.body).toEqual({ kind: 'invoice', sourceIds: ['500', '501'], status: 'approved' });
    expect(screen.words).toContain('Books are locked 1');
    await screen.tick('Submitted');
    const last = await screen.answer('POST', 'previews', [aPreview(), aPreview({ sourceId: '501' })]);
    expect(last.body).toMatchObject({ status: 'submitted' });
    await screen.press('Copy 2 invoices');
    const sent = await screen.answer('POST', 'exports', { requestId: '77', queued: [anExport()], refused: [] }, 202);
    expect(sent.body).toEqual({ kind: 'invoice', sourceIds: ['500', '501'], status: 'submitted' });
  });

  it('names what was refused after all when it was asked for, with every reason, and counts it', async () => {
    const screen = await chooseTwo();
    await screen.press('Copy to Xero');
    const other = aPreview({ sourceId: '501', source: { ...aSource, number: 'INV-501' } });
    await screen.answer('POST', 'previews', [aPreview(), other]);
    await screen.press('Copy 2 invoices');
    const problems = [aProblem(), aProblem({ code: 'due_date_missing', title: 'No due date' })];
    const refused = [{ sourceId: '501', problems }];
    await screen.answer('POST', 'exports', { requestId: '77', queued: [anExport()], refused }, 202);
    expect(screen.words).toContain('0 of 2 copied, 1 refused');
    expect(screen.words).toContain('1 will not be copied');
    const reasons = [...document.querySelectorAll('bridge-copy-progress bridge-refusal-list li')];
    const reason = reasons.map((one) => [one.querySelector('h4'), one.querySelector('.names')]);
    expect(reason.map((pair) => pair.map((part) => part?.textContent?.trim()))).toEqual([
      ['Tax rate not mapped 1', 'INV-501'],
      ['No due date 1', 'INV-501'],
    ]);
    const counts = { queued: 0, sending: 0, uncertain: 0, exported: 1, refused: 0, skipped: 0 };
    FakeEventSource.opened[0]?.say({ total: 1, counts, left: 0, perMinute: 60, changed: [] });
    await screen.settle();
    expect(screen.words).toContain('1 of 2 copied, 1 refused All done.');
  });

  it('follows the copies live, and retries the failed ones', async () => {
    const screen = await chooseTwo();
    await screen.press('Copy to Xero');
    await screen.answer('POST', 'previews', [aPreview(), aPreview({ sourceId: '501' })]);
    await screen.press('Copy 2 invoices');
    const queued = [anExport(), anExport({ id: 'e2', sourceId: '501', number: 'INV-501' })];
    await screen.answer('POST', 'exports', { requestId: '77', queued, refused: [] }, 202);
    const [stream] = FakeEventSource.opened;
    expect(stream?.url).toBe('/api/v1/exports/progress?requestId=77');
    const counts = { queued: 0, sending: 0, uncertain: 0, exported: 1, refused: 1, skipped: 0 };
    stream?.say({
      total: 2,
      counts,
      left: 0,
      perMinute: 60,
      changed: [
        anExport({ state: 'exported', ledgerNumber: 'INV-0042', ledgerUrl: 'https://xero.example/42' }),
        { ...queued[1], state: 'refused', problems: [aProblem({ title: 'Xero said no' })] },
      ],
    });
    await screen.settle();
    expect(screen.words).toContain('1 of 2 copied All done.');
    expect(screen.words).toContain('Xero said no “VAT 5 %”');
    expect(screen.link('INV-0042')).toBe('https://xero.example/42');
    await screen.press('Retry the 1 failed');
    const retried = await screen.answer('POST', 'exports/retry', [{ exportId: 'e2', problems: [] }]);
    expect(retried.body).toEqual({ exportIds: ['e2'] });
    expect(FakeEventSource.opened).toHaveLength(2);
  });

  it('says when the failed ones could not be tried again', async () => {
    const screen = await chooseTwo();
    await screen.press('Copy to Xero');
    await screen.answer('POST', 'previews', [aPreview()]);
    await screen.press('Copy 1 invoice');
    await screen.answer('POST', 'exports', { requestId: '77', queued: [anExport()], refused: [] }, 202);
    const counts = { queued: 0, sending: 0, uncertain: 0, exported: 0, refused: 1, skipped: 0 };
    const changed = [anExport({ state: 'refused' })];
    FakeEventSource.opened[0]?.say({ total: 1, counts, left: 0, perMinute: 60, changed });
    await screen.settle();
    await screen.press('Retry the 1 failed');
    await screen.answer('POST', 'exports/retry', {}, 503);
    expect(screen.words).toContain('Something went wrong Try again in a moment. Nothing was changed.');
    expect(screen.button('Retry the 1 failed').disabled).toBe(false);
  });

  it('forgets the selection when the filters change, so that nothing unseen is copied', async () => {
    const screen = await chooseTwo();
    expect(screen.words).toContain('2 selected');
    await screen.type('Xero', 'attention');
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    expect(screen.button('Copy to Xero').disabled).toBe(true);
  });
});

describe('The documents of a list', () => {
  it.each([
    ['invoice', '/invoices'],
    ['expense', '/expenses'],
    ['purchase_order', '/purchase-orders'],
  ] as const)('open as what they are: %s', async (kind, path) => {
    const screen = await open(path);
    await screen.answer('GET', 'documents', aPage([aDocument({ kind, number: 'DOC-1' })]));
    expect(screen.link('DOC-1')).toBe(`${path}/500`);
  });
});

describe('Credit notes in the lists', () => {
  it.each([
    ['/invoices', { number: 'CN-7', progress: 'sent' }, 'Sent Credit note'],
    ['/expenses', { kind: 'expense', number: 'EXP-7', progress: 'approved' }, 'Approved Supplier credit note'],
  ] as const)('of %s say what they are', async (address, facts, words) => {
    const screen = await open(address);
    await screen.answer('GET', 'documents', aPage([aDocument({ ...facts, isCreditNote: true })]));
    expect(screen.words).toContain(words);
  });
});

describe('The payment column of expenses', () => {
  const expense = aDocument({ kind: 'expense', number: 'EXP-1', paidOn: '2026-03-09', progress: 'approved' });

  it('shows while the whole agency sees the payment section, and not otherwise', async () => {
    const screen = await open('/expenses');
    await screen.answer('GET', 'documents', aPage([expense]));
    expect(screen.words).not.toContain('9 Mar 2026');
    const loading = TestBed.inject(Session).load();
    await screen.answer('GET', 'session', { showsExpensePayments: true });
    await loading;
    await screen.settle();
    expect(screen.words).toContain('9 Mar 2026');
  });

  it('is about GBP, never about a bare number', async () => {
    const screen = await open('/expenses');
    await screen.answer('GET', 'documents', aPage([{ ...expense, total: gbp('84.20') }]));
    expect(screen.words).toContain('GBP 84.20');
  });
});
