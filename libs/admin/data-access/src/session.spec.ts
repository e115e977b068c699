import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { SessionView } from '@bridge/contracts';
import { Api } from './api.js';
import { ProblemError } from './problem-error.js';
import { sessionInterceptor } from './session-interceptor.js';
import { Session } from './session.js';

const ada: SessionView = {
  organisation: { id: '1001', name: 'Brightwell Studio', plan: 'ultimate' },
  person: { id: '7', name: 'Ada Brightwell' },
  csrfToken: 'csrf-1',
  expiresAt: '2026-11-25T00:00:00Z',
  showsExpensePayments: false,
  features: { isUpgradeRequired: false, hasPurchaseOrders: true },
};

describe('a session', () => {
  it('carries the CSRF token in changes, and in changes only', async () => {
    const { api, http } = await signedIn();
    api.get('connections').subscribe();
    expect(http.expectOne('/api/v1/connections').request.headers.has('x-csrf-token')).toBe(false);
    const change = api.change('POST', 'connections', {});
    const sent = http.expectOne('/api/v1/connections');
    expect(sent.request.headers.get('x-csrf-token')).toBe('csrf-1');
    sent.flush({});
    await change;
  });

  it('notices that it has ended when an answer says so', async () => {
    const { api, http, session } = await signedIn();
    expect(session.hasEnded()).toBe(false);
    const change = api.change('POST', 'exports', {});
    http.expectOne('/api/v1/exports').flush(null, { status: 401, statusText: 'Unauthorized' });
    await expect(change).rejects.toBeInstanceOf(ProblemError);
    expect(session.hasEnded()).toBe(true);
  });

  it('does not call a stranger’s first look an ended session', async () => {
    const { http, session } = open();
    const loaded = session.load();
    http.expectOne('/api/v1/session').flush(null, { status: 401, statusText: 'Unauthorized' });
    expect(await loaded).toBe(false);
    expect(session.hasEnded()).toBe(false);
  });
});

describe('an error', () => {
  it('keeps what the problem document says', async () => {
    const { api, http } = await signedIn();
    const change = api.change('POST', 'exports', {});
    http.expectOne('/api/v1/exports').flush(
      {
        type: 'x',
        title: 'Refused',
        status: 422,
        detail: 'Two are unmapped.',
        code: 'tax_rates_not_mapped',
        problems: [],
      },
      { status: 422, statusText: 'Unprocessable' },
    );
    await expect(change).rejects.toMatchObject({
      status: 422,
      code: 'tax_rates_not_mapped',
      title: 'Refused',
      message: 'Two are unmapped.',
    });
  });

  it('says offline when nothing answers', async () => {
    const { api, http } = await signedIn();
    const change = api.change('POST', 'exports', {});
    http.expectOne('/api/v1/exports').error(new ProgressEvent('error'));
    await expect(change).rejects.toMatchObject({ status: 0, code: 'offline' });
  });
});

function open() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(withInterceptors([sessionInterceptor])), provideHttpClientTesting()],
  });
  return { http: TestBed.inject(HttpTestingController), session: TestBed.inject(Session), api: TestBed.inject(Api) };
}

async function signedIn() {
  const opened = open();
  const signing = opened.session.signIn({ organisationId: '1001', token: 't' });
  opened.http.expectOne('/api/v1/session').flush(ada);
  await signing;
  return opened;
}
