import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Chip, DayPipe, MoneyPipe, ProblemList, Table, type Tone } from '@bridge/admin-ui';
import type { ProblemView, TrancheView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { isDeleted, isHeldBack, type PaidInvoice } from './by-invoice.js';

/** The payments of one invoice, tranche by tranche, with what was left after each. */
@Component({
  selector: 'bridge-paid-invoice-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, DayPipe, MatButton, MoneyPipe, ProblemList, RouterLink, Table],
  template: `
    <header>
      <h2>
        <a [routerLink]="['/invoices', invoice().sourceInvoiceId]">{{ name() }}</a>
      </h2>
      <span>{{ invoice().companyName }}</span>
      @if (invoice().balance; as balance) {
        @if (isSettled()) {
          <ui-chip tone="good">{{ labels.settled }}</ui-chip>
        } @else {
          <span>{{ labels.due(balance | money) }}</span>
        }
      }
    </header>
    <ui-table>
      <table>
        <caption class="ui-hidden">
          {{
            labels.tranchesOf(name())
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ labels.paidOn }}</th>
            <th scope="col" class="number">{{ labels.amount }}</th>
            <th scope="col" class="number">{{ labels.balance }}</th>
            <th scope="col">{{ labels.state }}</th>
          </tr>
        </thead>
        <tbody>
          @for (tranche of invoice().tranches; track tranche.paymentId) {
            <tr [class.gone]="isGone(tranche)">
              <td data-title>
                @if (isGone(tranche)) {
                  <del>{{ tranche.paidOn | day }}</del>
                } @else {
                  {{ tranche.paidOn | day }}
                }
              </td>
              <td class="number" [attr.data-label]="labels.amount">
                @if (isGone(tranche)) {
                  <del>{{ tranche.amount | money }}</del>
                } @else {
                  {{ tranche.amount | money }}
                }
              </td>
              <td class="number" [attr.data-label]="labels.balance">
                {{ tranche.balance && !isGone(tranche) ? (tranche.balance | money) : '–' }}
              </td>
              <td [attr.data-label]="labels.state">
                <ui-chip [tone]="toneOf(tranche)">{{ stateOf(tranche) }}</ui-chip>
              </td>
            </tr>
          }
        </tbody>
      </table>
    </ui-table>
    @if (problems().length > 0) {
      <ui-problem-list [problems]="problems()" [connectionId]="invoice().connectionId" />
    }
    @if (invoice().held.length > 0) {
      <div>
        <button type="button" matButton="outlined" [disabled]="isBusy()" (click)="retried.emit(invoice())">
          {{ labels.retry }}
        </button>
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 1rem;
    }
    header > :last-child {
      margin-inline-start: auto;
    }
    .gone td {
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class PaidInvoiceCard {
  readonly invoice = input.required<PaidInvoice>();
  readonly isBusy = input(false);
  readonly retried = output<PaidInvoice>();
  protected readonly labels = texts.payments;
  protected readonly isGone = isDeleted;
  protected readonly name = computed(() => this.invoice().number ?? this.invoice().sourceInvoiceId);
  protected readonly isSettled = computed(() => !/[1-9]/.test(this.invoice().balance?.amount ?? '1'));
  /** Each problem once, although several tranches may have it. */
  protected readonly problems = computed((): readonly ProblemView[] => {
    const all = this.invoice().tranches.flatMap(({ problems }) => problems);
    return [...new Map(all.map((problem) => [problem.code + problem.detail, problem])).values()];
  });

  protected stateOf(tranche: TrancheView): string {
    const { held, [tranche.state]: words } = texts.payments.states;
    return (isHeldBack(tranche) ? held : words) ?? tranche.state;
  }

  protected toneOf(tranche: TrancheView): Tone {
    const { state } = tranche;
    if (isHeldBack(tranche) && state === 'planned') return 'warn';
    if (state === 'recorded') return 'good';
    if (state === 'held') return 'bad';
    return state === 'planned' || state === 'recording' ? 'info' : 'quiet';
  }
}
