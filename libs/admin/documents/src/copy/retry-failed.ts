import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ExportsClient, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { Icon, Notice, ProblemList, READER_LOCALE } from '@bridge/admin-ui';
import type { ExportView, ProblemView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** How many of a bulk copy failed, another try for them, and what stands in its way. */
@Component({
  selector: 'bridge-retry-failed',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatButton, Notice, ProblemList],
  template: `
    <div class="head">
      <span class="bad"><ui-icon name="warn" /> {{ label() }}</span>
      <button type="button" matButton="outlined" [disabled]="isRetrying()" (click)="retry()">
        {{ labels.retry(count(failed().length)) }}
      </button>
    </div>
    @if (failure(); as failure) {
      <div role="alert">
        <ui-notice tone="bad" [heading]="failure.title">{{ failure.message }}</ui-notice>
      </div>
    }
    @if (problems().length > 0) {
      <p role="alert">{{ labels.retryRefused }}</p>
      <ui-problem-list [problems]="problems()" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    p {
      margin: 0;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.25rem 1rem;
    }
    .bad {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      color: var(--ui-bad);
    }
  `,
})
export class RetryFailed {
  readonly failed = input.required<readonly ExportView[]>();
  /** How many there are, in words. */
  readonly label = input.required<string>();
  /** At least one of them is queued again. */
  readonly retried = output();
  readonly #exports = inject(ExportsClient);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.copy;
  protected readonly isRetrying = signal(false);
  protected readonly problems = signal<readonly ProblemView[]>([]);
  protected readonly failure = signal<ProblemError | undefined>(undefined);

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected async retry(): Promise<void> {
    this.isRetrying.set(true);
    this.failure.set(undefined);
    try {
      const outcomes = await this.#exports.retry(this.failed().map(({ id }) => id));
      this.problems.set(distinct(outcomes.flatMap(({ problems }) => problems)));
      if (outcomes.some(({ problems }) => problems.length === 0)) this.retried.emit();
    } catch (error) {
      const failure = toProblemError(error);
      this.failure.set(failure);
      this.problems.set(failure.problems);
    }
    this.isRetrying.set(false);
  }
}

function distinct(problems: readonly ProblemView[]): readonly ProblemView[] {
  return [...new Map(problems.map((problem) => [problem.code + problem.detail, problem])).values()];
}
