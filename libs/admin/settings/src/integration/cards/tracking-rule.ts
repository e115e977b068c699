import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormField } from '@angular/forms/signals';
import { SettingsClient } from '@bridge/admin-data-access';
import { ErrorState, Field, Skeleton } from '@bridge/admin-ui';
import type { TrackingRuleBody } from '@bridge/contracts';
import { forkJoin, map, of, type Observable } from 'rxjs';
import type { TrackingDraft } from '../draft.js';
import { integrationTexts } from '../integration-texts.js';
import { namedOptions } from '../labels.js';
import { MappingTable, type MappingColumn, type MappingRow } from '../mapping/mapping-table.js';
import { SettingsEditor } from '../settings-editor.js';

/** One tracking category: by what its options are chosen, and which option each of those gets. */
@Component({
  selector: 'bridge-tracking-rule',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorState, Field, FormField, MappingTable, Skeleton],
  templateUrl: './tracking-rule.html',
  styleUrl: './document-card.scss',
})
export class TrackingRule {
  readonly slot = input.required<'0' | '1'>();
  readonly #editor = inject(SettingsEditor);
  readonly #client = inject(SettingsClient);
  protected readonly t = integrationTexts.tracking;
  protected readonly sources = Object.entries(this.t.sources);
  protected readonly whenUnmapped = Object.entries(this.t.whenUnmapped);
  protected readonly form = computed(() => this.#editor.form.tracking[this.slot()]);
  protected readonly rule = computed(() => this.#editor.draft().tracking[this.slot()]);
  protected readonly name = computed(() => this.t.category(Number(this.slot()) + 1));
  protected readonly categories = computed(() => this.#editor.view()?.choices.trackingCategories ?? []);
  protected readonly category = computed(() => this.categories().find(({ id }) => id === this.rule().categoryId));
  /** An archived one stays visible until another is chosen. */
  protected readonly isGone = computed(() => this.rule().categoryId !== '' && this.category() === undefined);
  protected readonly problem = computed(
    () =>
      this.#editor.problemAt(`tracking.${this.slot()}.categoryId`)?.detail ??
      this.#editor.problemAt(`tracking.${this.slot()}.from`)?.detail ??
      '',
  );
  protected readonly invoiceFields = computed(() => this.#fields('invoice'));
  protected readonly expenseFields = computed(() => this.#fields('expense'));
  readonly #asked = computed(
    () => {
      const { categoryId, from, invoiceFieldId, expenseFieldId } = this.rule();
      const connectionId = this.#editor.connectionId();
      const fieldIds = [invoiceFieldId, expenseFieldId].filter((id) => id !== '');
      if (categoryId === '' || connectionId === undefined) return undefined;
      return from === 'custom_field' && fieldIds.length === 0 ? undefined : { connectionId, from, fieldIds };
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly values = rxResource({
    params: () => this.#asked(),
    stream: ({ params }): Observable<readonly MappingRow[]> => this.#read(params),
  });
  protected readonly rows = computed(() => (this.values.hasValue() ? this.values.value() : []));
  protected readonly columns = computed<readonly MappingColumn[]>(() => {
    const options = this.category()?.options ?? [];
    return [
      {
        heading: this.category()?.name ?? this.t.option,
        options: namedOptions(options),
        field: this.form().options,
        path: `tracking.${this.slot()}.options`,
        placeholder: this.t.unmapped[this.rule().whenUnmapped],
        suggested: suggestionsFor(this.rows(), options),
      },
    ];
  });

  /** Options of another category, or of other things, would mean nothing. */
  protected forget(): void {
    this.form().options().value.set({});
  }

  #fields(of: 'invoice' | 'expense') {
    return (this.#editor.view()?.choices.selectFields ?? []).filter((field) => field.of === of);
  }

  #read({
    connectionId,
    from,
    fieldIds,
  }: {
    readonly connectionId: string;
    readonly from: TrackingDraft['from'];
    readonly fieldIds: readonly string[];
  }): Observable<readonly MappingRow[]> {
    const read = (fieldId?: string) => this.#client.trackingValues(connectionId, from, fieldId);
    const all = from === 'custom_field' ? fieldIds.map((id) => read(id)) : [read()];
    return all.length === 0 ? of([]) : forkJoin(all).pipe(map((lists) => lists.flatMap(({ values }) => values)));
  }
}

/** Equal names are likely the same; offered, and used when a person says so. */
function suggestionsFor(
  rows: readonly MappingRow[],
  options: readonly { readonly id: string; readonly name: string }[],
): TrackingRuleBody['options'] {
  const byName = new Map(options.map(({ id, name }) => [name.trim().toLowerCase(), id]));
  return Object.fromEntries(
    rows.flatMap(({ id, name }) => {
      const option = byName.get(name.trim().toLowerCase());
      return option === undefined ? [] : [[id, option]];
    }),
  );
}
