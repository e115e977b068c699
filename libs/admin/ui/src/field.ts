import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/**
 * A label above, a native control inside, a hint and an error below:
 * `<ui-field label="Name" for="name" [error]="error()"><input id="name" aria-describedby="name-hint name-error" /></ui-field>`
 */
@Component({
  selector: 'ui-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label [attr.for]="for()">{{ label() }}</label>
    <ng-content />
    @if (hint(); as hint) {
      <p class="hint" [id]="for() + '-hint'">{{ hint }}</p>
    }
    <p class="error" [id]="for() + '-error'" aria-live="polite">{{ error() }}</p>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 0.375rem;
      max-width: 28rem;
    }
    label {
      font-weight: 500;
    }
    p {
      margin: 0;
      font-size: 0.8125rem;
    }
    .hint {
      color: var(--mat-sys-on-surface-variant);
    }
    .error {
      color: var(--ui-bad);
    }
    .error:empty {
      display: none;
    }
  `,
})
export class Field {
  readonly label = input.required<string>();
  /** The id of the control inside. */
  readonly for = input.required<string>();
  readonly hint = input<string>();
  readonly error = input<string>();
}
