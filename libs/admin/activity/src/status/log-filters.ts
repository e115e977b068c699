import { ChangeDetectionStrategy, Component, computed, input, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { PeriodFields, SearchField } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { isFiltered, kindChoices, noFilters, stateChoices, type LogState } from './log-state.js';

/** The filters above the log. */
@Component({
  selector: 'bridge-log-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, PeriodFields, SearchField],
  template: `
    <form class="ui-filters" role="search" [attr.aria-label]="labels.log" (submit)="$event.preventDefault()">
      <ui-search-field
        [label]="labels.search"
        [hint]="labels.searchHint"
        [value]="state().text"
        (changed)="change({ text: $event })"
      />
      <label>
        <span>{{ labels.state }}</span>
        <select class="ui-control" (change)="change({ state: $any($event.target).value })">
          <option value="">{{ labels.any }}</option>
          @for (choice of states; track choice.value) {
            <option [value]="choice.value" [selected]="choice.value === state().state">{{ choice.label }}</option>
          }
        </select>
      </label>
      <label>
        <span>{{ labels.kind }}</span>
        <select class="ui-control" (change)="change({ kind: $any($event.target).value })">
          <option value="">{{ labels.any }}</option>
          @for (kind of kinds; track kind) {
            <option [value]="kind" [selected]="kind === state().kind">{{ kindWords[kind] }}</option>
          }
        </select>
      </label>
      @if (connections().length > 1) {
        <label>
          <span>{{ labels.connection }}</span>
          <select class="ui-control" (change)="change({ connectionId: $any($event.target).value })">
            <option value="">{{ labels.any }}</option>
            @for (one of connections(); track one.id) {
              <option [value]="one.id" [selected]="one.id === state().connectionId">{{ one.name }}</option>
            }
          </select>
        </label>
      }
      <ui-period-fields [fromLabel]="labels.from" [toLabel]="labels.to" [period]="state()" (changed)="change($event)" />
      @if (isFiltered()) {
        <button type="button" matButton (click)="clear()">{{ labels.clear }}</button>
      }
    </form>
  `,
})
export class LogFilters {
  readonly state = input.required<LogState>();
  readonly connections = input<readonly { readonly id: string; readonly name: string }[]>([]);
  readonly changed = output<LogState>();
  protected readonly labels = texts.status;
  protected readonly states = stateChoices;
  protected readonly kindWords = texts.kinds;
  protected readonly kinds = kindChoices;
  protected readonly isFiltered = computed(() => isFiltered(this.state()));
  protected readonly search = viewChild.required(SearchField);

  protected change(part: Partial<LogState>): void {
    this.changed.emit({ ...this.state(), ...part, page: 1 });
  }

  protected clear(): void {
    this.search().reset();
    this.changed.emit(noFilters);
  }
}
