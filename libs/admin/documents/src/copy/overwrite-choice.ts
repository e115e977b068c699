import { ChangeDetectionStrategy, Component, model } from '@angular/core';
import { texts } from '../texts.js';

/** The word of a person that edits in Xero are written over. */
@Component({
  selector: 'bridge-overwrite-choice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <input type="checkbox" [checked]="overwrites()" (change)="overwrites.set($any($event.target).checked)" />
      <span>{{ label }}</span>
    </label>
  `,
  styles: `
    label {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      min-height: 2rem;
    }
    input {
      flex: none;
      inline-size: 1.125rem;
      block-size: 1.125rem;
      accent-color: var(--mat-sys-primary);
    }
  `,
})
export class OverwriteChoice {
  readonly overwrites = model(false);
  protected readonly label = texts.update.overwrite;
}
