import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Field } from '@bridge/admin-ui';
import type { ProblemView } from '@bridge/contracts';
import { AccountField } from '../account-field.js';
import { usesPurchases } from '../draft.js';
import { integrationTexts } from '../integration-texts.js';
import { accountOptions } from '../labels.js';
import { MappingTable, type MappingColumn } from '../mapping/mapping-table.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';

@Component({
  selector: 'bridge-expenses-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AccountField, Field, FormField, MappingTable, SettingsCard],
  templateUrl: './expenses-card.html',
  styleUrl: './document-card.scss',
})
export class ExpensesCard {
  readonly jump = output<ProblemView>();
  readonly #editor = inject(SettingsEditor);
  protected readonly t = integrationTexts.expenses;
  protected readonly texts = integrationTexts;
  protected readonly statuses = Object.entries(integrationTexts.statuses);
  protected readonly form = this.#editor.form;
  protected readonly isOn = computed(() => usesPurchases(this.#editor.draft()));
  protected readonly choices = computed(() => this.#editor.view()?.choices);
  protected readonly accounts = computed(() => accountOptions(this.choices()?.expenseAccounts ?? []));
  protected readonly serviceTypes = computed(() => this.choices()?.serviceTypes ?? []);
  protected readonly dueDaysError = computed(() => this.#editor.problemAt('expenses.dueDaysWhenMissing')?.detail ?? '');
  protected readonly columns = computed<readonly MappingColumn[]>(() => [
    {
      heading: integrationTexts.invoices.accountColumn,
      options: this.accounts(),
      field: this.form.expenses.accountsByServiceType,
      path: 'expenses.accountsByServiceType',
      placeholder: this.#defaultWords(),
    },
  ]);
  readonly #defaultWords = computed(() => {
    const code = this.#editor.draft().expenses.defaultAccount;
    const chosen = this.accounts().find(({ value }) => value === code);
    return chosen ? integrationTexts.mapping.useDefault(chosen.label) : integrationTexts.mapping.choose;
  });
}
