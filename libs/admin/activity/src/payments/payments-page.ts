import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { Session } from '@bridge/admin-data-access';
import { PageHeader } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { PaidExpenses } from './paid-expenses.js';
import { SyncNow } from './sync-now.js';
import { TranchesList } from './tranches-list.js';

/** Payments as they came back. The expenses' half shows only while the whole agency sees their payment section. */
@Component({
  selector: 'bridge-payments-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PageHeader, PaidExpenses, RouterLink, SyncNow, TranchesList],
  template: `
    <ui-page-header [heading]="labels.heading" [lead]="labels.lead" />
    <bridge-sync-now />
    @if (showsExpenses()) {
      <nav [attr.aria-label]="labels.tabs">
        <a routerLink="/payments" [attr.aria-current]="isOnExpenses() ? null : 'page'">{{ labels.invoices }}</a>
        <a
          routerLink="/payments"
          [queryParams]="{ tab: 'expenses' }"
          [attr.aria-current]="isOnExpenses() ? 'page' : null"
          >{{ labels.expenses }}</a
        >
      </nav>
    }
    @if (isOnExpenses()) {
      <bridge-paid-expenses />
    } @else {
      <bridge-tranches-list [invoiceId]="invoiceId()" />
    }
  `,
  styleUrl: '../tabs.css',
})
export class PaymentsPage {
  readonly #session = inject(Session);
  readonly #address = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  protected readonly labels = texts.payments;
  protected readonly showsExpenses = this.#session.showsExpensePayments;
  protected readonly isOnExpenses = computed(() => this.showsExpenses() && this.#address().get('tab') === 'expenses');
  protected readonly invoiceId = computed(() => this.#address().get('invoice') ?? undefined);
}
