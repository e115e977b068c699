import { Component } from '@angular/core';
import type { Routes } from '@angular/router';
import { openScreen, type Screen } from '../testing/screen.js';
import { connection, labs, problemDocument, subsidiary } from '../testing/world.js';
import { Marketplace } from './marketplace.js';

@Component({ template: '<h1>Integration page</h1>' })
class Arrived {}

const routes: Routes = [
  { path: 'settings/apps', component: Marketplace },
  { path: 'settings/xero/:id', component: Arrived },
];

interface FakeWindow {
  closed: boolean;
  location: { href: string };
  close(): void;
}

let consent: FakeWindow | null;

beforeEach(() => {
  consent = { closed: false, location: { href: '' }, close: () => undefined };
  window.open = () => consent as unknown as Window;
  Object.assign(globalThis, { BroadcastChannel: SilentChannel });
});

describe('the marketplace', () => {
  it.each([
    ['needs_attention', 'Needs attention (3)', 'Open settings: Brightwell Studio Ltd'],
    ['setup_incomplete', 'Set-up incomplete', 'Continue set-up: Brightwell Studio Ltd'],
    ['disconnected', 'Disconnected', 'Reconnect: Brightwell Studio Ltd'],
    ['choosing_organisation', 'Choose organisation', 'Choose organisation: Brightwell Studio Ltd'],
    ['choosing_organisation', 'Choose organisation', 'Grant another organisation: Brightwell Studio Ltd'],
  ] as const)('shows Xero as %s with the next step', async (status, words, action) => {
    const screen = await open([subsidiary(status, { attention: 3 })]);
    expect(screen.text).toContain(words);
    expect(screen.has(action)).toBe(true);
  });

  it('asks for an upgrade instead of offering what the plan lacks', async () => {
    const screen = await open([subsidiary('upgrade_required')]);
    expect(screen.text).toContain('need the Professional or Ultimate plan');
    expect(screen.has('Connect app')).toBe(false);
  });

  it('lets an organisation leave that no longer has the plan', async () => {
    const status = 'upgrade_required';
    const before = { ...connection, status, disconnectedAt: '2026-11-01T10:00:00Z' } as const;
    const screen = await open([
      { ...subsidiary(status), connection: { ...connection, status } },
      { ...labs, status, connection: before },
    ]);
    expect(screen.has('Disconnect: Brightwell Studio Ltd')).toBe(true);
    expect(screen.has('Disconnect: Brightwell Labs Ltd')).toBe(false);
  });

  it('finds an app by a word of it', async () => {
    const screen = await open([labs]);
    await screen.fill('Search apps', 'accounting');
    expect(screen.has('Connect app')).toBe(true);
    expect(screen.has('Manage API keys')).toBe(false);
    await screen.fill('Search apps', 'payroll');
    expect(screen.text).toContain('No app of that name');
  });
});

describe('the review of settings', () => {
  const reviewed = { lastAt: '2026-08-01T10:00:00Z', lastBy: 'Ada', isDue: false, drifted: [] };
  const reviewOf = (more: object) => subsidiary('connected', { review: { ...reviewed, ...more } });

  it('is asked for after 90 days, and confirmed with a button', async () => {
    const screen = await open([reviewOf({ isDue: true })]);
    expect(screen.text).toContain('These settings should be looked at');
    expect(screen.text).toMatch(/Last reviewed .* by Ada\./);
    await screen.click('Reviewed: Brightwell Studio Ltd');
    await screen.answer('POST connections/c1/settings/review', {});
    await screen.answer('GET connections', [reviewOf({})]);
    expect(screen.text).not.toContain('should be looked at');
  });

  it('says when it could not be confirmed', async () => {
    const screen = await open([reviewOf({ isDue: true })]);
    await screen.click('Reviewed: Brightwell Studio Ltd');
    const refused = problemDocument(409, 'settings_not_saved', 'Nothing to confirm', 'Save them first.');
    await screen.answer('POST connections/c1/settings/review', refused, 409);
    expect(screen.text).toContain('Save them first.');
  });

  it('points out what Xero no longer offers, with the way to the setting', async () => {
    const archived = {
      ...{ code: 'account_archived', title: 'Account is archived in Xero', detail: 'Account 200.', path: '' },
      ...{ whatToDo: 'Choose another account.', owner: 'admin', fix: { card: 'invoices' } },
    };
    const screen = await open([reviewOf({ drifted: [archived] })]);
    expect(screen.text).toContain('Account is archived in Xero');
    expect(screen.text).toContain('Go to the setting');
    expect(screen.has('Reviewed: Brightwell Studio Ltd')).toBe(false);
  });
});

