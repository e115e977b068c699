import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { Changes } from '@bridge/admin-data-access';
import { jest } from '@jest/globals';
import { syncRoutes } from '../routes.js';
import {
  aPage,
  aProblem,
  aStory,
  aSubsidiary,
  anExport,
  anImport,
  anOverview,
  connections,
} from '../testing/fixtures.js';
import { Screen } from '@bridge/admin-ui/testing';

const open = async (address: string, overview = anOverview(), rows = [anExport()]) => {
  const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], address);
  await screen.answer('GET', 'overview', overview);
  await screen.answer('GET', 'connections', connections);
  await screen.answer('GET', 'exports', aPage(rows));
  return screen;
};

describe('Sync status', () => {
  it('says that all is well, or how many things need somebody', async () => {
    const screen = await open('/sync');
    expect(screen.words).toContain('Nothing needs attention.');
    TestBed.inject(Changes).note('payments');
    await screen.settle();
    const finding = { key: 'k', problem: aProblem({ title: 'Account is archived' }), foundAt: '2026-02-01T10:00:00Z' };
    await screen.answer(
      'GET',
      'overview',
      anOverview({ exports: { refused: 2 }, tranchesHeld: 1, findings: [finding] }),
    );
    // 2 not copied + 1 held payment + 1 finding
    expect(screen.words).toContain('4 things need attention');
    expect(screen.words).toContain('Account is archived');
    expect(screen.link('Show what was not copied')).toBe('/sync?state=refused');
  });

  it('does not call it well while a connection that worked waits for an organisation to be chosen', async () => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], '/sync');
    await screen.answer('GET', 'overview', anOverview());
    const offered = [{ organisationId: 'o2', name: 'New books' }];
    const choosing = { status: 'choosing_organisation', offered } as const;
    const connectedAt = '2026-01-01T10:00:00Z';
    // Never connected, so nothing of it stands still: it is being set up.
    const fresh = { ...aSubsidiary({ id: 'c3', ...choosing }), name: 'Brightwell SARL' };
    await screen.answer('GET', 'connections', [aSubsidiary({ ...choosing, connectedAt }), fresh]);
    expect(screen.words).not.toContain('Nothing needs attention.');
    expect(screen.words).toContain(
      'Brightwell Studio Ltd waits for its Xero organisation Nothing is copied or read until one is chosen.',
    );
    expect(screen.words).not.toContain('Brightwell SARL waits');
    expect(screen.link('Choose the organisation')).toBe('/settings/apps');
  });

  it('does not ask to connect again where that was done and only the choice is left', async () => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], '/sync');
    const lost = { disconnectedAt: '2026-02-01T10:00:00Z', trouble: aProblem({ whatToDo: 'Connect it again.' }) };
    const again = { connectedAt: '2026-01-01T10:00:00Z', offered: [{ organisationId: 'o2', name: 'New books' }] };
    await screen.answer('GET', 'connections', [aSubsidiary({ status: 'choosing_organisation', ...lost, ...again })]);
    expect(screen.words).toContain('Brightwell Studio Ltd waits for its Xero organisation');
    expect(screen.words).not.toContain('is disconnected from Xero');
    expect(screen.words).not.toContain('Connect it again.');
  });

  it('takes a pause that is over for none', async () => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], '/sync');
    await screen.answer('GET', 'overview', anOverview());
    await screen.answer('GET', 'connections', [aSubsidiary({ pausedUntil: '2026-02-01T10:00:00Z' })]);
    expect(screen.words).toContain('Nothing needs attention.');
  });

  it('does not call it well before it knows the connections, and says when they cannot be read', async () => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], '/sync');
    await screen.answer('GET', 'overview', anOverview());
    expect(screen.words).not.toContain('Nothing needs attention.');
    await screen.answer('GET', 'connections', {}, 503);
    expect(screen.words).toContain('Something went wrong');
    await screen.press('Try again');
    await screen.answer('GET', 'connections', connections);
    expect(screen.words).toContain('Nothing needs attention.');
  });

  it('shows each copy with what is wrong, and asks the server for the filters of its address', async () => {
    const screen = await Screen.open(
      [{ path: 'sync', children: syncRoutes }],
      '/sync?state=refused&kind=invoice&to=2026-03-01&page=2',
    );
    const { params } = await screen.answer('GET', 'exports', aPage([anExport()]));
    expect([params.get('state'), params.get('kind'), params.get('offset')]).toEqual(['refused', 'invoice', '50']);
    // The whole day, where the reader is.
    expect(params.get('to')).toBe(new Date(2026, 2, 1, 23, 59, 59, 999).toISOString());
    expect(screen.words).toContain('Invoice INV-500');
    expect(screen.words).toContain('GBP 1,200.00 Needs attention Xero said no');
  });

  it('calls credit notes by their names', async () => {
    const credit = anExport({ id: 'e8', number: 'CN-7', isCreditNote: true });
    const supplier = anExport({ id: 'e9', kind: 'expense', number: 'EXP-7', isCreditNote: true });
    const screen = await open('/sync', anOverview(), [credit, supplier]);
    expect(screen.words).toContain('Credit note CN-7');
    expect(screen.words).toContain('Supplier credit note EXP-7');
  });

  it('asks what becomes of payments that are gone from Xero, suspiciously many at a time', async () => {
    const finding = { key: 'mass_reversal', problem: aProblem({}), foundAt: '2026-02-01T10:00:00Z' };
    const screen = await open('/sync', anOverview({ findings: [finding] }));
    await screen.press('Apply these reversals');
    const sent = await screen.answer('POST', 'payment-imports/reversals', { documents: 6 });
    expect(sent.body).toMatchObject({ decision: 'apply' });
    await screen.press('Keep the payments in Productive');
    expect((await screen.answer('POST', 'payment-imports/reversals', { documents: 6 })).body).toMatchObject({
      decision: 'dismiss',
    });
  });

  it('says when such a decision did not arrive, and takes it again', async () => {
    const finding = { key: 'mass_reversal', problem: aProblem({}), foundAt: '2026-02-01T10:00:00Z' };
    const screen = await open('/sync', anOverview({ findings: [finding] }));
    await screen.press('Apply these reversals');
    await screen.answer('POST', 'payment-imports/reversals', {}, 503);
    expect(screen.words).toContain('Something went wrong Try again in a moment. Nothing was changed.');
    await screen.press('Apply these reversals');
    expect(screen.words).not.toContain('Something went wrong');
    await screen.answer('POST', 'payment-imports/reversals', { documents: 6 });
    expect(screen.button('Apply these reversals').disabled).toBe(false);
  });

  it('says when a failure that heals by itself is tried next', async () => {
    const soon = new Date(Date.now() + 600_000 + 5_000).toISOString();
    const screen = await open('/sync', anOverview(), [anExport({ state: 'queued', attempts: 2, nextAttemptAt: soon })]);
    expect(screen.words).toContain('Tried next in 10 minutes');
  });

  it('draws the days, says them in a sentence and lists them in a table', async () => {
    const screen = await open('/sync');
    const chart = document.querySelector('bridge-days-chart svg');
    // 4 + 8 copied, 1 + 0 refused, 2 + 0 payments
    expect(chart?.getAttribute('aria-label')).toBe('In 30 days: 12 copied, 1 not copied, 2 payments.');
    expect(screen.words).toContain('1 Feb 2026 4 1 2');
    expect(screen.words).toContain('1,234 of 5,000');
  });

  it('retries the selected ones, and says what still stands in the way', async () => {
    const screen = await open('/sync', anOverview(), [anExport(), anExport({ id: 'e2', number: 'INV-501' })]);
    await screen.tick('Select all on this page');
    await screen.press('Retry');
    const sent = await screen.answer('POST', 'exports/retry', [
      { exportId: 'e1', problems: [] },
      { exportId: 'e2', problems: [aProblem({ title: 'No due date' })] },
    ]);
    expect(sent.body).toEqual({ exportIds: ['e1', 'e2'] });
    expect(screen.words).toContain('1 queued again.');
    expect(screen.words).toContain('1 cannot be retried yet:');
    expect(screen.words).toContain('No due date');
  });

  it('asks before something is skipped', async () => {
    const screen = await open('/sync');
    await screen.tick('Select INV-500');
    await screen.press('Skip');
    expect(screen.words).toContain('Skip this document?');
    expect(screen.asked('POST', 'exports/skip')).toBe(0);
    await screen.press('Skip');
    const sent = await screen.answer('POST', 'exports/skip', { skipped: ['e1'] });
    expect(sent.body).toEqual({ exportIds: ['e1'] });
    expect(screen.words).toContain('1 skipped.');
  });
});

