import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MinuteHand } from './minute-hand.js';
import { READER_LOCALE } from './reader-locale.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment in the reader's zone, near ones in words (“3 minutes ago”), with the absolute time on hover. */
@Component({
  selector: 'ui-instant',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time [attr.datetime]="at()" [attr.title]="absolute()">{{ words() }}</time>`,
})
export class Instant {
  /** ISO 8601 with a zone. */
  readonly at = input.required<string>();
  readonly #locale = inject(READER_LOCALE);
  readonly #minutes = inject(MinuteHand).turns;
  protected readonly absolute = computed(() => formatInstant(this.at(), this.#locale));
  protected readonly words = computed(() => {
    this.#minutes();
    return nearWords(this.at(), new Date(), this.#locale);
  });
}

export function formatInstant(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(at));
}

export function nearWords(at: string, now: Date, locale: string): string {
  const distance = new Date(at).getTime() - now.getTime();
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const size = Math.abs(distance);
  if (size < MINUTE) return relative.format(0, 'second');
  if (size < HOUR) return relative.format(Math.trunc(distance / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.trunc(distance / HOUR), 'hour');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}
