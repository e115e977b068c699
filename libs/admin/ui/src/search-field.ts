import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, output, signal } from '@angular/core';

/** Shorter than between two keys of most people. */
const TYPING_MS = 60;

/** A labelled search field. What is typed is told once the fingers rest. */
@Component({
  selector: 'ui-search-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <span>{{ label() }}</span>
      <input
        class="ui-control"
        type="search"
        autocomplete="off"
        [placeholder]="hint()"
        [value]="typed() ?? value()"
        (input)="type($any($event.target).value)"
        (blur)="typed.set(undefined)"
      />
    </label>
  `,
})
export class SearchField {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly value = input.required<string>();
  readonly changed = output<string>();
  /** What is in the field while somebody types: `value` follows a little later, and must not overwrite it. */
  protected readonly typed = signal<string | undefined>(undefined);
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  /** Forgets what was typed and not told yet. */
  reset(): void {
    clearTimeout(this.#pause);
    this.typed.set(undefined);
  }

  protected type(text: string): void {
    this.typed.set(text);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.changed.emit(text.trim()), text === '' ? 0 : TYPING_MS);
  }
}
