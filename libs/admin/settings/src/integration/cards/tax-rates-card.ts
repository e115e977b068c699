import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { Notice } from '@bridge/admin-ui';
import type { ProblemView } from '@bridge/contracts';
import { NO_TAX, usesPurchases } from '../draft.js';
import { integrationTexts } from '../integration-texts.js';
import { rateOptions } from '../labels.js';
import { MappingTable, type MappingColumn, type MappingRow } from '../mapping/mapping-table.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';

@Component({
  selector: 'bridge-tax-rates-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MappingTable, Notice, SettingsCard],
  template: `
    <bridge-settings-card card="tax_rates" [isOff]="columns().length === 0" (jump)="jump.emit($event)">
      @if (columns().length > 0) {
        <p>{{ t.intro }}</p>
        @if (isSuggested()) {
          <ui-notice tone="info">{{ t.suggested }}</ui-notice>
        }
        <bridge-mapping-table [label]="title" [rowHeading]="t.rate" [rows]="rows()" [columns]="columns()" />
      } @else {
        <p>{{ t.none }}</p>
      }
    </bridge-settings-card>
  `,
  styles: `
    p {
      margin: 0;
      max-width: 68ch;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class TaxRatesCard {
  readonly jump = output<ProblemView>();
  readonly #editor = inject(SettingsEditor);
  protected readonly t = integrationTexts.tax;
  protected readonly title = integrationTexts.cards.tax_rates;
  /** On a first set-up, what looks alike stands in the rows already. */
  protected readonly isSuggested = computed(
    () => this.#editor.isFirstTime() && this.columns().some(({ suggested }) => Object.keys(suggested ?? {}).length > 0),
  );
  protected readonly rows = computed<readonly MappingRow[]>(() => [
    ...(this.#editor.view()?.choices.sourceTaxRates ?? []).map(({ id, name, percent }) => ({
      id,
      name,
      detail: `${percent} %`,
    })),
    { id: NO_TAX, name: this.t.noTax, detail: this.t.noTaxDetail },
  ]);
  protected readonly columns = computed<readonly MappingColumn[]>(() => {
    const choices = this.#editor.view()?.choices;
    const draft = this.#editor.draft();
    if (choices === undefined) return [];
    const { suggestions, taxRates } = choices;
    const sales: MappingColumn = {
      heading: this.t.sales,
      options: rateOptions(taxRates, 'fitsSales'),
      field: this.#editor.form.taxRates.sales,
      path: 'taxRates.sales',
      placeholder: integrationTexts.mapping.choose,
      suggested: { ...suggestions.sales, ...(suggestions.noTaxSales && { [NO_TAX]: suggestions.noTaxSales }) },
    };
    const purchases: MappingColumn = {
      heading: this.t.purchases,
      options: rateOptions(taxRates, 'fitsPurchases'),
      field: this.#editor.form.taxRates.purchases,
      path: 'taxRates.purchases',
      placeholder: integrationTexts.mapping.choose,
      suggested: {
        ...suggestions.purchases,
        ...(suggestions.noTaxPurchases && { [NO_TAX]: suggestions.noTaxPurchases }),
      },
    };
    return [...(draft.options.exportInvoices ? [sales] : []), ...(usesPurchases(draft) ? [purchases] : [])];
  });
}
