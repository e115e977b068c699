import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { Session } from '@bridge/admin-data-access';
import { Chip, DayPipe, Icon, MoneyPipe, ProblemList } from '@bridge/admin-ui';
import type { DocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** The copy there is: where it stands in Xero, and what can be done about it. */
@Component({
  selector: 'bridge-copied-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, DayPipe, Icon, MatButton, MatMenuModule, MoneyPipe, ProblemList, RouterLink],
  template: `
    @if (document().copy; as copy) {
      <section class="ui-card" [attr.aria-label]="labels.inXero">
        <div class="head">
          <button type="button" matButton="tonal" [matMenuTriggerFor]="menu">
            <ui-icon name="good" /> {{ words().copied }} <ui-icon name="down" />
          </button>
          <mat-menu #menu="matMenu">
            <a mat-menu-item [href]="copy.url" target="_blank" rel="noopener">{{ labels.viewInXero }}</a>
            <button mat-menu-item type="button" (click)="againWanted.emit()">{{ labels.createNew }}</button>
            <button mat-menu-item type="button" (click)="unlinkWanted.emit()">{{ labels.unlink }}</button>
            <button mat-menu-item type="button" (click)="markWanted.emit()">{{ labels.markCopied }}</button>
          </mat-menu>
          <a class="view" [href]="copy.url" target="_blank" rel="noopener"
            >{{ labels.viewInXero }} <ui-icon name="external"
          /></a>
        </div>
        <dl>
          <div>
            <dt>{{ labels.number }}</dt>
            <dd>{{ copy.number ?? '–' }}</dd>
          </div>
          <div>
            <dt>{{ labels.status }}</dt>
            <dd>
              <ui-chip [tone]="tone()">{{ status() }}</ui-chip>
            </dd>
          </div>
          @if (showsPayments()) {
            <div>
              <dt>{{ labels.paid }}</dt>
              <dd>{{ copy.paid | money }}</dd>
            </div>
            @if (isCredited()) {
              <div>
                <dt>{{ labels.credited }}</dt>
                <dd>{{ copy.credited | money }}</dd>
              </div>
            }
            <div>
              <dt>{{ labels.due }}</dt>
              <dd>{{ copy.due | money }}</dd>
            </div>
            @if (copy.settledOn; as settledOn) {
              <div>
                <dt>{{ labels.settledOn }}</dt>
                <dd>{{ settledOn | day }}</dd>
              </div>
            }
          }
        </dl>
        @if (showsPayments()) {
          <a
            routerLink="/payments"
            [queryParams]="document().kind === 'invoice' ? { invoice: document().sourceId } : { tab: 'expenses' }"
            >{{ labels.seePayments }}</a
          >
        }
        @if (document().problems.length > 0) {
          <ui-problem-list [problems]="document().problems" />
        }
      </section>
    }
  `,
  styles: `
    section {
      display: grid;
      gap: 1rem;
      justify-items: start;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 1rem;
    }
    .view {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 0.75rem 2rem;
      margin: 0;
    }
    dt {
      color: var(--mat-sys-on-surface-variant);
    }
    dd {
      margin: 0;
      font-weight: 500;
    }
  `,
})
export class CopiedPanel {
  readonly document = input.required<DocumentView>();
  readonly againWanted = output();
  readonly unlinkWanted = output();
  readonly markWanted = output();
  readonly #session = inject(Session);
  protected readonly labels = texts.document;
  protected readonly words = computed(() => texts.kinds[this.document().kind]);
  readonly #ledgerStatus = computed(() => this.document().copy?.status ?? 'unknown');
  protected readonly status = computed(() => texts.ledgerStatuses[this.#ledgerStatus()] ?? this.#ledgerStatus());
  protected readonly tone = computed(() => {
    if (this.#ledgerStatus() === 'paid') return 'good';
    return this.#ledgerStatus() === 'voided' || this.#ledgerStatus() === 'deleted' ? 'warn' : 'info';
  });
  protected readonly isCredited = computed(() => /[1-9]/.test(this.document().copy?.credited.amount ?? ''));
  /** The payments of expenses show only while the whole agency sees them. */
  protected readonly showsPayments = computed(
    () => this.document().kind === 'invoice' || this.#session.showsExpensePayments(),
  );
}
