import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Instant, READER_LOCALE } from '@bridge/admin-ui';
import type { OverviewView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** Above this share of the day's budget the bridge leaves calls to what people do. */
const SCARCE = 0.8;

/** How much of today's calls to Xero is used, of one connection. */
@Component({
  selector: 'bridge-calls-meter',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Instant],
  template: `
    <p class="name">{{ name() }}</p>
    <p class="value">{{ words() }}</p>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" [attr.aria-label]="name() + ': ' + words()">
      <rect class="all" width="100" height="6" />
      <rect [class]="isScarce() ? 'scarce' : 'used'" [attr.width]="percent()" height="6" />
    </svg>
    @if (calls().resetsAt; as at) {
      <p class="name">{{ labels.resets }} <ui-instant [at]="at" /></p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.375rem;
    }
    p {
      margin: 0;
    }
    .name {
      color: var(--mat-sys-on-surface-variant);
    }
    .value {
      font-size: 1.25rem;
      font-weight: 500;
    }
    svg {
      width: 100%;
      height: 0.5rem;
      border-radius: 999px;
    }
    .all {
      fill: var(--mat-sys-surface-container-highest);
    }
    .used {
      fill: var(--ui-info);
    }
    .scarce {
      fill: var(--ui-warn);
    }
  `,
})
export class CallsMeter {
  readonly name = input('');
  readonly calls = input.required<OverviewView['connections'][number]['calls']>();
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.charts;
  readonly #share = computed(() => {
    const { usedToday, dayLimit } = this.calls();
    return dayLimit > 0 ? Math.min(1, usedToday / dayLimit) : 0;
  });
  protected readonly percent = computed(() => 100 * this.#share());
  protected readonly isScarce = computed(() => this.#share() >= SCARCE);
  protected readonly words = computed(() =>
    texts.charts.used(this.#numbers.format(this.calls().usedToday), this.#numbers.format(this.calls().dayLimit)),
  );
}
