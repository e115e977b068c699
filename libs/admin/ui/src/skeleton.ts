import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Holds the place of rows that are on their way, so that nothing shifts. */
@Component({
  selector: 'ui-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="ui-hidden" role="status">Loading…</span>
    @for (row of lines(); track row) {
      <div aria-hidden="true" [style.height]="height()"></div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
    }
    div {
      border-radius: 0.5rem;
      background: var(--mat-sys-surface-container-high);
      animation: breathe 1.6s ease-in-out infinite;
    }
    @keyframes breathe {
      50% {
        opacity: 0.5;
      }
    }
  `,
})
export class Skeleton {
  readonly rows = input(3);
  /** CSS height of one row. */
  readonly height = input('3rem');
  protected readonly lines = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
