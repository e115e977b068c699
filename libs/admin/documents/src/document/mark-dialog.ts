import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormField, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { ProblemError } from '@bridge/admin-data-access';
import { DocumentsClient, toProblemError } from '@bridge/admin-data-access';
import { Field, ProblemList } from '@bridge/admin-ui';
import type { DocumentKindName } from '@bridge/contracts';
import { texts } from '../texts.js';

export interface MarkWish {
  readonly kind: DocumentKindName;
  readonly sourceId: string;
}

/** Names the Xero document that is the copy already. Closes with true when it was linked. */
@Component({
  selector: 'bridge-mark-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, FormField, MatButton, MatDialogModule, ProblemList],
  template: `
    <h2 mat-dialog-title>{{ labels.markTitle }}</h2>
    <form novalidate (submit)="$event.preventDefault(); mark()">
      <mat-dialog-content>
        <p>{{ labels.markHint }}</p>
        <ui-field [label]="labels.markField" for="ledger-document" [error]="error()">
          <input
            id="ledger-document"
            class="ui-control"
            type="text"
            autocomplete="off"
            aria-describedby="ledger-document-error"
            [formField]="fields.ledgerDocument"
          />
        </ui-field>
        @if (failure(); as failure) {
          <div role="alert">
            @if (failure.problems.length > 0) {
              <ui-problem-list [problems]="failure.problems" />
            } @else {
              <p>{{ failure.title }}. {{ failure.message }}</p>
            }
          </div>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" matButton mat-dialog-close>{{ copyLabels.cancel }}</button>
        <button type="submit" matButton="filled" [disabled]="isSending()">{{ labels.markConfirm }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 1rem;
    }
    p {
      margin: 0;
    }
  `,
})
export class MarkDialog {
  readonly #documents = inject(DocumentsClient);
  readonly #opened = inject<MatDialogRef<MarkDialog, boolean>>(MatDialogRef);
  readonly #wish = inject<MarkWish>(MAT_DIALOG_DATA);
  readonly #model = signal({ ledgerDocument: '' });
  readonly #hasTried = signal(false);
  protected readonly labels = texts.document;
  protected readonly copyLabels = texts.copy;
  protected readonly fields = form(this.#model, (path) => {
    required(path.ledgerDocument, { message: texts.document.markEmpty });
  });
  protected readonly isSending = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);
  protected readonly error = computed(() =>
    this.#hasTried() ? (this.fields.ledgerDocument().errors()[0]?.message ?? '') : '',
  );

  protected async mark(): Promise<void> {
    this.#hasTried.set(true);
    if (this.fields().invalid()) return;
    this.isSending.set(true);
    this.failure.set(undefined);
    try {
      const { kind, sourceId } = this.#wish;
      await this.#documents.markCopied(kind, sourceId, this.#model().ledgerDocument.trim());
      this.#opened.close(true);
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isSending.set(false);
  }
}
