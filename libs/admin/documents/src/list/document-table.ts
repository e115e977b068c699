import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { DayPipe, Icon, MoneyPipe, Table, type Selection } from '@bridge/admin-ui';
import type { DocumentKindName, DocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { CopyState } from './copy-state.js';
import { sortBy, type ListState, type SortName } from './list-state.js';

/** One page of documents. */
@Component({
  selector: 'bridge-document-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CopyState, DayPipe, Icon, MoneyPipe, RouterLink, Table],
  template: `
    <ui-table>
      <table [attr.aria-busy]="isBusy() || null">
        <caption class="ui-hidden">
          {{
            words().heading
          }}
        </caption>
        <thead>
          <tr>
            <th class="select">
              <input
                type="checkbox"
                [attr.aria-label]="labels.selectPage"
                [checked]="isPageSelected()"
                [indeterminate]="isPagePartlySelected()"
                (change)="selection().setAll(ids(), $any($event.target).checked)"
              />
            </th>
            @for (column of columns(); track column.label) {
              <th scope="col" [class.number]="column.isNumber" [attr.aria-sort]="ariaSort(column.sort)">
                @if (column.sort; as sort) {
                  <button type="button" (click)="sorted.emit(by(sort))">
                    {{ column.label }}
                    @if (state().sort === sort) {
                      <ui-icon [name]="state().isDescending ? 'down' : 'up'" />
                    }
                  </button>
                } @else {
                  {{ column.label }}
                }
              </th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.sourceId) {
            <tr>
              <td data-select>
                <input
                  type="checkbox"
                  [attr.aria-label]="labels.select(nameOf(row))"
                  [checked]="selection().has(row.sourceId)"
                  (change)="selection().toggle(row.sourceId)"
                />
              </td>
              <td data-title>
                <a [routerLink]="[words().path, row.sourceId]">{{ nameOf(row) }}</a>
                @if (row.number && row.title) {
                  <span class="second">{{ row.title }}</span>
                }
              </td>
              <td class="party" [attr.data-label]="words().party">{{ row.companyName }}</td>
              <td class="day" [attr.data-label]="labels.date">{{ row.issuedOn | day }}</td>
              <td class="day" [attr.data-label]="labels.due">{{ row.dueOn | day }}</td>
              <td class="number" [attr.data-label]="labels.total">{{ row.total | money }}</td>
              <td [attr.data-label]="labels.progress">
                {{ progressOf(row) }}
                @if (row.isCreditNote) {
                  <span class="second">{{ credit() }}</span>
                }
              </td>
              @if (showsPayments()) {
                <td class="day" [attr.data-label]="labels.paidOn">
                  {{ row.paidOn ? (row.paidOn | day) : labels.unpaid }}
                </td>
              }
              <td [attr.data-label]="labels.xero"><bridge-copy-state [document]="row" /></td>
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
    td[data-title] {
      min-width: 9rem;
    }
    .party {
      min-width: 7rem;
    }
    table[aria-busy] {
      cursor: progress;
    }
  `,
})
export class DocumentTable {
  readonly kind = input.required<DocumentKindName>();
  readonly rows = input.required<readonly DocumentView[]>();
  readonly state = input.required<ListState>();
  readonly selection = input.required<Selection>();
  /** Expenses: only while the whole agency sees their payment section. */
  readonly showsPayments = input(false);
  readonly isBusy = input(false);
  readonly sorted = output<ListState>();
  protected readonly labels = texts.list;
  protected readonly words = computed(() => texts.kinds[this.kind()]);
  protected readonly credit = computed(() => texts.credits[this.kind()]?.one ?? '');
  protected readonly ids = computed(() => this.rows().map((row) => row.sourceId));
  protected readonly isPageSelected = computed(
    () => this.ids().length > 0 && this.ids().every((id) => this.selection().has(id)),
  );
  protected readonly isPagePartlySelected = computed(
    () => !this.isPageSelected() && this.ids().some((id) => this.selection().has(id)),
  );
  protected readonly columns = computed((): readonly Column[] => [
    { label: this.words().numberColumn, sort: 'number' },
    { label: this.words().party, sort: 'company' },
    { label: texts.list.date, sort: 'issued_on' },
    { label: texts.list.due },
    { label: texts.list.total, sort: 'total', isNumber: true },
    { label: texts.list.progress },
    ...(this.showsPayments() ? [{ label: texts.list.paidOn }] : []),
    { label: texts.list.xero },
  ]);

  protected nameOf(row: DocumentView): string {
    return row.number ?? (row.title || texts.list.untitled);
  }

  protected progressOf(row: DocumentView): string {
    return texts.progress[row.progress] ?? row.progress;
  }

  protected by(sort: SortName): ListState {
    return sortBy(this.state(), sort);
  }

  protected ariaSort(sort: SortName | undefined): string | null {
    if (sort === undefined) return null;
    if (sort !== this.state().sort) return 'none';
    return this.state().isDescending ? 'descending' : 'ascending';
  }
}

interface Column {
  readonly label: string;
  readonly sort?: SortName;
  readonly isNumber?: boolean;
}
