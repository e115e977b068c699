import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { PeriodFields } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { everyImport, isChoosy, type ImportsState } from './imports-state.js';

/** The filters above the log of imports. */
@Component({
  selector: 'bridge-imports-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, PeriodFields],
  template: `
    <form class="ui-filters" role="search" [attr.aria-label]="labels.log" (submit)="$event.preventDefault()">
      <label>
        <span>{{ labels.outcome }}</span>
        <select class="ui-control" (change)="change({ outcome: $any($event.target).value })">
          <option value="">{{ common.any }}</option>
          <option value="found" [selected]="state().outcome === 'found'">{{ labels.outcomes.found }}</option>
          <option value="failed" [selected]="state().outcome === 'failed'">{{ labels.outcomes.failed }}</option>
        </select>
      </label>
      @if (connections().length > 1) {
        <label>
          <span>{{ common.connection }}</span>
          <select class="ui-control" (change)="change({ connectionId: $any($event.target).value })">
            <option value="">{{ common.any }}</option>
            @for (one of connections(); track one.id) {
              <option [value]="one.id" [selected]="one.id === state().connectionId">{{ one.name }}</option>
            }
          </select>
        </label>
      }
      <ui-period-fields [fromLabel]="common.from" [toLabel]="common.to" [period]="state()" (changed)="change($event)" />
      @if (isChoosy()) {
        <button type="button" matButton (click)="changed.emit(everyImport)">{{ common.clear }}</button>
      }
    </form>
  `,
})
export class ImportsFilters {
  readonly state = input.required<ImportsState>();
  readonly connections = input<readonly { readonly id: string; readonly name: string }[]>([]);
  readonly changed = output<ImportsState>();
  protected readonly labels = texts.imports;
  protected readonly common = texts.status;
  protected readonly everyImport = everyImport;
  protected readonly isChoosy = computed(() => isChoosy(this.state()));

  protected change(part: Partial<ImportsState>): void {
    this.changed.emit({ ...this.state(), ...part, page: 1 });
  }
}