describe('Sync status that is left open', () => {
  // Angular itself waits with the others.
  beforeEach(() =>
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'queueMicrotask'] }),
  );
  afterEach(() => jest.useRealTimers());

  const pass = async (screen: Screen, milliseconds: number) => {
    jest.advanceTimersByTime(milliseconds);
    await screen.settle();
  };
  const pausedFor = (milliseconds: number) => [
    aSubsidiary({ pausedUntil: new Date(Date.now() + milliseconds).toISOString() }),
  ];

  it('does not call it well while a connection is disconnected or paused, and says why and where', async () => {
    const screen = await open('/sync');
    expect(screen.words).toContain('Nothing needs attention.');
    TestBed.inject(Changes).note('connections');
    await pass(screen, 20_000);
    const lost = aProblem({ detail: 'Xero no longer lets the bridge in.', whatToDo: 'Connect it again.' });
    const full = aProblem({ detail: 'Xero takes no more calls today.', whatToDo: 'Nothing: it goes on by itself.' });
    const soon = new Date(Date.now() + 600_000 + 5_000).toISOString();
    await screen.answer('GET', 'connections', [
      aSubsidiary({ status: 'disconnected', disconnectedAt: '2026-02-01T10:00:00Z', trouble: lost }),
      { ...aSubsidiary({ id: 'c2', pausedUntil: soon, trouble: full }), name: 'Brightwell GmbH' },
    ]);
    expect(screen.words).not.toContain('Nothing needs attention.');
    expect(screen.words).toContain(
      'Brightwell Studio Ltd is disconnected from Xero Xero no longer lets the bridge in. Connect it again.',
    );
    expect(screen.words).toContain('Work for Brightwell GmbH is paused Xero takes no more calls today.');
    expect(screen.words).toContain('Work goes on in 10 minutes');
    const links = [...document.querySelectorAll('bridge-stopped-connections a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/settings/xero/c1?card=connection',
      '/settings/xero/c2?card=connection',
    ]);
  });

  it('reads the connections, which cost calls, every 20 seconds at most, however much is copied', async () => {
    const screen = await open('/sync');
    for (const pause of [2_000, 2_000, 2_000]) {
      await pass(screen, pause);
      TestBed.inject(Changes).note('connections');
      await screen.settle();
    }
    expect(screen.asked('GET', 'connections')).toBe(0);
    // 20 s since the first reading: 3 × 2 s + 14 s
    await pass(screen, 14_000);
    await screen.answer('GET', 'connections', pausedFor(600_000));
    expect(screen.words).toContain('Work for Brightwell Studio Ltd is paused');
    TestBed.inject(Changes).note('connections');
    await pass(screen, 19_000);
    expect(screen.asked('GET', 'connections')).toBe(0);
    await pass(screen, 1_000);
    expect(screen.asked('GET', 'connections')).toBe(1);
  });

  it('forgets a pause once it is over', async () => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], '/sync');
    await screen.answer('GET', 'overview', anOverview());
    await screen.answer('GET', 'connections', pausedFor(90_000));
    await pass(screen, 60_000);
    expect(screen.words).toContain('Work for Brightwell Studio Ltd is paused');
    await pass(screen, 60_000);
    expect(screen.words).not.toContain('is paused');
    expect(screen.words).toContain('Nothing needs attention.');
  });

  it('goes on saying what stood still when the connections cannot be read again', async () => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], '/sync');
    await screen.answer('GET', 'connections', pausedFor(600_000));
    TestBed.inject(Changes).note('connections');
    await pass(screen, 20_000);
    await screen.answer('GET', 'connections', {}, 503);
    expect(screen.words).toContain('Something went wrong');
    expect(screen.words).toContain('Work for Brightwell Studio Ltd is paused');
  });
});

