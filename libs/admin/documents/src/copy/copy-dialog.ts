import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { ProblemError } from '@bridge/admin-data-access';
import { Changes, ExportsClient, latestValue, toProblemError } from '@bridge/admin-data-access';
import { ErrorState, MoneyPipe, Notice, ProblemList, READER_LOCALE } from '@bridge/admin-ui';
import type { CopyRequestBody, ExportsView, InitialStatusName } from '@bridge/contracts';
import { texts } from '../texts.js';
import { CopyProgress } from './copy-progress.js';
import type { CopyWish } from './copy-wish.js';
import { OverwriteChoice } from './overwrite-choice.js';
import { refusedMeanwhile, summarise } from './preview-summary.js';
import { RefusalList } from './refusal-list.js';
import { StatusChoice } from './status-choice.js';

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
        <bridge-copy-progress [request]="request" [refusals]="refusals()" (leaving)="close()" />
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
        }
        @if (asksForStatus()) {
          <bridge-status-choice [(status)]="status" [hint]="labels.statusHint" />
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
      }
      @if (previews.isLoading() && !started()) {
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
  protected readonly status = signal<InitialStatusName | undefined>(undefined);
  protected readonly previews = rxResource({
    params: () => this.#request(),
    stream: ({ params }) => this.#exports.preview(params),
  });
  /** What was shown stays while an answer is checked, so that the question keeps its place and the focus. */
  readonly #shown = latestValue(this.previews);
  protected readonly summary = computed(() => {
    const shown = this.#shown();
    return shown && summarise(shown);
  });
  /** The question stays once it was asked, so that the answer can be changed. */
  protected readonly asksForStatus = computed(
    () => this.status() !== undefined || (this.summary()?.asksForStatus ?? false),
  );
  protected readonly isSending = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);
  protected readonly started = signal<ExportsView | undefined>(undefined);
  protected readonly refusals = computed(() => refusedMeanwhile(this.started()?.refused ?? [], this.#shown() ?? []));
  protected readonly mayCopy = computed(() => {
    if (!this.summary()?.readyIds.length || !this.previews.hasValue() || this.isSending()) return false;
    return !this.asksForStatus() || this.status() !== undefined;
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
    const { kind } = this.wish;
    this.isSending.set(true);
    this.failure.set(undefined);
    try {
      const sourceIds = [...(this.summary()?.readyIds ?? [])];
      this.started.set(await this.#exports.copy({ kind, sourceIds, ...this.#choices() }));
      this.#changes.note('exports');
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isSending.set(false);
  }

  #request(): CopyRequestBody {
    const { kind, sourceIds, matching } = this.wish;
    return { kind, ...(sourceIds && { sourceIds: [...sourceIds] }), ...(matching && { matching }), ...this.#choices() };
  }

  /** The preview and the copy are asked for with the same words. */
  #choices(): Pick<CopyRequestBody, 'status' | 'how' | 'overwritesEdits'> {
    const status = this.status();
    return {
      ...(status && { status }),
      ...(this.wish.isUpdate && { how: 'update' }),
      ...(this.wish.isUpdate && this.overwrites() && { overwritesEdits: true }),
    };
  }
}
