import { ChangeDetectionStrategy, Component, DestroyRef, computed, effect, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import {
  Changes,
  ReconciliationClient,
  latestValue,
  toProblemError,
  type ProblemError,
} from '@bridge/admin-data-access';
import { ErrorState, Icon, Instant, Notice, ProblemList, READER_LOCALE } from '@bridge/admin-ui';
import type { DriftCheckView } from '@bridge/contracts';
import { Strays } from './strays.js';
import { texts } from './texts.js';

const ASK_EVERY_MS = 2_000;
const PATIENCE_MS = 120_000;

/** When both sides were compared last and what came out, with a button to do it now. */
@Component({
  selector: 'bridge-compare-now',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorState, Icon, Instant, MatButton, MatProgressBar, Notice, ProblemList, Strays],
  template: `
    <div class="row">
      <div class="words">
        @if (check(); as check) {
          <p>{{ labels.last }} <ui-instant [at]="check.finishedAt" /></p>
        }
        <p role="status">
          @if (isBusy()) {
            {{ labels.busy }}
          } @else if (check(); as check) {
            {{ wordsOf(check) }}
          } @else if (last.hasValue()) {
            {{ labels.never }}
          }
          @if (isSlow()) {
            {{ labels.slow }}
          }
        </p>
      </div>
      <button type="button" matButton="outlined" [disabled]="isBusy()" (click)="compare()">
        <ui-icon name="refresh" /> {{ labels.now }}
      </button>
    </div>
    @if (isBusy()) {
      <mat-progress-bar mode="indeterminate" [attr.aria-label]="labels.busy" />
    }
    @if (check()?.problem; as problem) {
      <ui-problem-list [problems]="[problem]" [connectionId]="connectionId()" />
    }
    @if (last.error(); as error) {
      <ui-error-state [error]="error" (again)="last.reload()" />
    }
    @if (failure(); as failure) {
      <div role="alert">
        <ui-notice tone="bad" [heading]="failure.title">{{ failure.message }}</ui-notice>
      </div>
    }
    @if (check(); as check) {
      <bridge-strays [connectionId]="connectionId()" [check]="check" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
      margin-block-end: 1rem;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 1rem;
    }
    .words {
      flex: 1 1 18rem;
    }
    p {
      margin: 0;
      color: var(--mat-sys-on-surface-variant);
    }
    ui-icon {
      vertical-align: -0.25em;
    }
  `,
})
export class CompareNow {
  readonly connectionId = input.required<string>();
  readonly #reconciliation = inject(ReconciliationClient);
  readonly #changes = inject(Changes);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.compare;
  /** Which check was the last one when a new one was asked for; undefined while none is awaited. */
  readonly #before = signal<{ readonly finishedAt: string | undefined; readonly askedAt: number } | undefined>(
    undefined,
  );
  protected readonly isBusy = computed(() => this.#before() !== undefined);
  protected readonly isSlow = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);
  protected readonly last = rxResource({
    params: () => ({ id: this.connectionId(), change: this.#changes.of('connections')() }),
    stream: ({ params }) => this.#reconciliation.last(params.id, { limit: '1' }),
  });
  readonly #latest = latestValue(this.last);
  protected readonly check = computed(() => this.#latest()?.lastCheck);

  constructor() {
    const timer = setInterval(() => this.#ask(), ASK_EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    effect(() => {
      const before = this.#before();
      const finishedAt = this.check()?.finishedAt;
      if (before === undefined || finishedAt === before.finishedAt) return;
      this.#before.set(undefined);
      this.isSlow.set(false);
      // Whatever lists documents beside this reads again.
      this.#changes.note('documents');
    });
  }

  protected wordsOf({ documents, found, adopted }: DriftCheckView): string {
    const count = (value: number) => this.#numbers.format(value);
    const differences = Object.values(found).reduce((sum, one) => sum + one, 0);
    const words = texts.compare.found(count(documents), count(differences));
    return adopted === 0 ? words : `${words} ${texts.compare.adopted(count(adopted))}`;
  }

  protected async compare(): Promise<void> {
    this.failure.set(undefined);
    this.isSlow.set(false);
    this.#before.set({ finishedAt: this.check()?.finishedAt, askedAt: Date.now() });
    try {
      await this.#reconciliation.compare(this.connectionId());
    } catch (error) {
      this.failure.set(toProblemError(error));
      this.#before.set(undefined);
    }
  }

  #ask(): void {
    const before = this.#before();
    if (before === undefined || this.last.isLoading()) return;
    if (Date.now() - before.askedAt < PATIENCE_MS) return void this.last.reload();
    this.#before.set(undefined);
    this.isSlow.set(true);
  }
}
