import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { DocumentKindName } from '@bridge/contracts';
import { texts } from '../texts.js';
import { isFiltered, noFilters, sortNames, type ListState, type SortName } from './list-state.js';

/** Shorter than between two keys of most people; a list of 100,000 answers in about twice that. */
const TYPING_MS = 60;

/** The filters above a list. What is typed is sent once the fingers rest. */
@Component({
  selector: 'bridge-document-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton],
  template: `
    <form role="search" [attr.aria-label]="words().heading" (submit)="$event.preventDefault()">
      <label class="search">
        <span>{{ labels.search }}</span>
        <input
          class="ui-control"
          type="search"
          autocomplete="off"
          [placeholder]="words().searchHint"
          [value]="typed() ?? state().text"
          (input)="type($any($event.target).value)"
          (blur)="typed.set(undefined)"
        />
      </label>
      <label>
        <span>{{ labels.xero }}</span>
        <select class="ui-control" (change)="change({ copyStatus: $any($event.target).value })">
          <option value="">{{ labels.anyStatus }}</option>
          @for (option of statuses; track option.value) {
            <option [value]="option.value" [selected]="option.value === state().copyStatus">{{ option.label }}</option>
          }
        </select>
      </label>
      <label>
        <span>{{ labels.progress }}</span>
        <select class="ui-control" (change)="change({ progress: $any($event.target).value })">
          <option value="">{{ labels.anyProgress }}</option>
          @for (option of progress(); track option.value) {
            <option [value]="option.value" [selected]="option.value === state().progress">{{ option.label }}</option>
          }
        </select>
      </label>
      <label>
        <span>{{ labels.from }}</span>
        <input
          class="ui-control"
          type="date"
          [value]="state().issuedFrom"
          [max]="state().issuedTo"
          (change)="change({ issuedFrom: $any($event.target).value })"
        />
      </label>
      <label>
        <span>{{ labels.to }}</span>
        <input
          class="ui-control"
          type="date"
          [value]="state().issuedTo"
          [min]="state().issuedFrom"
          (change)="change({ issuedTo: $any($event.target).value })"
        />
      </label>
      <label class="sort">
        <span>{{ labels.sort }}</span>
        <select class="ui-control" (change)="sort($any($event.target).value)">
          @for (name of sorts; track name) {
            <option [value]="name" [selected]="name === state().sort">{{ labels.sorts[name] }}</option>
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
      margin-block-end: 1rem;
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
    .sort {
      display: none;
    }
    @media (max-width: 719px) {
      label {
        flex: 1 1 8.5rem;
      }
      .search {
        flex-basis: 100%;
      }
      .sort {
        display: grid;
      }
    }
  `,
})
export class DocumentFilters {
  readonly kind = input.required<DocumentKindName>();
  readonly state = input.required<ListState>();
  readonly changed = output<ListState>();
  protected readonly labels = texts.list;
  protected readonly statuses = Object.entries(texts.copyStatuses).map(([value, label]) => ({ value, label }));
  protected readonly sorts = sortNames;
  protected readonly words = computed(() => texts.kinds[this.kind()]);
  protected readonly isFiltered = computed(() => isFiltered(this.state()));
  protected readonly progress = computed(() =>
    texts.progressOf[this.kind()].map((value) => ({ value, label: texts.progress[value] ?? value })),
  );
  /** What is in the field while somebody types: the address follows a little later, and must not overwrite it. */
  protected readonly typed = signal<string | undefined>(undefined);
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  protected type(text: string): void {
    this.typed.set(text);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.change({ text: text.trim() }), text === '' ? 0 : TYPING_MS);
  }

  protected change(part: Partial<ListState>): void {
    this.changed.emit({ ...this.state(), ...part, page: 1 });
  }

  protected sort(sort: SortName): void {
    this.change({ sort, isDescending: sort === 'issued_on' || sort === 'total' });
  }

  protected clear(): void {
    clearTimeout(this.#pause);
    this.typed.set(undefined);
    const { sort, isDescending } = this.state();
    this.changed.emit({ ...noFilters, sort, isDescending });
  }
}
