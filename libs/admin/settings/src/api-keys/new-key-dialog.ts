import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormField, form, maxLength, required, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { ApiKeysClient, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { Field, Notice } from '@bridge/admin-ui';
import type { RightName } from '@bridge/contracts';
import { texts } from '../texts.js';

/** Creates a key and shows its secret this once; closing forgets it. */
@Component({
  selector: 'bridge-new-key-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, FormField, MatButton, MatDialogModule, Notice],
  templateUrl: './new-key-dialog.html',
  styles: `
    mat-dialog-content {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem;
    }
    .secret {
      font-family: ui-monospace, monospace;
    }
    .copy {
      display: flex;
      gap: 0.5rem;
    }
    .copy input {
      flex: 1;
      min-width: 0;
    }
  `,
})
export class NewKeyDialog {
  readonly #client = inject(ApiKeysClient);
  readonly #dialog = inject<MatDialogRef<NewKeyDialog, boolean>>(MatDialogRef);
  protected readonly t = texts.keys;
  protected readonly rights = Object.entries(texts.keys.rights);
  protected readonly secret = signal<string | undefined>(undefined);
  protected readonly isCopied = signal(false);
  protected readonly problem = signal<ProblemError | undefined>(undefined);
  protected readonly form = form(signal<{ name: string; right: RightName }>({ name: '', right: 'view' }), (path) => {
    required(path.name, { message: texts.keys.nameMissing });
    maxLength(path.name, 100);
  });

  protected create(): Promise<boolean> {
    return submit(this.form, async (field) => {
      this.problem.set(undefined);
      try {
        const { name, right } = field().value();
        const { secret } = await this.#client.create(name, right);
        this.secret.set(secret);
        // From here on only “Done” closes: a slip must not lose what is never shown again.
        this.#dialog.disableClose = true;
      } catch (error) {
        this.problem.set(toProblemError(error));
      }
      return undefined;
    });
  }

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.secret() ?? '');
    this.isCopied.set(true);
  }

  protected nameError(): string {
    const state = this.form.name();
    return state.touched() ? (state.errors()[0]?.message ?? '') : '';
  }
}
