import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatSnackBar } from '@angular/material/snack-bar';
import { RouterLink } from '@angular/router';
import { Changes, PaymentsClient, latestValue, toProblemError } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, Paginator, Skeleton } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { byInvoice, type PaidInvoice } from './by-invoice.js';
import { PaidInvoiceCard } from './paid-invoice-card.js';

const PAGE_SIZE = 100;

/** Payments of invoices, grouped by invoice, newest first; of one invoice when it is named. */
@Component({
  selector: 'bridge-tranches-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ErrorState, PaidInvoiceCard, Paginator, RouterLink, Skeleton],
  template: `
    @if (invoiceId()) {
      <p>
        {{ labels.filtered }} <a routerLink="/payments">{{ labels.showAll }}</a>
      </p>
    }
    @if (page.error(); as error) {
      <ui-error-state [error]="error" (again)="page.reload()" />
    } @else if (shown(); as shown) {
      @for (invoice of invoices(); track invoice.ledgerId) {
        <bridge-paid-invoice-card class="ui-card" [invoice]="invoice" [isBusy]="isBusy()" (retried)="retry($event)" />
      } @empty {
        <ui-empty-state icon="payment" [heading]="labels.empty" [detail]="labels.emptyHint" />
      }
      @if (shown.total > shown.limit) {
        <ui-paginator
          [offset]="shown.offset"
          [limit]="shown.limit"
          [total]="shown.total"
          (moved)="offset.set($event)"
        />
      }
    } @else {
      <ui-skeleton [rows]="3" height="11rem" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 1rem;
    }
    p {
      margin: 0;
    }
  `,
})
export class TranchesList {
  /** Productive’s id of the one invoice to show. */
  readonly invoiceId = input<string>();
  readonly #payments = inject(PaymentsClient);
  readonly #changes = inject(Changes);
  readonly #snack = inject(MatSnackBar);
  protected readonly labels = texts.payments;
  protected readonly isBusy = signal(false);
  protected readonly offset = linkedSignal({ source: this.invoiceId, computation: () => 0 });
  protected readonly page = rxResource({
    params: () => ({
      sourceInvoiceId: this.invoiceId(),
      offset: String(this.offset()),
      change: this.#changes.of('payments')(),
    }),
    stream: ({ params: { sourceInvoiceId, offset } }) =>
      this.#payments.tranches({ sourceInvoiceId, offset, limit: String(PAGE_SIZE) }),
  });
  protected readonly shown = latestValue(this.page);
  protected readonly invoices = computed(() => byInvoice(this.shown()?.rows ?? []));

  protected async retry({ ledgerId, held }: PaidInvoice): Promise<void> {
    this.isBusy.set(true);
    const said = await this.#payments
      .retry(
        ledgerId,
        held.map(({ paymentId }) => paymentId),
      )
      .then(
        () => texts.payments.retried,
        (error: unknown) => toProblemError(error).message,
      );
    this.#changes.note('payments');
    this.#snack.open(said, undefined, { duration: 5000 });
    this.isBusy.set(false);
  }
}
