import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import type { InitialStatusName } from '@bridge/contracts';
import { texts } from '../texts.js';

const STATUSES = ['draft', 'submitted', 'approved'] as const satisfies readonly InitialStatusName[];

/** Draft, Submitted or Approved, where the settings leave it to the person. */
@Component({
  selector: 'bridge-status-choice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset>
      <legend>{{ labels.whichStatus }}</legend>
      @if (hint(); as hint) {
        <p>{{ hint }}</p>
      }
      @for (option of options; track option.value) {
        <label>
          <input
            type="radio"
            name="copy-status"
            [value]="option.value"
            [checked]="status() === option.value"
            (change)="status.set(option.value)"
          />
          <span>{{ option.label }}</span>
          <span class="hint">{{ option.hint }}</span>
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 0.25rem;
      margin: 0;
      padding: 0.75rem 1rem;
      border: 1px solid var(--ui-line);
      border-radius: 0.75rem;
    }
    legend {
      padding: 0 0.25rem;
      font-weight: 500;
    }
    p {
      margin: 0;
    }
    label {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.5rem;
      min-height: 2rem;
    }
    input {
      inline-size: 1.125rem;
      block-size: 1.125rem;
      accent-color: var(--mat-sys-primary);
    }
    .hint {
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class StatusChoice {
  readonly status = model<InitialStatusName | undefined>(undefined);
  readonly hint = input('');
  protected readonly labels = texts.copy;
  protected readonly options = STATUSES.map((value) => ({
    value,
    label: texts.initialStatuses[value],
    hint: texts.initialStatusHints[value],
  }));
}
