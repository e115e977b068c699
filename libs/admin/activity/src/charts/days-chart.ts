import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { DayPipe, READER_LOCALE, Table } from '@bridge/admin-ui';
import type { OverviewView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { SERIES, barsOf } from './bars.js';

type Day = OverviewView['days'][number];

/** Copied, refused and payments of each day: as bars for the eye, in one sentence and as a table for everybody. */
@Component({
  selector: 'bridge-days-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DayPipe, Table],
  template: `
    <h2>{{ labels.heading }}</h2>
    <ul class="legend">
      @for (one of series; track one) {
        <li><span class="key" [class]="one" aria-hidden="true"></span>{{ labels[one] }} {{ count(totals()[one]) }}</li>
      }
    </ul>
    <div class="plot">
      <span class="most" aria-hidden="true">{{ count(chart().most) }}</span>
      <svg
        role="img"
        preserveAspectRatio="none"
        [attr.viewBox]="'0 0 ' + chart().width + ' 100'"
        [attr.aria-label]="summary()"
      >
        <line class="grid" x1="0" y1="0.5" [attr.x2]="chart().width" y2="0.5" />
        <line class="grid" x1="0" y1="50" [attr.x2]="chart().width" y2="50" />
        @for (bar of chart().bars; track $index) {
          <rect
            [class]="bar.series"
            [attr.x]="bar.x"
            [attr.y]="100 - bar.height"
            [attr.width]="bar.width"
            [attr.height]="bar.height"
          />
        }
        <line class="base" x1="0" y1="99.5" [attr.x2]="chart().width" y2="99.5" />
      </svg>
      <div class="axis" aria-hidden="true">
        <span>{{ days()[0]?.on | day }}</span>
        <span>{{ days().at(-1)?.on | day }}</span>
      </div>
    </div>
    <details>
      <summary>{{ labels.asTable }}</summary>
      <ui-table>
        <table>
          <thead>
            <tr>
              <th scope="col">{{ labels.day }}</th>
              @for (one of series; track one) {
                <th scope="col" class="number">{{ labels[one] }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (day of days(); track day.on) {
              <tr>
                <td data-title>{{ day.on | day }}</td>
                @for (one of series; track one) {
                  <td class="number" [attr.data-label]="labels[one]">{{ count(day[one]) }}</td>
                }
              </tr>
            }
          </tbody>
        </table>
      </ui-table>
    </details>
  `,
  styleUrl: './days-chart.css',
})
export class DaysChart {
  readonly days = input.required<readonly Day[]>();
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.charts;
  protected readonly series = SERIES;
  protected readonly chart = computed(() => barsOf(this.days()));
  protected readonly totals = computed(() => ({
    copied: sum(this.days().map(({ copied }) => copied)),
    refused: sum(this.days().map(({ refused }) => refused)),
    tranches: sum(this.days().map(({ tranches }) => tranches)),
  }));
  protected readonly summary = computed(() => {
    const { copied, refused, tranches } = this.totals();
    return texts.charts.summary(this.count(copied), this.count(refused), this.count(tranches));
  });

  protected count(value: number): string {
    return this.#numbers.format(value);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
