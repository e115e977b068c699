import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ExportState, Icon, Instant, MoneyPipe } from '@bridge/admin-ui';
import type { ExportView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** What became of one document of a bulk copy. */
@Component({
  selector: 'bridge-result-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ExportState, Icon, Instant, MoneyPipe],
  template: `
    <div class="row">
      <span class="name">{{ row().number ?? row().sourceId }} · {{ row().contactName }}</span>
      <span>{{ row().total | money }}</span>
      <ui-export-state [state]="row().state" />
      @if (row().ledgerUrl; as url) {
        <a [href]="url" target="_blank" rel="noopener"
          >{{ row().ledgerNumber ?? labels.viewInXero }}<ui-icon name="external"
        /></a>
      }
    </div>
    @for (problem of row().problems; track $index) {
      <p>
        <strong>{{ problem.title }}</strong>
        <span>{{ problem.detail }}</span>
        <span>{{ problem.whatToDo }}</span>
      </p>
    }
    @if (row().state === 'queued' && row().attempts > 0) {
      @if (row().nextAttemptAt; as at) {
        <p>{{ labels.nextAttempt }} <ui-instant [at]="at" /></p>
      }
    }
  `,
  styles: `
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 1rem;
      color: var(--mat-sys-on-surface);
    }
    .name {
      flex: 1 1 12rem;
      overflow-wrap: anywhere;
    }
    strong,
    p span {
      display: block;
    }
    p {
      margin: 0.25rem 0 0;
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class ResultRow {
  readonly row = input.required<ExportView>();
  protected readonly labels = texts.list;
}
