import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { ProblemView } from '@bridge/contracts';
import { integrationTexts } from '../integration-texts.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';

@Component({
  selector: 'bridge-options-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormField, SettingsCard],
  template: `
    <bridge-settings-card card="options" (jump)="jump.emit($event)">
      <label class="ui-check">
        <input type="checkbox" [formField]="form.exportInvoices" />
        <span>{{ t.exportInvoices }}</span>
      </label>
      <label class="ui-check">
        <input type="checkbox" aria-describedby="section-note" [formField]="form.exportExpenses" />
        <span>
          {{ t.exportExpenses }}
          <small id="section-note">{{ sectionNote }}</small>
        </span>
      </label>
      <label class="ui-check">
        <input
          type="checkbox"
          role="switch"
          class="ui-switch"
          aria-describedby="one-way-note"
          [formField]="form.syncPayments"
        />
        <span>
          {{ t.syncPayments }}
          <small id="one-way-note">{{ t.syncPaymentsNote }}</small>
        </span>
      </label>
      <label class="ui-check">
        <input type="checkbox" aria-describedby="history-note" [formField]="form.historyNotes" />
        <span>
          {{ t.historyNotes }}
          <small id="history-note">{{ t.historyNotesNote }}</small>
        </span>
      </label>
    </bridge-settings-card>
  `,
})
export class OptionsCard {
  readonly jump = output<ProblemView>();
  protected readonly form = inject(SettingsEditor).form.options;
  protected readonly t = integrationTexts.options;
  protected readonly sectionNote = integrationTexts.expenses.sectionNote;
}
