import { reconciliationRoutes } from './routes.js';
import { aCheck, aDifference, aLedger, aPage, aRow, aSource, connections, gbp, noDrifts } from './testing/fixtures.js';
import { Screen } from '@bridge/admin-ui/testing';

const routes = [{ path: 'reconciliation', children: reconciliationRoutes }];
const LAST = 'connections/c1/reconciliation';
const DOCUMENTS = 'connections/c1/reconciliation/documents';

async function open(address = '/reconciliation', rows = [aRow()], lastCheck: object | null = aCheck()) {
  const screen = await Screen.open(routes, address);
  await screen.answer('GET', 'connections', connections);
  await screen.answer('GET', LAST, { ...(lastCheck && { lastCheck }), drifts: noDrifts });
  const { params } = await screen.answer('GET', DOCUMENTS, aPage(rows));
  return { screen, params };
}

describe('The reconciliation page', () => {
  it('shows both sides of a document beside each other, and says when they were compared', async () => {
    const ledger = aLedger({ credited: gbp('50.00'), due: gbp('750.00') });
    const { screen } = await open('/reconciliation', [aRow({ source: aSource(), ledger })]);
    expect(screen.words).toContain('Documents in Xero: 1,200. Differences found there: 3.');
    expect(screen.words).toContain('Invoice INV-500');
    expect(screen.words).toContain('Both agree');
    expect(screen.words).toMatch(
      /Productive INV-500 Harbour & Finch 31 Jan 2026 2 Mar 2026 Sent GBP 200.00 GBP 1,200.00/,
    );
    expect(screen.words).toMatch(/Xero INV-500 Harbour and Finch Ltd .* Approved .* and GBP 50.00 credited GBP 750.00/);
    expect(screen.link('Invoice INV-500')).toBe('/invoices/500');
    expect(screen.link('View in Xero')).toBe('https://go.xero.example/500');
  });

  it('names each difference with its cause and what to do', async () => {
    const { screen } = await open('/reconciliation', [aRow({ differences: [aDifference()] })]);
    expect(screen.words).toContain('1 difference');
    expect(screen.words).toContain('Total was changed in Xero. Copied: 1200.00 GBP; now: 900.00 GBP.');
    expect(screen.words).toContain('Compare the two documents and correct the one that is wrong.');
  });

  it('calls a credit note by its name: its amounts have another sign in Xero', async () => {
    const { screen } = await open('/reconciliation', [aRow({ isCredit: true })]);
    expect(screen.words).toContain('Credit note INV-500');
  });

  it('says which side is missing', async () => {
    const { source: _s, ...noSource } = aRow({ ledgerId: 'L2' });
    const { ledger: _l, ...noLedger } = aRow();
    const { screen } = await open('/reconciliation', [noLedger, noSource]);
    expect(screen.words).toContain('The last comparison did not find it in Xero.');
    expect(screen.words).toContain('Productive does not show it any more.');
  });

  it('asks the server for what the address says, and downloads the same as a file', async () => {
    const { screen, params } = await open(
      '/reconciliation?difference=total&kind=expense&order=number-up&page=2&text=finch',
    );
    expect(Object.fromEntries(params.keys().map((key) => [key, params.get(key)]))).toEqual({
      ...{ difference: 'total', kind: 'expense', text: 'finch', sort: 'number', descending: 'false' },
      // The second page of 25.
      ...{ offset: '25', limit: '25' },
    });
    expect(screen.link('Download CSV')).toBe(
      '/api/v1/connections/c1/reconciliation.csv?difference=total&kind=expense&text=finch',
    );
  });

  it('opens with the connection of the subsidiary that a link names', async () => {
    const screen = await Screen.open(routes, '/reconciliation?subsidiaryId=12&text=INV-7');
    const [first] = connections;
    const second = { ...first, id: '12', name: 'Labs', connection: { ...first?.connection, id: 'c2' } };
    await screen.answer('GET', 'connections', [first, second]);
    const { params } = await screen.answer('GET', 'connections/c2/reconciliation/documents', aPage([]));
    expect(params.get('text')).toBe('INV-7');
    expect(screen.link('Download CSV')).toBe('/api/v1/connections/c2/reconciliation.csv?text=INV-7');
  });

  it('compares now, and tells when it has ended', async () => {
    const { screen } = await open('/reconciliation', [aRow()], null);
    expect(screen.words).toContain('Nothing has been compared yet.');
    await screen.press('Compare now');
    await screen.answer('POST', LAST, null, 202);
    expect(screen.words).toContain('Reading everything that was copied from Xero and comparing');
    expect(screen.button('Compare now').disabled).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await screen.settle();
    await screen.answer('GET', LAST, { lastCheck: aCheck({ adopted: 1 }), drifts: noDrifts });
    expect(screen.words).toContain('Last compared');
    expect(screen.words).toContain('Copies that were forgotten and are linked again: 1.');
    expect(screen.button('Compare now').disabled).toBe(false);
    await screen.answer('GET', DOCUMENTS, aPage([aRow({ differences: [aDifference()] })]));
    expect(screen.words).toContain('Total was changed in Xero.');
  });

  it('reads aloud what came out, without the time that is written anew every minute', async () => {
    const { screen } = await open();
    expect(screen.words).toContain('Last compared');
    const aloud = document.querySelector('bridge-compare-now [role=status]');
    expect(aloud?.textContent?.trim()).toBe('Documents in Xero: 1,200. Differences found there: 3.');
  });

  it('says why a comparison could not be begun or ended', async () => {
    const problem = { code: 'x', title: 'Xero is away', detail: '', whatToDo: 'Wait.', owner: 'nobody', path: '' };
    const { screen } = await open('/reconciliation', [aRow()], aCheck({ problem: problem as never }));
    expect(screen.words).toContain('Xero is away');
    await screen.press('Compare now');
    await screen.answer(
      'POST',
      LAST,
      { status: 503, code: 'unavailable', title: 'Not reachable just now', problems: [] },
      503,
    );
    expect(screen.words).toContain('Not reachable just now');
    expect(screen.button('Compare now').disabled).toBe(false);
  });

  it('names what stands in Xero without a link', async () => {
    const { screen } = await open('/reconciliation', [aRow()], aCheck({ found: { orphan: 12 } }));
    const orphan = {
      ...{ kind: 'orphan', ledgerId: 'L9', documentKind: 'expense', number: 'EXP-9', expected: 'a link', shown: 'x' },
      ...{ foundAt: '2026-02-01T10:00:00Z', title: 'A copy in Xero that nobody knows', whatToDo: 'Mark it as copied.' },
    };
    const { params } = await screen.answer('GET', LAST, { drifts: { ...noDrifts, rows: [orphan], total: 12 } });
    expect(params.get('kind')).toBe('orphan');
    expect(screen.words).toContain('Expense EXP-9: A copy in Xero that nobody knows');
    expect(screen.words).toContain('and 11 more');
  });

  it.each([
    ['', 'Nothing has been copied yet'],
    ['?difference=any', 'No differences'],
    ['?text=zzz', 'Nothing matches these filters'],
  ])('says what an empty page means: “%s”', async (query, words) => {
    const { screen } = await open(`/reconciliation${query}`, []);
    expect(screen.words).toContain(words);
  });

  it('leads to the marketplace while nothing is connected, and shows an error with a way to try again', async () => {
    const screen = await Screen.open(routes, '/reconciliation');
    await screen.answer('GET', 'connections', {}, 503);
    await screen.press('Try again');
    await screen.answer('GET', 'connections', [{ id: '11', name: 'Brightwell', status: 'not_connected' }]);
    expect(screen.words).toContain('Not connected to Xero yet');
    expect(screen.link('Go to the App marketplace')).toBe('/settings/apps');
  });
});
