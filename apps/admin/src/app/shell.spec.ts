import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Router, TitleStrategy, provideRouter, type Routes } from '@angular/router';
import { Session, sessionInterceptor } from '@bridge/admin-data-access';
import { PageHeader } from '@bridge/admin-ui';
import { PageTitle } from './page-title.js';
import { Shell } from './shell.js';
import { signedIn } from './signed-in.js';

@Component({ imports: [PageHeader], template: '<ui-page-header heading="Invoices" />' })
class Invoices {}

@Component({ imports: [PageHeader], template: '<ui-page-header heading="Payments" />' })
class Payments {}

@Component({ imports: [PageHeader], template: '<ui-page-header heading="Sign in" />' })
class SignIn {}

const routes: Routes = [
  { path: 'sign-in', title: 'Sign in', component: SignIn },
  {
    path: '',
    canActivate: [signedIn],
    children: [
      { path: 'invoices', title: 'Invoices', component: Invoices },
      { path: 'payments', title: 'Payments', component: Payments },
    ],
  },
];

const session = {
  organisation: { id: '1001', name: 'Brightwell Studio', plan: 'ultimate' },
  person: { id: '7', name: 'Ada Brightwell' },
  csrfToken: 'csrf-1',
  expiresAt: '2026-11-25T00:00:00Z',
  showsExpensePayments: false,
  features: { isUpgradeRequired: false, hasPurchaseOrders: true },
};

class FakeEventSource {
  static readonly CLOSED = 2;
  static last: FakeEventSource | undefined;
  readyState = 1;
  onmessage?: (event: { data: string }) => void;
  onerror?: () => void;

  constructor(readonly url: string) {
    FakeEventSource.last = this;
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

beforeEach(() => {
  FakeEventSource.last = undefined;
  Object.assign(globalThis, { EventSource: FakeEventSource });
});

describe('the shell', () => {
  it('sends a stranger to sign in, and remembers where they were going', async () => {
    const { answer, router } = await open('/invoices');
    await answer('GET', null, 401);
    expect(router.url).toBe('/sign-in?back=%2Finvoices');
    expect(text()).not.toContain('Sign out');
  });

  it('shows whose books these are, and names the page in the title', async () => {
    const { answer } = await open('/invoices');
    await answer('GET', session);
    expect(text()).toContain('Brightwell Studio');
    expect(document.title).toBe('Invoices – Productive Bridge');
    expect(here()).toBe('Invoices');
  });

  it('moves the focus to the heading of the next page', async () => {
    const { answer, follow } = await open('/invoices');
    await answer('GET', session);
    await follow('Payments');
    expect(document.activeElement?.textContent).toBe('Payments');
    expect(document.activeElement?.tagName).toBe('H1');
    expect(here()).toBe('Payments');
  });

  it('says when the session has ended, and leads back to the same page', async () => {
    const { answer, settle } = await open('/invoices');
    await answer('GET', session);
    const line = FakeEventSource.last!;
    line.readyState = FakeEventSource.CLOSED;
    line.onerror?.();
    await settle();
    await answer('GET', null, 401);
    expect(text()).toContain('Your session has ended');
    const again = [...document.querySelectorAll('a')].find((link) => link.textContent?.includes('Sign in again'));
    expect(again?.getAttribute('href')).toBe('/sign-in?back=%2Finvoices');
  });

  it('keeps its live line when the session is read again, until another organisation signs in', async () => {
    const { answer } = await open('/invoices');
    await answer('GET', session);
    const line = FakeEventSource.last;
    const read = TestBed.inject(Session).load();
    await answer('GET', { ...session, showsExpensePayments: true });
    await read;
    expect(FakeEventSource.last).toBe(line);
    expect(line?.readyState).toBe(1);
    const signing = TestBed.inject(Session).signIn({ organisationId: '1002', token: 't' });
    await answer('POST', { ...session, organisation: { id: '1002', name: 'Coolabah', plan: 'ultimate' } });
    await signing;
    expect(line?.readyState).toBe(FakeEventSource.CLOSED);
    expect(FakeEventSource.last?.readyState).toBe(1);
  });

  it('does not try a refused live line again at once', async () => {
    const { answer, settle } = await open('/invoices');
    await answer('GET', session);
    const refused = FakeEventSource.last!;
    refused.readyState = FakeEventSource.CLOSED;
    refused.onerror?.();
    await settle();
    await answer('GET', { ...session });
    expect(FakeEventSource.last).toBe(refused);
  });

  it('says when the browser is offline, until it is not', async () => {
    const { answer, settle } = await open('/invoices');
    await answer('GET', session);
    window.dispatchEvent(new Event('offline'));
    await settle();
    expect(text()).toContain('You are offline');
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(text()).not.toContain('You are offline');
  });

  it('offers to try again when the server cannot be reached at all', async () => {
    const { http, settle, answer } = await open('/invoices');
    http.expectOne('/api/v1/session').error(new ProgressEvent('error'));
    await settle();
    expect(text()).toContain('The bridge cannot be reached');
    button('Try again').click();
    await settle();
    await answer('GET', session);
    expect(text()).not.toContain('The bridge cannot be reached');
    expect(here()).toBe('Invoices');
  });

  it('does not look signed out when signing out failed', async () => {
    const { answer, settle, http } = await open('/invoices');
    await answer('GET', session);
    button('Sign out').click();
    await settle();
    http.expectOne('/api/v1/session').error(new ProgressEvent('error'));
    await settle();
    expect(text()).toContain('You are still signed in');
    expect(here()).toBe('Invoices');
  });

  it('signs out', async () => {
    const { answer, settle, router } = await open('/invoices');
    await answer('GET', session);
    button('Sign out').click();
    await settle();
    await answer('DELETE', null, 204);
    expect(router.url).toBe('/sign-in');
    expect(text()).not.toContain('Brightwell Studio');
  });
});

async function open(address: string) {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([sessionInterceptor])),
      provideHttpClientTesting(),
      provideRouter(routes),
      { provide: TitleStrategy, useClass: PageTitle },
    ],
  });
  // What main.ts would log: the shell shows it to the person instead.
  const fixture: ComponentFixture<Shell> = TestBed.createComponent(Shell);
  const http = TestBed.inject(HttpTestingController);
  const router = TestBed.inject(Router);
  const settle = async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      fixture.detectChanges();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  router.navigateByUrl(address).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
  await settle();
  return {
    http,
    router,
    settle,
    answer: async (method: string, body: object | null, status = 200) => {
      http
        .expectOne((sent) => sent.method === method && sent.url === '/api/v1/session')
        .flush(body, { status, statusText: String(status) });
      await settle();
    },
    follow: async (words: string) => {
      [...document.querySelectorAll('a')].find((link) => link.textContent?.trim() === words)?.click();
      await settle();
    },
  };
}

function text(): string {
  return document.body.textContent ?? '';
}

function here(): string | undefined {
  return document.querySelector('.side [aria-current="page"]')?.textContent?.trim();
}

function button(words: string): HTMLElement {
  return [...document.querySelectorAll<HTMLElement>('button')].find((element) => element.textContent?.includes(words))!;
}
