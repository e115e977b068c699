import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { ProblemError } from '@bridge/admin-data-access';
import { Changes, ExportsClient, toProblemError } from '@bridge/admin-data-access';
import { ErrorState, MoneyPipe, Notice, ProblemList, READER_LOCALE } from '@bridge/admin-ui';
import type {
  CopyRequestBody,
  DocumentKindName,
  DocumentsQuery,
  ExportsView,
  InitialStatusName,
} from '@bridge/contracts';
import { texts } from '../texts.js';
import { CopyProgress } from './copy-progress.js';
import { OverwriteChoice } from './overwrite-choice.js';
import { summarise } from './preview-summary.js';
import { RefusalList } from './refusal-list.js';
import { StatusChoice } from './status-choice.js';

/** What somebody wants to copy: these, or all that match the list's query. */
export interface CopyWish {
  readonly kind: DocumentKindName;
  readonly sourceIds?: readonly string[];
  readonly matching?: DocumentsQuery;
  readonly count: number;
  /** Changes the copies there are, and makes none. */
  readonly isUpdate?: boolean;
}

/**
 * “Copy to Xero” for many: first says what will be refused and why, then copies, then shows how it goes. Closes with
 * whether the copying was started; closing changes nothing about it.
 */
@Component({
  selector: 'bridge-copy-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CopyProgress,
    ErrorState,
    MatButton,
    MatDialogModule,
    MatProgressBar,
    MoneyPipe,
    Notice,
    OverwriteChoice,
    ProblemList,
    RefusalList,
    StatusChoice,
  ],
  template: `
    <h2 mat-dialog-title>{{ labels.title(count(wish.count), nounOf(wish.count)) }}</h2>
    <mat-dialog-content>
      @if (started(); as request) {
        <bridge-copy-progress [request]="request" />
      } @else if (previews.error(); as error) {
        <ui-error-state [error]="error" (again)="previews.reload()" />
      } @else if (summary(); as summary) {
        @if (summary.readyIds.length === 0) {
          <ui-notice tone="warn">{{ labels.noneReady }}</ui-notice>
        } @else {
          <p class="ready" aria-live="polite">
            <strong>{{ labels.ready(count(summary.readyIds.length), nounOf(summary.readyIds.length)) }}</strong>
            @for (total of summary.totals; track total.currency) {
              <span>{{ total | money }}</span>
            }
          </p>
          @if (summary.noticeCount > 0) {
            <p>{{ labels.notices(count(summary.noticeCount)) }}</p>
          }
          @if (summary.asksForStatus) {
            <bridge-status-choice [(status)]="status" [hint]="labels.statusHint" />
          }
        }
        @if (summary.refusedCount > 0) {
          <h3>{{ labels.refused(count(summary.refusedCount)) }}</h3>
          @if (asksForConsent()) {
            <ui-notice tone="warn">
              {{ update.overwriteMany }}
              <bridge-overwrite-choice [(overwrites)]="overwrites" />
            </ui-notice>
          }
          <bridge-refusal-list [refusals]="summary.refusals" (left)="close()" />
        }
        @if (failure(); as failure) {
          <ui-notice tone="bad" [heading]="failure.title">{{ failure.message }}</ui-notice>
          <ui-problem-list [problems]="failure.problems" />
        }
      } @else {
        <p role="status">{{ labels.checking }}</p>
        <mat-progress-bar mode="indeterminate" [attr.aria-label]="labels.checking" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      @if (started()) {
        <button type="button" matButton="filled" (click)="close()">{{ labels.close }}</button>
      } @else {
        <button type="button" matButton (click)="close()">{{ labels.cancel }}</button>
        <button type="button" matButton="filled" [disabled]="!mayCopy()" (click)="copy()">{{ confirmWords() }}</button>
      }
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 1rem;
      align-content: start;
    }
    p {
      margin: 0;
    }
    .ready {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1rem;
      color: var(--mat-sys-on-surface);
    }
  `,
})
export class CopyDialog {
  readonly #exports = inject(ExportsClient);
  readonly #changes = inject(Changes);
  readonly #opened = inject<MatDialogRef<CopyDialog, boolean>>(MatDialogRef);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly wish = inject<CopyWish>(MAT_DIALOG_DATA);
  protected readonly labels = { ...texts.copy, ...(this.wish.isUpdate && texts.updates) };
  protected readonly update = texts.update;
  protected readonly overwrites = signal(false);
  protected readonly previews = rxResource({
    params: () => ({ overwrites: this.overwrites() }),
    stream: () => this.#exports.preview(this.#request()),
  });
  protected readonly summary = computed(() =>
    this.previews.hasValue() ? summarise(this.previews.value()) : undefined,
  );
  protected readonly status = signal<InitialStatusName | undefined>(undefined);
  protected readonly isSending = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);
  protected readonly started = signal<ExportsView | undefined>(undefined);
  protected readonly mayCopy = computed(() => {
    const summary = this.summary();
    if (summary === undefined || summary.readyIds.length === 0 || this.isSending()) return false;
    return !summary.asksForStatus || this.status() !== undefined;
  });
  protected readonly asksForConsent = computed(
    () =>
      this.overwrites() ||
      (this.summary()?.refusals.some(({ problem }) => problem.code === texts.update.asked) ?? false),
  );
  protected readonly confirmWords = computed(() => {
    if (this.isSending()) return texts.copy.sending;
    const ready = this.summary()?.readyIds.length ?? this.wish.count;
    return this.labels.confirm(this.count(ready), this.nounOf(ready));
  });

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected nounOf(value: number): string {
    const words = texts.kinds[this.wish.kind];
    return value === 1 ? words.one : words.many;
  }

  protected close(): void {
    this.#opened.close(this.started() !== undefined);
  }

  /** Sends exactly the documents that were shown as ready, not whatever matches by now. */
  protected async copy(): Promise<void> {
    const sourceIds = [...(this.summary()?.readyIds ?? [])];
    const status = this.status();
    this.isSending.set(true);
    this.failure.set(undefined);
    try {
      this.started.set(
        await this.#exports.copy({ kind: this.wish.kind, sourceIds, ...this.#way(), ...(status && { status }) }),
      );
      this.#changes.note('exports');
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isSending.set(false);
  }

  #request() {
    const { kind, sourceIds, matching } = this.wish;
    return { kind, ...(sourceIds && { sourceIds: [...sourceIds] }), ...(matching && { matching }), ...this.#way() };
  }

  #way(): Pick<CopyRequestBody, 'how' | 'overwritesEdits'> {
    if (!this.wish.isUpdate) return {};
    return { how: 'update', ...(this.overwrites() && { overwritesEdits: true }) };
  }
}
