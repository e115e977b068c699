import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Changes } from './changes.js';
import { serverEvents } from './server-events.js';
import { Session } from './session.js';

class FakeEventSource {
  static readonly CLOSED = 2;
  static last: FakeEventSource;
  readyState = 1;
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

describe('what changed', () => {
  it('is counted by what it is about, until nobody listens', async () => {
    const signing = TestBed.inject(Session).signIn({ organisationId: '1', token: 't' });
    TestBed.inject(HttpTestingController).expectOne('/api/v1/session').flush({});
    await signing;
    const changes = TestBed.inject(Changes);
    const stop = changes.listen();
    FakeEventSource.last.say({ about: ['exports', 'documents'] });
    FakeEventSource.last.say({ about: ['exports'] });
    expect([changes.of('exports')(), changes.of('documents')(), changes.of('payments')()]).toEqual([2, 1, 0]);
    stop();
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
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