describe('The story of one copy', () => {
  it('opens from the log, stands in the address, and shows Xero’s words, the id and what to do', async () => {
    const screen = await open('/sync');
    await screen.press('Invoice INV-500 Details');
    expect(TestBed.inject(Router).url).toBe('/sync?export=e1');
    await screen.answer('GET', 'exports/e1', aStory());
    expect(screen.words).toContain('The TaxType code ‘X’ cannot be used with account code ‘463’.');
    expect(screen.words).toContain('Choose another tax rate.');
    expect(screen.words).toContain('corr-1');
    expect(screen.words).toContain('Queued for Xero');
    expect(screen.link('Go to the setting')).toBe('/settings/xero/c1?card=tax_rates&key=7');
    expect(screen.link('Open the document')).toBe('/invoices/500');
  });

  it('leads to the document’s own list, whatever its kind', async () => {
    const screen = await open('/sync?export=e1');
    await screen.answer('GET', 'exports/e1', aStory({ kind: 'purchase_order' }));
    expect(screen.link('Open the document')).toBe('/purchase-orders/500');
  });

  it.each(['/settings/xero/c1?card=tax_rates&key=7', '/invoices/500'])(
    'goes with its page when somebody follows its link to %s, and leaves that address alone',
    async (address) => {
      const elsewhere = { path: '**', children: [] };
      const screen = await Screen.open([{ path: 'sync', children: syncRoutes }, elsewhere], '/sync?export=e1');
      await screen.answer('GET', 'exports/e1', aStory());
      document.querySelector<HTMLElement>(`bridge-export-drawer a[href="${address}"]`)?.click();
      await screen.settle();
      expect(document.querySelector('bridge-export-drawer')).toBeNull();
      expect(TestBed.inject(Router).url).toBe(address);
    },
  );

  it('follows the copy while it is open', async () => {
    const screen = await open('/sync?export=e1');
    await screen.answer('GET', 'exports/e1', aStory());
    await screen.press('Retry');
    await screen.answer('POST', 'exports/retry', [{ exportId: 'e1', problems: [] }]);
    await screen.answer('GET', 'exports/e1', aStory({ state: 'exported', problems: [] }));
    expect(screen.words).not.toContain('What is wrong and what to do');
    expect(screen.words).toContain('Copied');
  });
});

