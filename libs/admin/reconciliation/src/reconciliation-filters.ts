import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { isFiltered, noFilters, type ListState } from './list-state.js';
import { texts } from './texts.js';

const TYPING_MS = 120;

/** The filters above the documents. */
@Component({
  selector: 'bridge-reconciliation-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton],
  template: `
    <form role="search" [attr.aria-label]="labels.heading" (submit)="$event.preventDefault()">
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
      @if (connections().length > 1) {
        <label>
          <span>{{ labels.connection }}</span>
          <select class="ui-control" (change)="change({ connectionId: $any($event.target).value })">
            @for (one of connections(); track one.id) {
              <option [value]="one.id" [selected]="one.id === connectionId()">{{ one.name }}</option>
            }
          </select>
        </label>
      }
      <label>
        <span>{{ labels.difference }}</span>
        <select class="ui-control" (change)="change({ difference: $any($event.target).value })">
          <option value="">{{ labels.all }}</option>
          <option value="any" [selected]="state().difference === 'any'">{{ labels.any }}</option>
          @for (choice of differences; track choice[0]) {
            <option [value]="choice[0]" [selected]="choice[0] === state().difference">{{ choice[1] }}</option>
          }
        </select>
      </label>
      <label>
        <span>{{ labels.kind }}</span>
        <select class="ui-control" (change)="change({ kind: $any($event.target).value })">
          <option value="">{{ labels.everyKind }}</option>
          @for (choice of kinds; track choice[0]) {
            <option [value]="choice[0]" [selected]="choice[0] === state().kind">{{ choice[1] }}</option>
          }
        </select>
      </label>
      <label>
        <span>{{ labels.order }}</span>
        <select class="ui-control" (change)="change({ order: $any($event.target).value })">
          @for (choice of orders; track choice[0]) {
            <option [value]="choice[0]" [selected]="choice[0] === state().order">{{ choice[1] }}</option>
          }
        </select>
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
      flex: 1 1 14rem;
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
export class ReconciliationFilters {
  readonly state = input.required<ListState>();
  readonly connectionId = input.required<string>();
  readonly connections = input<readonly { readonly id: string; readonly name: string }[]>([]);
  readonly changed = output<ListState>();
  protected readonly labels = texts.filters;
  // Twins and orphans have no link, and so no line here.
  protected readonly differences = Object.entries(texts.differences).filter(
    ([kind]) => kind !== 'twin' && kind !== 'orphan',
  );
  protected readonly kinds = Object.entries(texts.kinds);
  protected readonly orders = Object.entries(texts.orders);
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

  protected change(part: Partial<ListState>): void {
    this.changed.emit({ ...this.state(), ...part, page: 1 });
  }

  protected clear(): void {
    clearTimeout(this.#pause);
    this.typed.set(undefined);
    const { connectionId, order } = this.state();
    this.changed.emit({ ...noFilters, connectionId, order });
  }
}
