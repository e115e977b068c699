import { Pipe, inject, type PipeTransform } from '@angular/core';
import type { MoneyView } from '@bridge/contracts';
import { READER_LOCALE } from './reader-locale.js';

/** `{{ total | money }}`: exact, since the decimal text itself is formatted, never a floating number. */
@Pipe({ name: 'money' })
export class MoneyPipe implements PipeTransform {
  readonly #locale = inject(READER_LOCALE);

  transform(money: MoneyView | undefined): string {
    return money ? formatMoney(money, this.#locale) : '';
  }
}

export function formatMoney({ amount, currency }: MoneyView, locale: string): string {
  const decimals = amount.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount as `${number}`);
}
