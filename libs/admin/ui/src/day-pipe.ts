import { Pipe, inject, type PipeTransform } from '@angular/core';
import { READER_LOCALE } from './reader-locale.js';

/** `{{ issuedOn | day }}`: a calendar day (`YYYY-MM-DD`), the same in every time zone. */
@Pipe({ name: 'day' })
export class DayPipe implements PipeTransform {
  readonly #locale = inject(READER_LOCALE);

  transform(day: string | undefined): string {
    return day ? formatDay(day, this.#locale) : '';
  }
}

export function formatDay(day: string, locale: string): string {
  // Read and written in UTC: the zone cancels out.
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
