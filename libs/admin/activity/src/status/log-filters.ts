import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { texts } from '../texts.js';
import { isFiltered, kindChoices, noFilters, stateChoices, type LogState } from './log-state.js';

const TYPING_MS = 120;

/** The filters above the log. */
@Component({
  selector: 'bridge-log-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton],
  template: `
    <form role="search" [attr.aria-label]="labels.log" (submit)="$event.preventDefault()">
      <label class="search">
        <span>{{ labels.search }}</span>
        <input
          class="ui-control"
          type="search"
          autocomplete="off"
          [placeholder]="labels.searchHint"
          [value]="typed() ?? state().text"
          (input)="type($any($event.target).value)"
          (blur)="typed.set(undefined)"
        />
      </label>
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
      <label>
        <span>{{ labels.from }}</span>
        <input
          class="ui-control"
          type="date"
          [value]="state().from"
          [max]="state().to"
          (change)="change({ from: $any($event.target).value })"
        />
      </label>
      <label>
        <span>{{ labels.to }}</span>
        <input
          class="ui-control"
          type="date"
          [value]="state().to"
          [min]="state().from"
          (change)="change({ to: $any($event.target).value })"
        />
      </label>
      @if (isFiltered()) {
        <button type="button" matButton (click)="clear()">{{ labels.clear }}</button>
      }
    </form>
  `,
  styles: `
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.75rem;
      margin-block: 0.75rem 1rem;
    }
    label {
      display: grid;
      gap: 0.25rem;
      font-size: 0.8125rem;
      color: var(--mat-sys-on-surface-variant);
    }
    input,
    select {
      width: 100%;
      min-width: 8.5rem;
    }
    .search {
      flex: 1 1 16rem;
    }
    @media (max-width: 719px) {
      label {
        flex: 1 1 8.5rem;
      }
      .search {
        flex-basis: 100%;
      }
    }
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
  /** What is in the field while somebody types: the address follows a little later, and must not overwrite it. */
  protected readonly typed = signal<string | undefined>(undefined);
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  protected type(text: string): void {
    this.typed.set(text);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.change({ text: text.trim() }), TYPING_MS);
  }

  protected change(part: Partial<LogState>): void {
    this.changed.emit({ ...this.state(), ...part, page: 1 });
  }

  protected clear(): void {
    clearTimeout(this.#pause);
    this.typed.set(undefined);
    this.changed.emit(noFilters);
  }
}
