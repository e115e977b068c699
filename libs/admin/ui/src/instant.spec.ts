import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Instant, nearWords } from './instant.js';
import { READER_LOCALE } from './reader-locale.js';

const now = new Date('2026-11-24T12:00:00Z');

@Component({
  imports: [Instant],
  template: '<ui-instant at="2026-11-24T11:59:30Z" />, <ui-instant at="2026-11-24T07:00:30Z" />',
})
class Page {}

describe('a moment for a reader', () => {
  it.each([
    ['2026-11-24T11:59:30Z', 'now'],
    ['2026-11-24T11:57:00Z', '3 minutes ago'],
    ['2026-11-24T12:05:00Z', 'in 5 minutes'],
    ['2026-11-24T07:00:00Z', '5 hours ago'],
  ])('%s reads “%s” at noon', (at, words) => {
    expect(nearWords(at, now, 'en-GB')).toBe(words);
  });

  describe('who leaves the page open', () => {
    // Angular itself waits with the others.
    beforeEach(() =>
      jest.useFakeTimers({ now, doNotFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'queueMicrotask'] }),
    );
    afterEach(() => jest.useRealTimers());

    it('grows older on it, by one clock that stops with the page', async () => {
      TestBed.configureTestingModule({ providers: [{ provide: READER_LOCALE, useValue: 'en-GB' }] });
      const page = TestBed.createComponent(Page);
      await page.whenStable();
      expect(page.nativeElement.textContent).toBe('now, 4 hours ago');
      expect(jest.getTimerCount()).toBe(1);
      jest.advanceTimersByTime(3 * 60_000);
      await page.whenStable();
      expect(page.nativeElement.textContent).toBe('3 minutes ago, 5 hours ago');
      TestBed.resetTestingModule();
      expect(jest.getTimerCount()).toBe(0);
    });
  });
});
