import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { FieldTree } from '@angular/forms/signals';
import { Icon } from '@bridge/admin-ui';
import { Picker, type PickerOption } from '@bridge/admin-ui/overlays';
import type { Mapping } from '../draft.js';
import { integrationTexts } from '../integration-texts.js';
import { SettingsEditor } from '../settings-editor.js';

export interface MappingRow {
  readonly id: string;
  readonly name: string;
  readonly detail?: string;
}

export interface MappingColumn {
  readonly heading: string;
  readonly options: readonly PickerOption[];
  readonly field: FieldTree<Mapping>;
  /** Where the server's problems name its cells: `taxRates.sales`. */
  readonly path: string;
  /** Shown in an empty cell. */
  readonly placeholder: string;
  readonly suggested?: Mapping;
}

const FEW = 6;
const SHOWN_FIRST = 40;

type Show = 'all' | 'unmapped' | 'attention';

/** Many rows of Productive, each with a choice of Xero in one or two columns. Changes can be undone step by step. */
@Component({
  selector: 'bridge-mapping-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatButton, Picker],
  templateUrl: './mapping-table.html',
  styleUrl: './mapping-table.scss',
})
export class MappingTable {
  readonly label = input.required<string>();
  readonly rowHeading = input.required<string>();
  readonly rows = input.required<readonly MappingRow[]>();
  readonly columns = input.required<readonly MappingColumn[]>();

  readonly #editor = inject(SettingsEditor);
  readonly #past = signal<readonly (readonly Mapping[])[]>([]);
  protected readonly t = integrationTexts.mapping;
  protected readonly search = signal('');
  protected readonly show = signal<Show>('all');
  protected readonly isLong = computed(() => this.rows().length > FEW);
  protected readonly canUndo = computed(() => this.#past().length > 0);
  protected readonly isEmpty = computed(() =>
    this.columns().every(({ field }) => Object.values(field().value()).every((code) => code === '')),
  );
  protected readonly shown = computed(() => {
    const wanted = this.search().trim().toLowerCase();
    return this.rows().filter((row) => row.name.toLowerCase().includes(wanted) && this.#isShown(row));
  });
  readonly #limit = signal(SHOWN_FIRST);
  /** The first of those that match, and the row that somebody was led to. */
  protected readonly rendered = computed(() => {
    const first = this.shown().slice(0, this.#limit());
    const revealed = this.shown().find(({ id }) => id === this.#editor.revealed());
    return revealed && !first.includes(revealed) ? [...first, revealed] : first;
  });
  protected readonly hidden = computed(() => this.shown().length - this.rendered().length);
  protected readonly count = computed(() => {
    const cells = this.columns().flatMap((column) => this.rows().map((row) => this.codeAt(column, row)));
    return this.t.mapped(cells.filter((code) => code !== '').length, cells.length);
  });
  protected readonly suggestions = computed(() =>
    this.columns().flatMap((column) =>
      this.rows().filter((row) => column.suggested?.[row.id] && this.codeAt(column, row) === ''),
    ),
  );

  protected codeAt({ field }: MappingColumn, { id }: MappingRow): string {
    return field().value()[id] ?? '';
  }

  protected problemAt({ path }: MappingColumn, { id }: MappingRow): string {
    return this.#editor.problemAt(`${path}.${id}`)?.detail ?? '';
  }

  protected choose(column: MappingColumn, row: MappingRow, code: string): void {
    if (code === this.codeAt(column, row)) return;
    this.#remember();
    column.field().value.update((mapping) => ({ ...mapping, [row.id]: code }));
  }

  protected clear(): void {
    this.#remember();
    for (const { field } of this.columns()) field().value.set({});
  }

  protected useSuggestions(): void {
    this.#remember();
    for (const { field, suggested } of this.columns()) {
      const chosen = Object.entries(field().value()).filter(([, code]) => code !== '');
      field().value.set({ ...suggested, ...Object.fromEntries(chosen) });
    }
  }

  protected undo(): void {
    const last = this.#past().at(-1);
    this.columns().forEach(({ field }, index) => field().value.set(last?.[index] ?? {}));
    this.#past.update((past) => past.slice(0, -1));
  }

  protected showAll(): void {
    this.#limit.set(this.rows().length);
  }

  #remember(): void {
    const now = this.columns().map(({ field }) => field().value());
    this.#past.update((past) => [...past, now]);
  }

  #isShown(row: MappingRow): boolean {
    if (this.show() === 'unmapped') return this.columns().some((column) => this.codeAt(column, row) === '');
    if (this.show() === 'attention') return this.columns().some((column) => this.problemAt(column, row) !== '');
    return true;
  }
}
