import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import {
  ActivityClient,
  Changes,
  ConnectionsClient,
  ExportsClient,
  calmly,
  latestValue,
} from '@bridge/admin-data-access';
import {
  EmptyState,
  ErrorState,
  Instant,
  MinuteHand,
  Notice,
  PageHeader,
  Paginator,
  ProblemList,
  READER_LOCALE,
  Skeleton,
  createSelection,
  pageAddress,
} from '@bridge/admin-ui';
import type { ExportView, ProblemView } from '@bridge/contracts';
import { CallsMeter } from '../charts/calls-meter.js';
import { DaysChart } from '../charts/days-chart.js';
import { texts } from '../texts.js';
import { Attempts } from './attempts.js';
import { attentionOf } from './attention.js';
import { drawerInAddress } from './drawer-in-address.js';
import { ImportsLog } from './imports-log.js';
import { LogFilters } from './log-filters.js';
import { LogTable } from './log-table.js';
import { ReversalDecision } from './reversal-decision.js';
import { PAGE_SIZE, isFiltered, noFilters, readLogState, toAddress, toQuery, type LogState } from './log-state.js';
import { StoppedConnections } from './stopped-connections.js';
import { stoppedOf } from './stopped.js';

/** How the sync goes: what needs somebody, the figures, and the logs: of copies, with a drawer for each, and of imports. */
@Component({
  selector: 'bridge-sync-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CallsMeter,
    DaysChart,
    EmptyState,
    ErrorState,
    ImportsLog,
    Instant,
    LogFilters,
    LogTable,
    MatButton,
    Notice,
    PageHeader,
    Paginator,
    ProblemList,
    ReversalDecision,
    RouterLink,
    Skeleton,
    StoppedConnections,
  ],
  templateUrl: './sync-page.html',
  styleUrls: ['./sync-page.css', '../tabs.css'],
})
export class SyncPage {
  readonly #route = inject(ActivatedRoute);
  readonly #write = pageAddress();
  readonly #activity = inject(ActivityClient);
  readonly #connections = inject(ConnectionsClient);
  readonly #exports = inject(ExportsClient);
  readonly #changes = inject(Changes);
  readonly #attempts = inject(Attempts);
  readonly #minutes = inject(MinuteHand).turns;
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  readonly #address = toSignal(this.#route.queryParamMap, { requireSync: true });
  protected readonly labels = texts.status;
  protected readonly charts = texts.charts;
  protected readonly noFilters = noFilters;
  protected readonly pageSize = PAGE_SIZE;
  protected readonly selection = createSelection();
  protected readonly problems = signal<readonly ProblemView[]>([]);
  protected readonly isBusy = signal(false);
  protected readonly isOnImports = computed(() => this.#address().get('log') === 'imports');
  protected readonly state = computed(() => readLogState(this.#address()));
  protected readonly isFiltered = computed(() => isFiltered(this.state()));

  protected readonly overview = rxResource({
    params: () => [this.#changes.of('exports')(), this.#changes.of('payments')(), this.#changes.of('connections')()],
    stream: () => this.#activity.overview(),
  });
  protected readonly figures = latestValue(this.overview);
  protected readonly attention = computed(() => attentionOf(this.figures()));
  /** Every copy changes its connection, and the list of them costs calls of the source. */
  readonly #connectionChanges = calmly(this.#changes.of('connections'));
  protected readonly subsidiaries = rxResource({
    params: () => ({ change: this.#connectionChanges() }),
    stream: () => this.#connections.list(),
  });
  readonly #known = latestValue(this.subsidiaries);
  protected readonly places = computed(() =>
    (this.#known() ?? []).flatMap(({ name, connection }) => (connection ? [{ id: connection.id, name }] : [])),
  );
  protected readonly stopped = computed(() => {
    this.#minutes();
    return stoppedOf(this.#known() ?? [], Date.now());
  });
  /** Said only of what is known: silence about the connections is no good news. */
  protected readonly isAllWell = computed(
    () =>
      this.attention().all === 0 &&
      this.#known() !== undefined &&
      this.subsidiaries.error() === undefined &&
      this.stopped().length === 0,
  );
  protected readonly page = rxResource({
    params: () =>
      this.isOnImports() ? undefined : { query: toQuery(this.state()), change: this.#changes.of('exports')() },
    stream: ({ params }) => this.#exports.list(params.query),
  });
  protected readonly shown = latestValue(this.page);

  constructor() {
    const filters = computed(() => JSON.stringify({ ...this.state(), page: 1 }));
    effect(() => {
      filters();
      untracked(() => this.selection.clear());
    });
    drawerInAddress(
      computed(() => this.#address().get('export') ?? undefined),
      () => this.#write(toAddress(this.state()), { replaceUrl: true }),
    );
  }

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected nameOf(connectionId: string): string {
    return this.places().find(({ id }) => id === connectionId)?.name ?? '';
  }

  protected go(state: LogState): void {
    this.#write(toAddress(state), { replaceUrl: state.page === 1 });
  }

  protected open(exportId: string): void {
    this.#write({ ...toAddress(this.state()), export: exportId }, { replaceUrl: false });
  }

  protected selectPage(rows: readonly ExportView[]): void {
    this.selection.setAll(
      rows.map(({ id }) => id),
      true,
    );
  }

  protected async retry(): Promise<void> {
    await this.#work((ids) => this.#attempts.retry(ids));
  }

  protected async skip(): Promise<void> {
    await this.#work((ids) => this.#attempts.skip(ids));
  }

  async #work(attempt: (ids: readonly string[]) => Promise<readonly ProblemView[]>): Promise<void> {
    this.isBusy.set(true);
    this.problems.set(await attempt([...this.selection.ids()]));
    this.selection.clear();
    this.isBusy.set(false);
  }
}
