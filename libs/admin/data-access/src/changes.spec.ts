import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Changes } from './changes.js';
import { serverEvents } from './server-events.js';
import { Session } from './session.js';

class FakeEventSource {
  static readonly CLOSED = 2;
  static last: FakeEventSource;
  readyState = 1;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onerror?: () => void;

  constructor(readonly url: string) {
    FakeEventSource.last = this;
  }

  say(event: unknown): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

beforeEach(() => {
  Object.assign(globalThis, { EventSource: FakeEventSource });
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
});

afterEach(() => jest.useRealTimers());

describe('what changed', () => {
  it('is counted by what it is about, until nobody listens', async () => {
    const { stop } = await listening();
    FakeEventSource.last.say({ about: ['exports', 'documents'] });
    FakeEventSource.last.say({ about: ['exports'] });
    expect(counts()).toEqual({ connections: 0, exports: 2, payments: 0, documents: 1 });
    stop();
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
  });

  it('may be anything once a lost line is open again, but nothing when it opens at first', async () => {
    await listening();
    FakeEventSource.last.onopen?.();
    expect(counts()).toEqual({ connections: 0, exports: 0, payments: 0, documents: 0 });
    FakeEventSource.last.readyState = 0; // connecting again
    FakeEventSource.last.onerror?.();
    FakeEventSource.last.readyState = 1;
    FakeEventSource.last.onopen?.();
    expect(counts()).toEqual({ connections: 1, exports: 1, payments: 1, documents: 1 });
  });

  it('may be anything once a refused line is taken, even if it never was open before', async () => {
    await listening();
    jest.useFakeTimers();
    const refused = FakeEventSource.last;
    refused.readyState = FakeEventSource.CLOSED;
    refused.onerror?.();
    TestBed.inject(HttpTestingController).expectOne('/api/v1/session').flush({});
    await jest.advanceTimersByTimeAsync(15_000);
    expect(FakeEventSource.last).not.toBe(refused);
    FakeEventSource.last.onopen?.();
    expect(counts()).toEqual({ connections: 1, exports: 1, payments: 1, documents: 1 });
  });
});

describe('server-sent events', () => {
  it('end after the last one, and close the line', () => {
    const heard: number[] = [];
    let isDone = false;
    serverEvents<{ left: number }>('/progress', ({ left }) => left === 0).subscribe({
      next: ({ left }) => heard.push(left),
      complete: () => (isDone = true),
    });
    FakeEventSource.last.say({ left: 1 });
    FakeEventSource.last.say({ left: 0 });
    expect(heard).toEqual([1, 0]);
    expect(isDone).toBe(true);
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
  });

  it('survive a lost line that the browser reopens, and fail on one that is refused', () => {
    let failure: unknown;
    serverEvents('/progress').subscribe({ error: (error: unknown) => (failure = error) });
    FakeEventSource.last.readyState = 0; // connecting again
    FakeEventSource.last.onerror?.();
    expect(failure).toBeUndefined();
    FakeEventSource.last.readyState = FakeEventSource.CLOSED;
    FakeEventSource.last.onerror?.();
    expect(failure).toBeInstanceOf(Error);
  });
});

async function listening() {
  const signing = TestBed.inject(Session).signIn({ organisationId: '1', token: 't' });
  TestBed.inject(HttpTestingController).expectOne('/api/v1/session').flush({});
  await signing;
  return { stop: TestBed.inject(Changes).listen() };
}

function counts() {
  const changes = TestBed.inject(Changes);
  return {
    connections: changes.of('connections')(),
    exports: changes.of('exports')(),
    payments: changes.of('payments')(),
    documents: changes.of('documents')(),
  };
}
