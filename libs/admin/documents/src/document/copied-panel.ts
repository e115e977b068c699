import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Session } from '@bridge/admin-data-access';
import { Chip, DayPipe, Icon, MoneyPipe, ProblemList } from '@bridge/admin-ui';
import type { DocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** The copy there is: where it stands in Xero, and what can be done about it. */
@Component({
  selector: 'bridge-copied-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, DayPipe, Icon, MatButton, MoneyPipe, ProblemList, RouterLink],
  template: `
    @if (document().copy; as copy) {
      <section class="ui-card" [attr.aria-label]="labels.inXero">
        <div class="head">
          <details>
            <summary><ui-icon name="good" /> {{ copied() }} <ui-icon name="down" /></summary>
            <div class="actions">
              <button
                type="button"
                matButton="outlined"
                [disabled]="hindrances().length > 0"
                [attr.aria-describedby]="hindrances().length > 0 ? 'why-not-updated' : null"
                (click)="updateWanted.emit()"
              >
                {{ labels.updateExisting }}
              </button>
              <button type="button" matButton="outlined" (click)="againWanted.emit()">{{ labels.createNew }}</button>
              <button type="button" matButton="outlined" (click)="unlinkWanted.emit()">{{ labels.unlink }}</button>
              <button type="button" matButton="outlined" (click)="markWanted.emit()">{{ labels.markCopied }}</button>
            </div>
            @if (hindrances().length > 0) {
              <div id="why-not-updated" class="why">
                @for (hindrance of hindrances(); track $index) {
                  <p>
                    <strong>{{ hindrance.detail }}</strong> {{ hindrance.whatToDo }}
                  </p>
                }
              </div>
            }
          </details>
          <a
            class="view"
            routerLink="/reconciliation"
            [queryParams]="{ subsidiaryId: document().subsidiaryId, text: copy.number ?? document().number }"
            >{{ labels.bothSides }}</a
          >
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
      align-items: baseline;
      gap: 0.5rem 1rem;
    }
    summary {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      min-height: 2.5rem;
      padding: 0 1rem;
      border-radius: 999px;
      font-weight: 500;
      color: var(--ui-good);
      background: var(--ui-good-soft);
      cursor: pointer;
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    details[open] summary ui-icon:last-child {
      rotate: 180deg;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      margin-block-start: 0.75rem;
    }
    .why {
      margin-block-start: 0.75rem;
      color: var(--mat-sys-on-surface-variant);
    }
    .why p {
      margin: 0;
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
  readonly updateWanted = output();
  readonly againWanted = output();
  readonly unlinkWanted = output();
  readonly markWanted = output();
  readonly #session = inject(Session);
  protected readonly labels = texts.document;
  protected readonly copied = computed(() => {
    const { kind, isCreditNote } = this.document();
    return (isCreditNote ? texts.credits[kind] : undefined)?.copied ?? texts.kinds[kind].copied;
  });
  readonly #ledgerStatus = computed(() => this.document().copy?.status ?? 'unknown');
  protected readonly status = computed(() => texts.ledgerStatuses[this.#ledgerStatus()] ?? this.#ledgerStatus());
  protected readonly tone = computed(() => {
    if (this.#ledgerStatus() === 'paid') return 'good';
    return this.#ledgerStatus() === 'voided' || this.#ledgerStatus() === 'deleted' ? 'warn' : 'info';
  });
  protected readonly isCredited = computed(() => /[1-9]/.test(this.document().copy?.credited.amount ?? ''));
  protected readonly hindrances = computed(() => this.document().copy?.notUpdatable ?? []);
  /** The payments of expenses show only while the whole agency sees them; nothing is paid on credit notes and orders. */
  protected readonly showsPayments = computed(() => {
    const { kind, isCreditNote } = this.document();
    return !isCreditNote && (kind === 'invoice' || (kind === 'expense' && this.#session.showsExpensePayments()));
  });
}
