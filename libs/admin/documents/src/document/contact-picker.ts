import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { rxResource, toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatAutocompleteModule, type MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import { ConnectionsClient, latestValue, toProblemError } from '@bridge/admin-data-access';
import { Field, Icon } from '@bridge/admin-ui';
import type { ContactView } from '@bridge/contracts';
import { debounceTime, of } from 'rxjs';
import { texts } from '../texts.js';

const TYPING_MS = 250;
const LEAST = 2;

/** Finds a contact in Xero by name; leaving it empty lets the bridge find or create it. */
@Component({
  selector: 'bridge-contact-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, Icon, MatAutocompleteModule],
  template: `
    <ui-field [label]="labels.findContact" for="contact" [hint]="labels.findContactHint">
      <div class="control">
        <input
          id="contact"
          class="ui-control"
          type="text"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="contact-hint"
          [value]="text()"
          [matAutocomplete]="list"
          (input)="type($any($event.target).value)"
          #field
          (blur)="list.isOpen || settle(field)"
        />
        @if (contact()) {
          <button type="button" [attr.aria-label]="labels.clearContact" (click)="choose(undefined)">
            <ui-icon name="close" />
          </button>
        }
      </div>
    </ui-field>
    <mat-autocomplete #list="matAutocomplete" (optionSelected)="selected($event)" (closed)="settle(field)">
      @for (found of options(); track found.id) {
        <mat-option [value]="found.id">
          {{ found.name }}
          @if (found.email; as email) {
            <small>{{ email }}</small>
          }
        </mat-option>
      } @empty {
        @if (failure(); as failure) {
          <mat-option disabled>{{ failure }}</mat-option>
        } @else if (hasLooked()) {
          <mat-option disabled>{{ labels.noContacts }}</mat-option>
        }
      }
    </mat-autocomplete>
    <span class="ui-hidden" role="status">{{ spoken() }}</span>
  `,
  styles: `
    .control {
      position: relative;
    }
    input {
      width: 100%;
      padding-inline-end: 2.5rem;
    }
    button {
      position: absolute;
      inset-block-start: 0.25rem;
      inset-inline-end: 0.25rem;
      display: grid;
      place-items: center;
      inline-size: 2rem;
      block-size: 2rem;
      border: 0;
      border-radius: 50%;
      color: inherit;
      background: none;
      cursor: pointer;
    }
    small {
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class ContactPicker {
  readonly connectionId = input.required<string>();
  readonly contact = model<ContactView | undefined>(undefined);
  readonly #connections = inject(ConnectionsClient);
  readonly #typed = signal<string | undefined>(undefined);
  readonly #search = toSignal(toObservable(this.#typed).pipe(debounceTime(TYPING_MS)));
  protected readonly labels = texts.document;
  protected readonly text = computed(() => this.#typed() ?? this.contact()?.name ?? '');
  readonly #found = rxResource({
    params: () => {
      const search = this.#search()?.trim() ?? '';
      return { id: this.connectionId(), search };
    },
    stream: ({ params: { id, search } }) =>
      search.length < LEAST ? of<readonly ContactView[]>([]) : this.#connections.contacts(id, search),
  });
  readonly #latest = latestValue(this.#found);
  /** Why the search failed, in words. The contacts of an earlier one would pass for its answer. */
  protected readonly failure = computed(() => {
    const error = this.#found.error();
    if (error === undefined) return '';
    const { title, message } = toProblemError(error);
    return `${title}. ${message}`;
  });
  protected readonly options = computed(() => (this.failure() ? [] : (this.#latest() ?? [])));
  protected readonly hasLooked = computed(
    () => (this.#search()?.trim().length ?? 0) >= LEAST && this.#found.hasValue() && !this.#found.isLoading(),
  );
  protected readonly spoken = computed(() => {
    if (this.failure()) return this.failure();
    return this.hasLooked() && this.#typed() !== undefined ? texts.document.contactsFound(this.options().length) : '';
  });

  protected type(text: string): void {
    this.#typed.set(text);
    if (text.trim() === '') this.contact.set(undefined);
  }

  protected selected({ option }: MatAutocompleteSelectedEvent): void {
    this.choose(this.options().find(({ id }) => id === option.value));
  }

  protected choose(contact: ContactView | undefined): void {
    this.contact.set(contact);
    this.#typed.set(undefined);
  }

  /** Half a word is no choice: the field falls back to the contact that is chosen, or to none. */
  protected settle(field: HTMLInputElement): void {
    if (field === document.activeElement) return;
    this.#typed.set(undefined);
    field.value = this.text();
  }
}
