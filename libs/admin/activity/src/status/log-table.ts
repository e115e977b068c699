import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { ExportState, Icon, Instant, MoneyPipe, Table, type Selection } from '@bridge/admin-ui';
import type { ExportView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { kindOf } from './kind-of.js';

/** One page of the log of copies. */
@Component({
  selector: 'bridge-log-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ExportState, Icon, Instant, MoneyPipe, Table],
  template: `
    <ui-table>
      <table [attr.aria-busy]="isBusy() || null">
        <caption class="ui-hidden">
          {{
            labels.log
          }}
        </caption>
        <thead>
          <tr>
            <th class="select">
              <input
                type="checkbox"
                [attr.aria-label]="labels.selectPage"
                [checked]="isPageSelected()"
                (change)="selection().setAll(ids(), $any($event.target).checked)"
              />
            </th>
            <th scope="col">{{ labels.document }}</th>
            <th scope="col" class="number">{{ labels.total }}</th>
            <th scope="col">{{ labels.state }}</th>
            <th scope="col">{{ labels.when }}</th>
            <th scope="col">{{ labels.by }}</th>
            <th scope="col">{{ labels.xero }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.id) {
            <tr>
              <td data-select>
                <input
                  type="checkbox"
                  [attr.aria-label]="labels.select(nameOf(row))"
                  [checked]="selection().has(row.id)"
                  (change)="selection().toggle(row.id)"
                />
              </td>
              <td data-title>
                <button type="button" class="open" (click)="opened.emit(row.id)">
                  {{ kindOf(row) }} {{ nameOf(row) }}
                  <span class="ui-hidden">{{ labels.details }}</span>
                </button>
                <span class="second">
                  {{ row.contactName }}
                  @if (row.how === 'update') {
                    · {{ labels.update }}
                  }
                  @if (row.copy > 1) {
                    · {{ labels.copyNumber(row.copy) }}
                  }
                </span>
              </td>
              <td class="number" [attr.data-label]="labels.total">{{ row.total | money }}</td>
              <td [attr.data-label]="labels.state">
                <span class="state">
                  <ui-export-state [state]="row.state" />
                  @if (row.problems[0]; as problem) {
                    <span class="second">{{ problem.title }}</span>
                  }
                  @if (row.state === 'queued' && row.attempts > 0) {
                    @if (row.nextAttemptAt; as at) {
                      <span class="second">{{ labels.nextAttempt }} <ui-instant [at]="at" /></span>
                    }
                  }
                </span>
              </td>
              <td [attr.data-label]="labels.when"><ui-instant [at]="row.changedAt" /></td>
              <td [attr.data-label]="labels.by">{{ row.requestedBy }}</td>
              <td [attr.data-label]="labels.xero">
                @if (row.ledgerUrl; as url) {
                  <a [href]="url" target="_blank" rel="noopener">
                    {{ row.ledgerNumber ?? labels.viewInXero }}<ui-icon name="external" />
                    <span class="ui-hidden">{{ labels.viewInXero }}</span>
                  </a>
                } @else {
                  –
                }
              </td>
            </tr>
          }
        </tbody>
      </table>
    </ui-table>
  `,
  styles: `
    .select {
      width: 2.5rem;
    }
    table[aria-busy] {
      cursor: progress;
    }
    .open {
      padding: 0.125rem 0;
      border: 0;
      font: inherit;
      font-weight: 500;
      text-align: start;
      text-decoration: underline;
      color: var(--mat-sys-primary);
      background: none;
      cursor: pointer;
    }
    a {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
    }
    .state {
      display: inline-block;
    }
  `,
})
export class LogTable {
  readonly rows = input.required<readonly ExportView[]>();
  readonly selection = input.required<Selection>();
  readonly isBusy = input(false);
  /** An export's id: its details are wanted. */
  readonly opened = output<string>();
  protected readonly labels = texts.status;
  protected readonly kindOf = kindOf;
  protected readonly ids = computed(() => this.rows().map(({ id }) => id));
  protected readonly isPageSelected = computed(
    () => this.ids().length > 0 && this.ids().every((id) => this.selection().has(id)),
  );

  protected nameOf(row: ExportView): string {
    return row.number ?? row.ledgerNumber ?? row.sourceId;
  }
}
