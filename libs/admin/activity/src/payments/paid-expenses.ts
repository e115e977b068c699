import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { Changes, PaymentsClient, latestValue } from '@bridge/admin-data-access';
import { Chip, DayPipe, EmptyState, ErrorState, Icon, MoneyPipe, Paginator, Skeleton, Table } from '@bridge/admin-ui';
import { texts } from '../texts.js';

const PAGE_SIZE = 50;

/** Expenses whose bills were paid in Xero: in part they are shown, in full they are marked paid. */
@Component({
  selector: 'bridge-paid-expenses',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, DayPipe, EmptyState, ErrorState, Icon, MoneyPipe, Paginator, RouterLink, Skeleton, Table],
  template: `
    @if (page.error(); as error) {
      <ui-error-state [error]="error" (again)="page.reload()" />
    } @else if (shown(); as shown) {
      @if (shown.total === 0) {
        <ui-empty-state icon="payment" [heading]="labels.emptyExpenses" [detail]="labels.emptyExpensesHint" />
      } @else {
        <ui-table>
          <table>
            <caption class="ui-hidden">
              {{
                labels.expenses
              }}
            </caption>
            <thead>
              <tr>
                <th scope="col">{{ labels.expense }}</th>
                <th scope="col">{{ labels.vendor }}</th>
                <th scope="col" class="number">{{ labels.paid }}</th>
                <th scope="col" class="number">{{ labels.of }}</th>
                <th scope="col">{{ labels.settledOn }}</th>
                <th scope="col">Xero</th>
              </tr>
            </thead>
            <tbody>
              @for (row of shown.rows; track row.ledgerId) {
                <tr>
                  <td data-title>
                    <a [routerLink]="['/expenses', row.sourceId]">{{ row.title || row.sourceId }}</a>
                  </td>
                  <td [attr.data-label]="labels.vendor">{{ row.vendorName }}</td>
                  <td class="number" [attr.data-label]="labels.paid">{{ row.paid | money }}</td>
                  <td class="number" [attr.data-label]="labels.of">{{ row.total | money }}</td>
                  <td [attr.data-label]="labels.settledOn">
                    @if (row.settledOn; as settledOn) {
                      <ui-chip tone="good">{{ settledOn | day }}</ui-chip>
                    } @else {
                      <ui-chip tone="info">{{ labels.partly }}</ui-chip>
                    }
                  </td>
                  <td data-label="Xero">
                    <a class="view" [href]="row.url" target="_blank" rel="noopener"
                      >{{ labels.viewInXero }} <ui-icon name="external"
                    /></a>
                  </td>
                </tr>
              }
            </tbody>
          </table>
        </ui-table>
        <ui-paginator
          [offset]="shown.offset"
          [limit]="shown.limit"
          [total]="shown.total"
          (moved)="offset.set($event)"
        />
      }
    } @else {
      <ui-skeleton [rows]="6" height="3.25rem" />
    }
  `,
  styles: `
    .view {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
      white-space: nowrap;
    }
  `,
})
export class PaidExpenses {
  readonly #payments = inject(PaymentsClient);
  readonly #changes = inject(Changes);
  protected readonly labels = texts.payments;
  protected readonly offset = signal(0);
  protected readonly page = rxResource({
    params: () => ({ offset: String(this.offset()), change: this.#changes.of('payments')() }),
    stream: ({ params: { offset } }) => this.#payments.expenses({ offset, limit: String(PAGE_SIZE) }),
  });
  protected readonly shown = latestValue(this.page);
}
