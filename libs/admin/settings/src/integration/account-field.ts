import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { Field } from '@bridge/admin-ui';
import { Picker, type PickerOption } from '@bridge/admin-ui/overlays';
import { integrationTexts } from './integration-texts.js';
import { SettingsEditor } from './settings-editor.js';

/** The default account of a card, with a suggestion said to be one until somebody decides. */
@Component({
  selector: 'bridge-account-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, FormField, Picker],
  template: `
    <ui-field [label]="label()" [for]="path()" [hint]="hint()" [error]="error()">
      <ui-picker
        [id]="path()"
        [options]="options()"
        [isWrong]="error() !== ''"
        [describedBy]="path() + '-hint ' + path() + '-error'"
        [formField]="field()"
      />
    </ui-field>
  `,
})
export class AccountField {
  readonly label = input.required<string>();
  readonly note = input('');
  /** As the server's problems name it. */
  readonly path = input.required<string>();
  readonly options = input.required<readonly PickerOption[]>();
  readonly field = input.required<FieldTree<string>>();
  readonly suggested = input<string>();
  readonly #editor = inject(SettingsEditor);
  protected readonly error = computed(() => this.#editor.problemAt(this.path())?.detail ?? '');
  protected readonly hint = computed(() => {
    const isSuggested = this.#editor.isFirstTime() && this.suggested() && this.field()().value() === this.suggested();
    return [this.note(), isSuggested ? integrationTexts.mapping.suggested : ''].filter(Boolean).join(' ');
  });
}
