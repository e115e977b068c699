import { ChangeDetectionStrategy, Component, computed, effect, input, model, signal, untracked } from '@angular/core';
import { MatAutocompleteModule, type MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import { Icon } from '../icon.js';

export interface PickerOption {
  readonly value: string;
  /** For example “200 – Sales”. */
  readonly label: string;
}

const MOST_SHOWN = 100;

/**
 * Chooses one of many by typing a part of its label; never takes free text. A form value control: works with
 * `[formField]` and with `[(value)]`. Empty text clears the choice. The list opens by a click, an arrow key or typing;
 * Material's own opening by focus is taken back, because tables hold hundreds of these to come by with the tabulator.
 */
@Component({
  selector: 'ui-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatAutocompleteModule],
  template: `
    <input
      #field
      type="text"
      autocomplete="off"
      spellcheck="false"
      [id]="id()"
      [value]="text()"
      [placeholder]="placeholder()"
      [disabled]="disabled()"
      [attr.aria-label]="label() || null"
      [attr.aria-invalid]="isWrong() || null"
      [attr.aria-describedby]="describedBy() || null"
      #opener="matAutocompleteTrigger"
      [matAutocomplete]="list"
      (focusin)="opener.closePanel()"
      (click)="opener.openPanel()"
      (input)="typed.set($any($event.target).value); opener.openPanel()"
      (focus)="$any($event.target).select()"
      (blur)="!list.isOpen && settle($any($event.target))"
    />
    @if (value() && !disabled()) {
      <button type="button" [attr.aria-label]="'Clear ' + label()" (click)="choose('')">
        <ui-icon name="close" />
      </button>
    } @else {
      <ui-icon class="arrow" name="down" />
    }
    <mat-autocomplete
      #list="matAutocomplete"
      autoActiveFirstOption
      [displayWith]="labelOf"
      (optionSelected)="selected($event)"
      (closed)="settle(field)"
    >
      @for (option of shown(); track option.value) {
        <mat-option [value]="option.value">{{ option.label }}</mat-option>
      } @empty {
        <mat-option disabled>Nothing matches</mat-option>
      }
    </mat-autocomplete>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
    }
    input {
      width: 100%;
      padding-inline-end: 2.25rem;
      text-overflow: ellipsis;
    }
    button,
    .arrow {
      position: absolute;
      inset-inline-end: 0.25rem;
      inset-block-start: 50%;
      translate: 0 -50%;
      width: 2rem;
      height: 2rem;
      padding: 0.4375rem;
      color: var(--mat-sys-on-surface-variant);
    }
    button {
      display: grid;
      place-items: center;
      border: 0;
      border-radius: 50%;
      background: none;
      cursor: pointer;
    }
    button:hover {
      background: var(--mat-sys-surface-container-high);
    }
    .arrow {
      pointer-events: none;
    }
  `,
  host: { class: 'ui-control' },
})
export class Picker {
  readonly value = model('');
  readonly options = input.required<readonly PickerOption[]>();
  /** The accessible name; leave it out when a `<label for>` names `id`. */
  readonly label = input('');
  readonly id = input('');
  readonly placeholder = input('Choose…');
  readonly describedBy = input('');
  readonly disabled = input(false);
  readonly isWrong = input(false);
  protected readonly typed = signal<string | undefined>(undefined);
  protected readonly chosenLabel = computed(() => this.labelOf(this.value()));
  protected readonly text = computed(() => this.typed() ?? this.chosenLabel());
  protected readonly shown = computed(() => {
    const wanted = (this.typed() ?? '').trim().toLowerCase();
    const all = this.options();
    const found = wanted ? all.filter(({ label }) => label.toLowerCase().includes(wanted)) : all;
    return found.slice(0, MOST_SHOWN);
  });

  constructor() {
    effect(() => {
      this.value();
      untracked(() => this.typed.set(undefined));
    });
  }

  protected selected({ option }: MatAutocompleteSelectedEvent): void {
    this.choose(String(option.value));
  }

  protected choose(value: string): void {
    this.value.set(value);
    this.typed.set(undefined);
  }

  protected readonly labelOf = (value: string): string =>
    this.options().find((option) => option.value === value)?.label ?? value;

  /** Leaving the field keeps a choice, an exact label, or nothing: half a word falls back to the last choice. */
  protected settle(field: HTMLInputElement): void {
    const typed = this.typed();
    if (typed === undefined) return;
    const exact = this.options().find(({ label }) => label.toLowerCase() === typed.trim().toLowerCase());
    this.choose(exact?.value ?? (typed.trim() === '' ? '' : this.value()));
    field.value = this.text();
  }
}
