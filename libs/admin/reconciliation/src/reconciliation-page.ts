import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { Changes, ConnectionsClient, ReconciliationClient, latestValue } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, PageHeader, Paginator, Skeleton, pageAddress } from '@bridge/admin-ui';
import { CompareNow } from './compare-now.js';
import {
  PAGE_SIZE,
  isFiltered,
  noFilters,
  readListState,
  toAddress,
  toFilters,
  toQuery,
  type ListState,
} from './list-state.js';
import { ReconciliationFilters } from './reconciliation-filters.js';
import { SidesTable } from './sides-table.js';
import { texts } from './texts.js';

/** Both sides of everything that was copied, of one connection. */
@Component({
  selector: 'bridge-reconciliation-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CompareNow,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    Paginator,
    ReconciliationFilters,
    RouterLink,
    SidesTable,
    Skeleton,
  ],
  template: `
    <ui-page-header [heading]="labels.heading" [lead]="labels.lead">
      @if (connectionId(); as id) {
        <a matButton="outlined" [href]="fileAddress(id)" download>{{ labels.download }}</a>
      }
    </ui-page-header>
    @if (subsidiaries.error(); as error) {
      <ui-error-state [error]="error" (again)="subsidiaries.reload()" />
    } @else if (connectionId(); as id) {
      <bridge-compare-now [connectionId]="id" />
      <bridge-reconciliation-filters
        [state]="state()"
        [connectionId]="id"
        [connections]="places()"
        (changed)="go($event)"
      />
      @if (page.error(); as error) {
        <ui-error-state [error]="error" (again)="page.reload()" />
      } @else if (shown(); as shown) {
        @if (shown.total > 0) {
          <bridge-sides-table [rows]="shown.rows" [isBusy]="page.isLoading()" />
          <ui-paginator
            [offset]="shown.offset"
            [limit]="shown.limit"
            [total]="shown.total"
            (moved)="go({ ...state(), page: $event / pageSize + 1 })"
          />
        } @else if (asksForDifferencesOnly()) {
          <ui-empty-state icon="good" [heading]="labels.allAgree" [detail]="labels.allAgreeHint" />
        } @else if (isFiltered()) {
          <ui-empty-state [heading]="labels.noMatch" [detail]="labels.noMatchHint">
            <button type="button" matButton="outlined" (click)="clear()">{{ filters.clear }}</button>
          </ui-empty-state>
        } @else {
          <ui-empty-state icon="balance" [heading]="labels.empty" [detail]="labels.emptyHint">
            <a matButton="outlined" routerLink="/invoices">{{ labels.toInvoices }}</a>
          </ui-empty-state>
        }
      } @else {
        <ui-skeleton [rows]="6" height="7rem" />
      }
    } @else if (subsidiaries.hasValue()) {
      <ui-empty-state icon="balance" [heading]="labels.notConnected" [detail]="labels.notConnectedHint">
        <a matButton="outlined" routerLink="/settings/apps">{{ labels.toMarketplace }}</a>
      </ui-empty-state>
    } @else {
      <ui-skeleton [rows]="6" height="7rem" />
    }
  `,
})
export class ReconciliationPage {
  readonly #write = pageAddress();
  readonly #connections = inject(ConnectionsClient);
  readonly #reconciliation = inject(ReconciliationClient);
  readonly #changes = inject(Changes);
  readonly #address = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  protected readonly labels = texts;
  protected readonly filters = texts.filters;
  protected readonly pageSize = PAGE_SIZE;
  /** A link from elsewhere may name the subsidiary instead of its connection. */
  protected readonly state = computed(() => {
    const state = readListState(this.#address());
    const named = this.places().find(({ subsidiaryId }) => subsidiaryId === this.#address().get('subsidiaryId'));
    return { ...state, connectionId: state.connectionId || (named?.id ?? '') };
  });
  protected readonly isFiltered = computed(() => isFiltered(this.state()));
  protected readonly asksForDifferencesOnly = computed(() => {
    const { difference, kind, text } = this.state();
    return difference === 'any' && kind === '' && text === '';
  });
  protected readonly subsidiaries = rxResource({ stream: () => this.#connections.list() });
  readonly #known = latestValue(this.subsidiaries);
  protected readonly places = computed(() =>
    (this.#known() ?? []).flatMap(({ id, name, connection }) =>
      connection ? [{ id: connection.id, name, subsidiaryId: id }] : [],
    ),
  );
  /** The one in the address if it is there, else the first. */
  protected readonly connectionId = computed(() => {
    const places = this.places();
    return (places.find(({ id }) => id === this.state().connectionId) ?? places[0])?.id;
  });
  protected readonly page = rxResource({
    params: () => {
      const id = this.connectionId();
      const changes = [this.#changes.of('documents')(), this.#changes.of('exports')(), this.#changes.of('payments')()];
      return id === undefined ? undefined : { id, query: toQuery(this.state()), changes };
    },
    stream: ({ params }) => this.#reconciliation.documents(params.id, params.query),
  });
  protected readonly shown = latestValue(this.page);

  protected fileAddress(id: string): string {
    return this.#reconciliation.fileAddress(id, toFilters(this.state()));
  }

  protected go(state: ListState): void {
    this.#write(toAddress(state), { replaceUrl: state.page === 1 });
  }

  protected clear(): void {
    this.go({ ...noFilters, connectionId: this.state().connectionId });
  }
}
