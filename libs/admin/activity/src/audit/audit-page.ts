import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { ActivityClient, Changes, latestValue } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, PageHeader, Paginator, SearchField, Skeleton, pageAddress } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { AuditTable } from './audit-table.js';

const PAGE_SIZE = 50;

/** Who did what and when. Search and page live in the address. */
@Component({
  selector: 'bridge-audit-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AuditTable, EmptyState, ErrorState, PageHeader, Paginator, SearchField, Skeleton],
  template: `
    <ui-page-header [heading]="labels.heading" [lead]="labels.lead" />
    <form class="ui-filters" role="search" (submit)="$event.preventDefault()">
      <ui-search-field
        [label]="labels.search"
        [hint]="labels.searchHint"
        [value]="text()"
        (changed)="go({ text: $event || null, page: null })"
      />
    </form>
    @if (page.error(); as error) {
      <ui-error-state [error]="error" (again)="page.reload()" />
    } @else if (shown(); as shown) {
      @if (shown.total > 0) {
        <bridge-audit-table [rows]="shown.rows" [isBusy]="page.isLoading()" />
        <ui-paginator
          [offset]="shown.offset"
          [limit]="shown.limit"
          [total]="shown.total"
          (moved)="go({ text: text() || null, page: $event === 0 ? null : $event / pageSize + 1 })"
        />
      } @else if (text()) {
        <ui-empty-state [heading]="labels.noMatch" [detail]="labels.noMatchHint" />
      } @else {
        <ui-empty-state icon="audit" [heading]="labels.empty" [detail]="labels.emptyHint" />
      }
    } @else {
      <ui-skeleton [rows]="10" height="3rem" />
    }
  `,
  styles: `
    form {
      max-width: 28rem;
    }
  `,
})
export class AuditPage {
  readonly #activity = inject(ActivityClient);
  readonly #changes = inject(Changes);
  readonly #write = pageAddress();
  readonly #address = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  protected readonly labels = texts.audit;
  protected readonly pageSize = PAGE_SIZE;
  protected readonly text = computed(() => this.#address().get('text') ?? '');
  readonly #offset = computed(() => {
    const page = Number.parseInt(this.#address().get('page') ?? '1', 10) || 1;
    return (Math.max(1, page) - 1) * PAGE_SIZE;
  });
  protected readonly page = rxResource({
    params: () => ({
      query: { text: this.text(), offset: String(this.#offset()), limit: String(PAGE_SIZE) },
      changes: [this.#changes.of('exports')(), this.#changes.of('payments')(), this.#changes.of('connections')()],
    }),
    stream: ({ params }) => this.#activity.audit(params.query),
  });
  protected readonly shown = latestValue(this.page);

  protected go(queryParams: { readonly text: string | null; readonly page: number | null }): void {
    this.#write(queryParams, { replaceUrl: queryParams.page === null });
  }
}