describe('connecting Xero', () => {
  it('opens Xero in a new window and goes on by itself once consent is given', async () => {
    const screen = await open([subsidiary('not_connected')]);
    await screen.click('Connect app');
    const sent = await screen.answer('POST connections', { consentUrl: 'https://login.example/consent' });
    expect(sent.request.body).toEqual({ subsidiaryId: '11' });
    expect(consent?.location.href).toBe('https://login.example/consent');
    expect(screen.text).toContain('Waiting for your consent');
    await hear(screen, { type: 'bridge:connect', ok: true, connectionId: 'c1' });
    await screen.answer('GET connections', [subsidiary('setup_incomplete')]);
    expect(screen.text).toContain('Integration page');
  });

  it('asks for the subsidiary first where there are several', async () => {
    const screen = await open([subsidiary('not_connected'), labs]);
    await screen.click('Connect app');
    expect(screen.text).toContain('Which subsidiary?');
    await screen.toggle('Brightwell Labs Ltd');
    await screen.click('Continue');
    const sent = await screen.answer('POST connections', { consentUrl: '/consent' });
    expect(sent.request.body).toEqual({ subsidiaryId: '12' });
  });

  it('asks for the organisation afterwards where several were granted', async () => {
    const offered = [
      { organisationId: 'o1', name: 'Brightwell Books' },
      { organisationId: 'o2', name: 'Brightwell Labs Books' },
    ];
    const screen = await open([subsidiary('choosing_organisation', { offered })]);
    await screen.click('Choose organisation: Brightwell Studio Ltd');
    await screen.toggle('Brightwell Labs Books');
    await screen.click('Continue');
    const sent = await screen.answer('PUT connections/c1/organisation', {});
    expect(sent.request.body).toEqual({ organisationId: 'o2', isConfirmed: false });
    expect(screen.text).toContain('Integration page');
  });

  it('says who has the organisation that was granted, and lets another one be granted instead', async () => {
    const screen = await open([subsidiary('not_connected'), connectedLabs]);
    await screen.click('Connect app');
    await screen.answer('POST connections', { consentUrl: '/consent' });
    await hear(screen, {
      type: 'bridge:connect',
      ok: false,
      code: 'organisation_taken',
      title: 'Organisation already connected',
      whatToDo: 'Choose another one.',
    });
    const offered = [{ organisationId: 'o2', name: 'Labs Books' }];
    const waiting = [subsidiary('choosing_organisation', { offered }), connectedLabs];
    await screen.answer('GET connections', waiting);
    await screen.answer('GET connections', waiting);
    expect(screen.text).toContain('Labs Books is connected to Brightwell Labs Ltd. Choose another one.');
    await screen.click('Grant another organisation: Brightwell Studio Ltd');
    const sent = await screen.answer('POST connections', { consentUrl: '/again' });
    expect(sent.request.body).toEqual({ subsidiaryId: '11' });
    expect(consent?.location.href).toBe('/again');
  });

  it('lets another organisation be granted when the chosen one turns out to be taken', async () => {
    const offered = [{ organisationId: 'o2', name: 'Labs Books' }];
    const screen = await open([subsidiary('choosing_organisation', { offered })]);
    await screen.click('Choose organisation: Brightwell Studio Ltd');
    await screen.click('Continue');
    const detail = 'Labs Books is connected to the subsidiary Brightwell Labs Ltd.';
    const taken = problemDocument(422, 'organisation_taken', 'Organisation already connected', detail);
    await screen.answer('PUT connections/c1/organisation', taken, 422);
    expect(screen.text).toContain(detail);
    await screen.click('Grant another organisation: Brightwell Studio Ltd');
    await screen.answer('POST connections', { consentUrl: '/again' });
    expect(screen.text).toContain('Waiting for your consent');
  });

  it('lets a consent be taken back before an organisation is chosen, but only after asking', async () => {
    const screen = await open([subsidiary('choosing_organisation')]);
    await screen.click('Disconnect: Brightwell Studio Ltd');
    expect(screen.text).toContain('Links, mappings and history are kept');
    await screen.click('Disconnect');
    const unreachable = problemDocument(503, 'ledger_unavailable', 'Xero cannot be reached', 'Try again later.');
    await screen.answer('DELETE connections/c1', unreachable, 503);
    expect(screen.text).toContain('Xero cannot be reached');
    await screen.click('Disconnect: Brightwell Studio Ltd');
    await screen.click('Disconnect');
    await screen.answer('DELETE connections/c1', null, 204);
    await screen.answer('GET connections', [subsidiary('disconnected')]);
    expect(screen.has('Reconnect: Brightwell Studio Ltd')).toBe(true);
    expect(screen.text).not.toContain('Xero cannot be reached');
  });

  it('asks before another organisation than before is connected', async () => {
    const offered = [{ organisationId: 'o2', name: 'New books' }];
    const screen = await open([subsidiary('choosing_organisation', { offered })]);
    await screen.click('Choose organisation: Brightwell Studio Ltd');
    await screen.click('Continue');
    const differs = problemDocument(422, 'organisation_differs', 'Another one', 'New books starts empty.');
    await screen.answer('PUT connections/c1/organisation', differs, 422);
    expect(screen.text).toContain('New books starts empty.');
    await screen.click('Connect it');
    const sent = await screen.answer('PUT connections/c1/organisation', {});
    expect(sent.request.body).toEqual({ organisationId: 'o2', isConfirmed: true });
  });

  it('says so when the browser blocks the window, and sends nothing', async () => {
    consent = null;
    const screen = await open([subsidiary('not_connected')]);
    await screen.click('Connect app');
    expect(screen.text).toContain('Your browser blocked the window');
    screen.verifyNothingSent();
  });

  it('says what Xero or the person refused', async () => {
    const screen = await open([subsidiary('not_connected')]);
    await screen.click('Connect app');
    await screen.answer('POST connections', { consentUrl: '/consent' });
    await hear(screen, {
      type: 'bridge:connect',
      ok: false,
      code: 'consent_denied',
      title: 'Access was not allowed',
      whatToDo: 'Connect again and allow access.',
    });
    expect(screen.text).toContain('Access was not allowed');
    expect(screen.has('Connect app')).toBe(true);
  });

  it('can stop waiting for a window that was closed', async () => {
    const screen = await open([subsidiary('not_connected')]);
    await screen.click('Connect app');
    await screen.answer('POST connections', { consentUrl: '/consent' });
    if (consent) consent.closed = true;
    await new Promise((resolve) => setTimeout(resolve, 600)); // it looks every 500 ms
    await screen.settle();
    expect(screen.text).toContain('The window looks closed.');
    await screen.click('Stop waiting');
    expect(screen.text).toContain('The window was closed before Xero was connected');
  });

  it('does not listen to other sites', async () => {
    const screen = await open([subsidiary('not_connected')]);
    await screen.click('Connect app');
    await screen.answer('POST connections', { consentUrl: '/consent' });
    await hear(screen, { type: 'bridge:connect', ok: true, connectionId: 'c1' }, 'https://evil.example');
    expect(screen.text).toContain('Waiting for your consent');
  });
});

const connectedLabs = {
  ...labs,
  status: 'connected',
  connection: {
    ...connection,
    ...{ id: 'c2', subsidiaryId: '12', subsidiaryName: 'Brightwell Labs Ltd' },
    organisation: { id: 'o2', name: 'Labs Books' },
  },
} as const;

async function open(subsidiaries: readonly object[]): Promise<Screen> {
  const screen = await openScreen(routes, '/settings/apps');
  await screen.answer('GET sandbox', problemDocument(404, 'not_a_sandbox', 'Not a sandbox', ''), 404);
  await screen.answer('GET connections', subsidiaries);
  return screen;
}

async function hear(screen: Screen, data: unknown, origin = location.origin): Promise<void> {
  window.dispatchEvent(new MessageEvent('message', { data, origin }));
  await screen.settle();
}

class SilentChannel extends EventTarget {
  close(): void {
    // Nothing is ever sent over it here: the message comes from the opened window.
  }
}
