import type { Page } from '@bridge/application';
import type { MoneyView, PageView } from '@bridge/contracts';
import { toDecimalText, type Instant, type Money } from '@bridge/domain';

export function moneyView(amount: Money): MoneyView {
  return { amount: toDecimalText(amount), currency: amount.currency };
}

export function instantView(at: Instant): string {
  return new Date(at).toISOString();
}

export function pageView<Row, View>(
  page: Page<Row>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  view: (row: Row) => View,
): PageView<View> {
  return { rows: page.rows.map(view), total: page.total, offset, limit };
}
