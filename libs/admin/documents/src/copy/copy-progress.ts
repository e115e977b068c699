import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  inject,
  input,
  signal,
  type OnInit,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { ExportsClient, toProblemError } from '@bridge/admin-data-access';
import { Icon, Notice, ProblemList, READER_LOCALE } from '@bridge/admin-ui';
import type { ExportView, ExportsView, ProblemView, ProgressView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { ResultRow } from './result-row.js';

/** How the copies of one request go, live: counts, speed, the result of each, and another try for the failed. */
@Component({
  selector: 'bridge-copy-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatButton, MatProgressBar, Notice, ProblemList, ResultRow],
  template: `
    <div class="head">
      <strong>{{ words().done(count(copied()), count(total())) }}</strong>
      <span>{{ detail() }}</span>
    </div>
    <mat-progress-bar [value]="percent()" [attr.aria-label]="words().progress" />
    @if (left() > 0) {
      <p>{{ words().closeSafe }}</p>
    }
    <p class="ui-hidden" role="status">{{ spoken() }}</p>
    @if (isLost()) {
      <ui-notice tone="warn">{{ words().lost }}</ui-notice>
    }
    @if (failed().length > 0) {
      <div class="head">
        <span class="bad"><ui-icon name="warn" /> {{ words().failed(count(failed().length)) }}</span>
        <button type="button" matButton="outlined" [disabled]="isRetrying()" (click)="retry()">
          {{ words().retry(count(failed().length)) }}
        </button>
      </div>
    }
    @if (retryProblems().length > 0) {
      <p role="alert">{{ words().retryRefused }}</p>
      <ui-problem-list [problems]="retryProblems()" />
    }
    <h3>{{ words().result }}</h3>
    <ul [attr.aria-label]="words().result" tabindex="0">
      @for (row of rows(); track row.id) {
        <li><bridge-result-row [row]="row" /></li>
      }
    </ul>
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
    ul {
      max-height: 40vh;
      overflow: auto;
      margin: 0;
      padding: 0;
      list-style: none;
      border: 1px solid var(--ui-line);
      border-radius: 0.75rem;
    }
    li {
      padding: 0.5rem 0.75rem;
      content-visibility: auto;
      contain-intrinsic-size: auto 2.75rem;
    }
    li + li {
      border-block-start: 1px solid var(--ui-line);
    }
  `,
})
export class CopyProgress implements OnInit {
  readonly request = input.required<ExportsView>();
  readonly #exports = inject(ExportsClient);
  readonly #destroyed = inject(DestroyRef);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  readonly #progress = signal<ProgressView | undefined>(undefined);
  readonly #known = signal<ReadonlyMap<string, ExportView>>(new Map());
  protected readonly words = computed(() => ({
    ...texts.copy,
    ...(this.request().queued.some(({ how }) => how === 'update') && texts.updates),
  }));
  protected readonly isLost = signal(false);
  protected readonly isRetrying = signal(false);
  protected readonly retryProblems = signal<readonly ProblemView[]>([]);
  protected readonly total = computed(() => this.#progress()?.total ?? this.request().queued.length);
  protected readonly copied = computed(() => this.#progress()?.counts.exported ?? 0);
  protected readonly left = computed(() => this.#progress()?.left ?? this.request().queued.length);
  protected readonly percent = computed(() =>
    this.total() === 0 ? 100 : Math.round((100 * (this.total() - this.left())) / this.total()),
  );
  /** The failed ones first: they need somebody. */
  protected readonly rows = computed(() =>
    [...this.#known().values()].sort(
      (one, other) => Number(other.state === 'refused') - Number(one.state === 'refused'),
    ),
  );
  protected readonly failed = computed(() => this.rows().filter(({ state }) => state === 'refused'));
  protected readonly detail = computed(() => {
    if (this.left() === 0) return texts.copy.finished;
    const perMinute = this.#progress()?.perMinute ?? 0;
    const rate = perMinute > 0 ? [texts.copy.rate(this.count(Math.round(perMinute)))] : [];
    return [texts.copy.left(this.count(this.left())), ...rate].join(' · ');
  });
  /** Spoken at each tenth only: a screen reader is not to be flooded. */
  protected readonly spoken = computed(() => {
    const tenth = Math.floor(this.percent() / 10);
    return `${String(tenth * 10)} %${this.left() === 0 ? ` · ${this.words().done(this.count(this.copied()), this.count(this.total()))}` : ''}`;
  });

  ngOnInit(): void {
    this.#take(this.request().queued);
    this.#watch();
  }

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected async retry(): Promise<void> {
    this.isRetrying.set(true);
    try {
      const outcomes = await this.#exports.retry(this.failed().map(({ id }) => id));
      this.retryProblems.set(distinct(outcomes.flatMap(({ problems }) => problems)));
      if (outcomes.some(({ problems }) => problems.length === 0)) this.#watch();
    } catch (error) {
      this.retryProblems.set(toProblemError(error).problems);
    }
    this.isRetrying.set(false);
  }

  #watch(): void {
    this.isLost.set(false);
    this.#exports
      .progress(this.request().requestId)
      .pipe(takeUntilDestroyed(this.#destroyed))
      .subscribe({
        next: (progress) => {
          this.#progress.set(progress);
          this.#take(progress.changed);
        },
        error: () => this.isLost.set(true),
      });
  }

  #take(changed: readonly ExportView[]): void {
    this.#known.update((known) => new Map([...known, ...changed.map((row) => [row.id, row] as const)]));
  }
}

function distinct(problems: readonly ProblemView[]): readonly ProblemView[] {
  return [...new Map(problems.map((problem) => [problem.code + problem.detail, problem])).values()];
}
