import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Field } from '@bridge/admin-ui';
import type { ProblemView } from '@bridge/contracts';
import { AccountField } from '../account-field.js';
import { integrationTexts } from '../integration-texts.js';
import { accountOptions, namedOptions } from '../labels.js';
import { MappingTable, type MappingColumn } from '../mapping/mapping-table.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';

@Component({
  selector: 'bridge-invoices-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AccountField, Field, FormField, MappingTable, SettingsCard],
  templateUrl: './invoices-card.html',
  styleUrl: './document-card.scss',
})
export class InvoicesCard {
  readonly jump = output<ProblemView>();
  readonly #editor = inject(SettingsEditor);
  protected readonly t = integrationTexts.invoices;
  protected readonly statuses = Object.entries(integrationTexts.statuses);
  protected readonly exportLabel = integrationTexts.options.exportInvoices;
  protected readonly form = this.#editor.form;
  protected readonly isOn = computed(() => this.#editor.draft().options.exportInvoices);
  protected readonly choices = computed(() => this.#editor.view()?.choices);
  protected readonly accounts = computed(() => accountOptions(this.choices()?.salesAccounts ?? []));
  protected readonly serviceTypes = computed(() => this.choices()?.serviceTypes ?? []);
  protected readonly documentTypes = computed(() => this.choices()?.documentTypes ?? []);
  protected readonly customFields = computed(() => this.choices()?.invoiceCustomFields ?? []);
  protected readonly serviceColumns = computed<readonly MappingColumn[]>(() => [
    {
      heading: this.t.accountColumn,
      options: this.accounts(),
      field: this.form.invoices.accountsByServiceType,
      path: 'invoices.accountsByServiceType',
      placeholder: this.#defaultWords(),
    },
  ]);
  protected readonly themeColumns = computed<readonly MappingColumn[]>(() => [
    {
      heading: this.t.themeColumn,
      options: namedOptions(this.choices()?.brandingThemes ?? []),
      field: this.form.invoices.brandingThemes,
      path: 'invoices.brandingThemes',
      placeholder: integrationTexts.mapping.choose,
    },
  ]);
  readonly #defaultWords = computed(() => {
    const code = this.#editor.draft().invoices.defaultAccount;
    const chosen = this.accounts().find(({ value }) => value === code);
    return chosen ? integrationTexts.mapping.useDefault(chosen.label) : integrationTexts.mapping.choose;
  });
}
