import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  inject,
  input,
  output,
  signal,
  type OnInit,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatProgressBar } from '@angular/material/progress-bar';
import { ExportsClient } from '@bridge/admin-data-access';
import { Notice, READER_LOCALE } from '@bridge/admin-ui';
import type { ExportView, ExportsView, ProgressView } from '@bridge/contracts';
import { texts } from '../texts.js';
import type { Refusal } from './preview-summary.js';
import { RefusalList } from './refusal-list.js';
import { ResultRow } from './result-row.js';
import { RetryFailed } from './retry-failed.js';

/** How the copies of one request go, live: counts, speed, what was refused, the result of each, another try for the failed. */
@Component({
  selector: 'bridge-copy-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatProgressBar, Notice, RefusalList, ResultRow, RetryFailed],
  template: `
    <div class="head">
      <strong>{{ summary() }}</strong>
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
      <bridge-retry-failed [failed]="failed()" [label]="words().failed(count(failed().length))" (retried)="watch()" />
    }
    @if (request().refused.length > 0) {
      <h3>{{ words().refused(count(request().refused.length)) }}</h3>
      <bridge-refusal-list [refusals]="refusals()" (left)="leaving.emit()" />
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
  /** Why some of it was refused, by the names of the documents. */
  readonly refusals = input<readonly Refusal[]>([]);
  /** Somebody follows a link to the settings. */
  readonly leaving = output();
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
  readonly #queued = computed(() => this.#progress()?.total ?? this.request().queued.length);
  protected readonly copied = computed(() => this.#progress()?.counts.exported ?? 0);
  protected readonly left = computed(() => this.#progress()?.left ?? this.request().queued.length);
  protected readonly percent = computed(() =>
    this.#queued() === 0 ? 100 : Math.round((100 * (this.#queued() - this.left())) / this.#queued()),
  );
  /** Of everything that was asked for, so that nothing drops out silently. */
  protected readonly summary = computed(() => {
    const refused = this.request().refused.length;
    const done = this.words().done(this.count(this.copied()), this.count(this.#queued() + refused));
    return refused === 0 ? done : texts.copy.doneButRefused(done, this.count(refused));
  });
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
    return `${String(tenth * 10)} %${this.left() === 0 ? ` · ${this.summary()}` : ''}`;
  });

  ngOnInit(): void {
    this.#take(this.request().queued);
    this.watch();
  }

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected watch(): void {
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
