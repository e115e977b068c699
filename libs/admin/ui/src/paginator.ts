import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon } from './icon.js';
import { READER_LOCALE } from './reader-locale.js';

/** “1–50 of 1,234” with the way to the pages beside it. */
@Component({
  selector: 'ui-paginator',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatIconButton],
  template: `
    <span aria-live="polite">{{ words() }}</span>
    <button
      type="button"
      matIconButton
      aria-label="Previous page"
      [disabled]="offset() === 0"
      (click)="moved.emit(before())"
    >
      <ui-icon name="left" />
    </button>
    <button
      type="button"
      matIconButton
      aria-label="Next page"
      [disabled]="after() >= total()"
      (click)="moved.emit(after())"
    >
      <ui-icon name="right" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      justify-content: flex-end;
      gap: 0.25rem;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class Paginator {
  readonly offset = input.required<number>();
  readonly limit = input.required<number>();
  readonly total = input.required<number>();
  /** The new offset. */
  readonly moved = output<number>();
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly before = computed(() => Math.max(0, this.offset() - this.limit()));
  protected readonly after = computed(() => this.offset() + this.limit());
  protected readonly words = computed(() => {
    if (this.total() === 0) return '0';
    const last = Math.min(this.after(), this.total());
    return `${this.#numbers.format(this.offset() + 1)}–${this.#numbers.format(last)} of ${this.#numbers.format(this.total())}`;
  });
}
