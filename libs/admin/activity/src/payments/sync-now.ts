import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import {
  Changes,
  ConnectionsClient,
  PaymentsClient,
  calmly,
  latestValue,
  toProblemError,
  type ProblemError,
} from '@bridge/admin-data-access';
import { Icon, Instant, Notice, ProblemList, READER_LOCALE } from '@bridge/admin-ui';
import type { ImportView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** Reads the changes of one Xero organisation at once, and says what was found. */
@Component({
  selector: 'bridge-sync-now',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Instant, MatButton, MatProgressBar, Notice, ProblemList],
  template: `
    <div class="row">
      <span>
        @if (newest(); as newest) {
          {{ labels.lastImport }} <ui-instant [at]="newest.finishedAt ?? newest.startedAt" />
        } @else if (imports.hasValue()) {
          {{ labels.never }}
        }
      </span>
      @for (place of places(); track place.id) {
        <button type="button" matButton="outlined" [disabled]="isBusy()" (click)="sync(place.id)">
          <ui-icon name="refresh" /> {{ places().length > 1 ? labels.syncNowFor(place.name) : labels.syncNow }}
        </button>
      }
    </div>
    <div role="status">
      @if (isBusy()) {
        <p>{{ labels.syncing }}</p>
      } @else if (result(); as result) {
        <ui-notice [tone]="result.problem ? 'warn' : 'good'">{{ wordsOf(result) }}</ui-notice>
      }
    </div>
    @if (isBusy()) {
      <mat-progress-bar mode="indeterminate" [attr.aria-label]="labels.syncing" />
    }
    @if (result()?.problem; as problem) {
      <ui-problem-list [problems]="[problem]" [connectionId]="result()?.connectionId" />
    }
    @if (failure(); as failure) {
      <div role="alert">
        <ui-notice tone="bad" [heading]="failure.title">{{ failure.message }}</ui-notice>
      </div>
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
      gap: 0.5rem;
      min-height: 2.5rem;
    }
    .row span:first-child {
      margin-inline-end: auto;
      color: var(--mat-sys-on-surface-variant);
    }
    ui-icon {
      vertical-align: -0.25em;
    }
    p {
      margin: 0;
    }
  `,
})
export class SyncNow {
  readonly #connections = inject(ConnectionsClient);
  readonly #payments = inject(PaymentsClient);
  readonly #changes = inject(Changes);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.payments;
  protected readonly isBusy = signal(false);
  protected readonly result = signal<ImportView | undefined>(undefined);
  protected readonly failure = signal<ProblemError | undefined>(undefined);
  protected readonly imports = rxResource({
    params: () => ({ change: this.#changes.of('payments')() }),
    stream: () => this.#payments.imports({ limit: '1' }),
  });
  readonly #latest = latestValue(this.imports);
  protected readonly newest = computed(() => this.#latest()?.rows[0]);
  readonly #connectionChanges = calmly(this.#changes.of('connections'));
  readonly #subsidiaries = rxResource({
    params: () => ({ change: this.#connectionChanges() }),
    stream: () => this.#connections.list(),
  });
  readonly #known = latestValue(this.#subsidiaries);
  protected readonly places = computed(() =>
    (this.#known() ?? []).flatMap(({ name, status, connection }) =>
      connection && (status === 'connected' || status === 'needs_attention') ? [{ id: connection.id, name }] : [],
    ),
  );

  protected wordsOf({ documentsSeen, tranchesPlanned, removalsPlanned, settlementsPlanned }: ImportView): string {
    const count = (value: number) => this.#numbers.format(value);
    return texts.payments.synced(
      count(documentsSeen),
      count(tranchesPlanned),
      count(removalsPlanned),
      count(settlementsPlanned),
    );
  }

  protected async sync(connectionId: string): Promise<void> {
    this.isBusy.set(true);
    this.result.set(undefined);
    this.failure.set(undefined);
    try {
      this.result.set(await this.#payments.syncNow(connectionId));
      this.#changes.note('payments', 'documents');
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isBusy.set(false);
  }
}