describe('The log of imports', () => {
  const openImports = async (address: string, rows = [anImport()]) => {
    const screen = await Screen.open([{ path: 'sync', children: syncRoutes }], address);
    await screen.answer('GET', 'overview', anOverview());
    await screen.answer('GET', 'connections', connections);
    const asked = await screen.answer('GET', 'payment-imports', aPage(rows));
    return { screen, asked };
  };

  it('says when Xero was read, why, and what there was to do', async () => {
    const quiet = anImport({
      id: 'i2',
      trigger: 'schedule',
      documentsSeen: 0,
      tranchesPlanned: 0,
      settlementsPlanned: 0,
    });
    const { screen } = await openImports('/sync?log=imports', [anImport(), quiet]);
    expect(screen.words).toContain('Sync now 3 Payments to record: 2 · Expenses to settle: 1 Done');
    expect(screen.words).toContain('Schedule 0 Nothing new Done');
    expect(screen.asked('GET', 'exports')).toBe(0);
  });

  it('says of one that failed what happened and what to do', async () => {
    const failed = anImport({
      problem: aProblem({ title: 'Xero cannot be reached', whatToDo: 'Nothing: it is tried again.' }),
    });
    const { screen } = await openImports('/sync?log=imports', [failed]);
    expect(screen.words).toContain('Failed Xero cannot be reached Nothing: it is tried again.');
  });

  it('asks the server for the filters of its address', async () => {
    const { screen, asked } = await openImports('/sync?log=imports&outcome=failed&from=2026-03-01&page=2', []);
    const { params } = asked;
    const asFrom = new Date(2026, 2, 1).toISOString(); // where the reader is
    expect([params.get('outcome'), params.get('from'), params.get('offset')]).toEqual(['failed', asFrom, '50']);
    expect(TestBed.inject(Router).url).toContain('from=2026-03-01');
    expect(screen.words).toContain('Nothing matches these filters');
    await screen.press('Clear filters');
    expect(TestBed.inject(Router).url).toBe('/sync?log=imports');
    await screen.answer('GET', 'payment-imports', aPage([]));
    expect(screen.words).toContain('Nothing has been read from Xero yet');
  });

  it('is one click from the log of copies', async () => {
    const screen = await open('/sync');
    expect(screen.link('Payments from Xero')).toBe('/sync?log=imports');
  });
});
