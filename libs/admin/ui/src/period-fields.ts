import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** Calendar days; empty: open on that side. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Two days that keep their order. */
@Component({
  selector: 'ui-period-fields',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <span>{{ fromLabel() }}</span>
      <input
        class="ui-control"
        type="date"
        [value]="period().from"
        [max]="period().to"
        (change)="changed.emit({ from: $any($event.target).value, to: period().to })"
      />
    </label>
    <label>
      <span>{{ toLabel() }}</span>
      <input
        class="ui-control"
        type="date"
        [value]="period().to"
        [min]="period().from"
        (change)="changed.emit({ from: period().from, to: $any($event.target).value })"
      />
    </label>
  `,
})
export class PeriodFields {
  readonly fromLabel = input('From');
  readonly toLabel = input('To');
  readonly period = input.required<Period>();
  readonly changed = output<Period>();
}
