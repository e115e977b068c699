import { Injectable, inject } from '@angular/core';
import type { ExpensePaymentView, ImportView, PageView, TrancheView } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api, type Query } from './api.js';

/** Payments as they came back from Xero. */
@Injectable({ providedIn: 'root' })
export class PaymentsClient {
  readonly #api = inject(Api);

  tranches(query: Query): Observable<PageView<TrancheView>> {
    return this.#api.get('payment-imports/tranches', query);
  }

  expenses(query: Query): Observable<PageView<ExpensePaymentView>> {
    return this.#api.get('payment-imports/expenses', query);
  }

  imports(query: Query): Observable<PageView<ImportView>> {
    return this.#api.get('payment-imports', query);
  }

  syncNow(connectionId: string): Promise<ImportView> {
    return this.#api.change('POST', 'payment-imports', { connectionId });
  }

  retry(ledgerId: string, paymentIds: readonly string[]): Promise<{ readonly retried: number }> {
    return this.#api.change('POST', 'payment-imports/tranches/retry', { ledgerId, paymentIds });
  }

  decideReversals(connectionId: string, decision: 'apply' | 'dismiss'): Promise<{ readonly documents: number }> {
    return this.#api.change('POST', 'payment-imports/reversals', { connectionId, decision });
  }
}
