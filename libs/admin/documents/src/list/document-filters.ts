import { ChangeDetectionStrategy, Component, computed, input, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { PeriodFields, SearchField } from '@bridge/admin-ui';
import type { DocumentKindName } from '@bridge/contracts';
import { texts } from '../texts.js';
import { isFiltered, noFilters, sortNames, type ListState, type SortName } from './list-state.js';

/** The filters above a list. */
@Component({
  selector: 'bridge-document-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, PeriodFields, SearchField],
  template: `
    <form class="ui-filters" role="search" [attr.aria-label]="words().heading" (submit)="$event.preventDefault()">
      <ui-search-field
        [label]="labels.search"
        [hint]="words().searchHint"
        [value]="state().text"
        (changed)="change({ text: $event })"
      />
      <label>
        <span>{{ labels.xero }}</span>
        <select class="ui-control" (change)="change({ copyStatus: $any($event.target).value })">
          <option value="">{{ labels.anyStatus }}</option>
          @for (option of statuses; track option.value) {
            <option [value]="option.value" [selected]="option.value === state().copyStatus">{{ option.label }}</option>
          }
        </select>
      </label>
      <label>
        <span>{{ labels.progress }}</span>
        <select class="ui-control" (change)="change({ progress: $any($event.target).value })">
          <option value="">{{ labels.anyProgress }}</option>
          @for (option of progress(); track option.value) {
            <option [value]="option.value" [selected]="option.value === state().progress">{{ option.label }}</option>
          }
        </select>
      </label>
      <ui-period-fields
        [fromLabel]="labels.from"
        [toLabel]="labels.to"
        [period]="{ from: state().issuedFrom, to: state().issuedTo }"
        (changed)="change({ issuedFrom: $event.from, issuedTo: $event.to })"
      />
      <label class="sort">
        <span>{{ labels.sort }}</span>
        <select class="ui-control" (change)="sort($any($event.target).value)">
          @for (name of sorts; track name) {
            <option [value]="name" [selected]="name === state().sort">{{ labels.sorts[name] }}</option>
          }
        </select>
      </label>
      @if (isFiltered()) {
        <button type="button" matButton (click)="clear()">{{ labels.clear }}</button>
      }
    </form>
  `,
  styles: `
    .sort {
      display: none;
    }
    @media (max-width: 719px) {
      .sort {
        display: grid;
      }
    }
  `,
})
export class DocumentFilters {
  readonly kind = input.required<DocumentKindName>();
  readonly state = input.required<ListState>();
  readonly changed = output<ListState>();
  protected readonly labels = texts.list;
  protected readonly statuses = Object.entries(texts.copyStatuses).map(([value, label]) => ({ value, label }));
  protected readonly sorts = sortNames;
  protected readonly words = computed(() => texts.kinds[this.kind()]);
  protected readonly isFiltered = computed(() => isFiltered(this.state()));
  protected readonly progress = computed(() =>
    texts.progressOf[this.kind()].map((value) => ({ value, label: texts.progress[value] ?? value })),
  );
  protected readonly search = viewChild.required(SearchField);

  protected change(part: Partial<ListState>): void {
    this.changed.emit({ ...this.state(), ...part, page: 1 });
  }

  protected sort(sort: SortName): void {
    this.change({ sort, isDescending: sort === 'issued_on' || sort === 'total' });
  }

  protected clear(): void {
    this.search().reset();
    const { sort, isDescending } = this.state();
    this.changed.emit({ ...noFilters, sort, isDescending });
  }
}
