import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Field } from '@bridge/admin-ui';
import type { ProblemView } from '@bridge/contracts';
import { integrationTexts } from '../integration-texts.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';

@Component({
  selector: 'bridge-payments-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, FormField, SettingsCard],
  template: `
    <bridge-settings-card card="payments" [isOff]="!isOn()" (jump)="jump.emit($event)">
      <label class="ui-check">
        <input
          type="checkbox"
          role="switch"
          class="ui-switch"
          aria-describedby="payments-one-way"
          [formField]="form.options.syncPayments"
        />
        <span>
          {{ options.syncPayments }}
          <small id="payments-one-way">{{ options.syncPaymentsNote }}</small>
        </span>
      </label>
      @if (!isOn()) {
        <p>{{ t.off }}</p>
      } @else {
        <ui-field for="payments.importSince" [label]="t.since" [hint]="t.sinceHint" [error]="error()">
          <input
            id="payments.importSince"
            class="ui-control"
            type="date"
            aria-describedby="payments.importSince-hint payments.importSince-error"
            [formField]="form.payments.importSince"
          />
        </ui-field>
        <label class="ui-check">
          <input type="checkbox" [formField]="form.payments.markUnsentInvoicesSent" />
          <span>{{ t.markSent }}</span>
        </label>
      }
    </bridge-settings-card>
  `,
  styleUrl: './document-card.scss',
})
export class PaymentsCard {
  readonly jump = output<ProblemView>();
  readonly #editor = inject(SettingsEditor);
  protected readonly t = integrationTexts.payments;
  protected readonly options = integrationTexts.options;
  protected readonly form = this.#editor.form;
  protected readonly isOn = computed(() => this.#editor.draft().options.syncPayments);
  protected readonly error = computed(() => this.#editor.problemAt('payments.importSince')?.detail ?? '');
}
