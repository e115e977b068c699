import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { ActivityClient, Changes, ConnectionsClient, ExportsClient, latestValue } from '@bridge/admin-data-access';
import {
  EmptyState,
  ErrorState,
  Instant,
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
import { ExportDrawer, type DrawerData } from './export-drawer.js';
import { ImportsLog } from './imports-log.js';
import { LogFilters } from './log-filters.js';
import { LogTable } from './log-table.js';
import { ReversalDecision } from './reversal-decision.js';
import { PAGE_SIZE, isFiltered, noFilters, readLogState, toAddress, toQuery, type LogState } from './log-state.js';

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
  readonly #dialog = inject(MatDialog);
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
  readonly #subsidiaries = rxResource({ stream: () => this.#connections.list() });
  protected readonly places = computed(() => {
    const all = this.#subsidiaries.hasValue() ? this.#subsidiaries.value() : [];
    return all.flatMap(({ name, connection }) => (connection ? [{ id: connection.id, name }] : []));
  });
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
    // The open drawer stands in the address, so that a copy's story can be linked to and “back” closes it.
    const wanted = computed(() => this.#address().get('export') ?? undefined);
    effect(() => {
      const exportId = wanted();
      untracked(() => this.#show(exportId));
    });
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

  #show(exportId: string | undefined): void {
    if (exportId === undefined) {
      this.#dialog.closeAll();
      return;
    }
    this.#dialog
      .open<ExportDrawer, DrawerData>(ExportDrawer, {
        data: { exportId },
        position: { top: '0', right: '0' },
        height: '100dvh',
        width: '36rem',
        maxWidth: '100vw',
        maxHeight: '100dvh',
        ariaModal: true,
        panelClass: 'bridge-drawer',
      })
      .afterClosed()
      .subscribe(() => {
        if (this.#address().get('export') === exportId) this.#write(toAddress(this.state()), { replaceUrl: true });
      });
  }
}
