import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Session } from '@bridge/admin-data-access';
import { Field, READER_LOCALE, formatDay } from '@bridge/admin-ui';
import type { ProblemView } from '@bridge/contracts';
import { integrationTexts } from '../integration-texts.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';

@Component({
  selector: 'bridge-options-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, FormField, SettingsCard],
  template: `
    <bridge-settings-card card="options" (jump)="jump.emit($event)">
      <label class="ui-check">
        <input type="checkbox" [formField]="form.options.exportInvoices" />
        <span>{{ t.exportInvoices }}</span>
      </label>
      <label class="ui-check">
        <input type="checkbox" aria-describedby="section-note" [formField]="form.options.exportExpenses" />
        <span>
          {{ t.exportExpenses }}
          <small id="section-note">{{ sectionNote }}</small>
        </span>
      </label>
      @if (hasPurchaseOrders()) {
        <label class="ui-check">
          <input type="checkbox" aria-describedby="orders-note" [formField]="form.purchaseOrders.isOn" />
          <span>
            {{ t.purchaseOrders }}
            <small id="orders-note">{{ t.purchaseOrdersNote }}</small>
          </span>
        </label>
        @if (editor.draft().purchaseOrders.isOn) {
          <ui-field for="order-status" [label]="t.orderStatus">
            <select id="order-status" class="ui-control" [formField]="form.purchaseOrders.initialStatus">
              @for (status of statuses; track status[0]) {
                <option [value]="status[0]">{{ status[1] }}</option>
              }
            </select>
          </ui-field>
        }
      }
      <label class="ui-check">
        <input
          type="checkbox"
          role="switch"
          class="ui-switch"
          aria-describedby="one-way-note"
          [formField]="form.options.syncPayments"
        />
        <span>
          {{ t.syncPayments }}
          <small id="one-way-note">{{ t.syncPaymentsNote }}</small>
        </span>
      </label>
      <label class="ui-check">
        <input type="checkbox" aria-describedby="history-note" [formField]="form.options.historyNotes" />
        <span>
          {{ t.historyNotes }}
          <small id="history-note">{{ t.historyNotesNote }}</small>
        </span>
      </label>
      @if (form.options.exportInvoices().value()) {
        <ui-field
          for="options.automaticInvoices"
          [label]="t.automaticInvoices"
          [hint]="t.automaticNote"
          [error]="isManual('invoices') ? t.automaticManual : ''"
        >
          <select
            id="options.automaticInvoices"
            class="ui-control"
            aria-describedby="options.automaticInvoices-hint options.automaticInvoices-error"
            [formField]="form.options.automaticInvoices"
          >
            @for (choice of automaticChoices; track choice[0]) {
              <option [value]="choice[0]" [disabled]="choice[0] !== 'off' && isManual('invoices')">
                {{ choice[1] }}
              </option>
            }
          </select>
        </ui-field>
      }
      @if (form.options.exportExpenses().value()) {
        <label class="ui-check">
          <input
            type="checkbox"
            id="options.automaticExpenses"
            aria-describedby="automatic-expenses-note"
            [formField]="form.options.automaticExpenses"
          />
          <span>
            {{ t.automaticExpenses }}
            <small id="automatic-expenses-note">{{ isManual('expenses') ? t.automaticManual : t.automaticNote }}</small>
          </span>
        </label>
      }
      <ui-field for="closed-periods" [label]="t.closedPeriods" [hint]="closedNote()">
        <select
          id="closed-periods"
          class="ui-control"
          aria-describedby="closed-periods-hint"
          [formField]="form.options.closedPeriods"
        >
          @for (rule of closedPeriodRules; track rule[0]) {
            <option [value]="rule[0]">{{ rule[1] }}</option>
          }
        </select>
      </ui-field>
    </bridge-settings-card>
  `,
})
export class OptionsCard {
  readonly jump = output<ProblemView>();
  protected readonly editor = inject(SettingsEditor);
  protected readonly form = this.editor.form;
  protected readonly hasPurchaseOrders = inject(Session).hasPurchaseOrders;
  protected readonly t = integrationTexts.options;
  readonly #locale = inject(READER_LOCALE);
  protected readonly closedPeriodRules = Object.entries(this.t.closedPeriodRules);
  protected readonly closedNote = computed(() => {
    const through = this.editor.view()?.choices.organisation.lockedThrough;
    return through
      ? `${this.t.closedThrough(formatDay(through, this.#locale))} ${this.t.closedPeriodsNote}`
      : this.t.closedPeriodsNote;
  });
  protected readonly automaticChoices = Object.entries(this.t.automaticChoices);
  protected readonly statuses = Object.entries(integrationTexts.statuses);
  protected readonly sectionNote = integrationTexts.expenses.sectionNote;

  /** Nobody is there to choose a status for a copy that is made by itself. */
  protected isManual(kind: 'invoices' | 'expenses'): boolean {
    return this.editor.draft()[kind].initialStatus === 'manual';
  }
}
