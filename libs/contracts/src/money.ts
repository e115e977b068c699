/** An amount in major units with the currency's own decimals: `{"amount": "12.50", "currency": "GBP"}`. Never a JSON number. */
export interface MoneyView {
  readonly amount: string;
  readonly currency: string;
}

/** One page of a list. */
export interface PageView<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}
