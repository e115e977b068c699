import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { ActivityClient, Changes, latestValue } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, PageHeader, Paginator, Skeleton, pageAddress } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { AuditTable } from './audit-table.js';

const PAGE_SIZE = 50;
const TYPING_MS = 120;

/** Who did what and when. Search and page live in the address. */
@Component({
  selector: 'bridge-audit-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AuditTable, EmptyState, ErrorState, PageHeader, Paginator, Skeleton],
  template: `
    <ui-page-header [heading]="labels.heading" [lead]="labels.lead" />
    <form role="search" (submit)="$event.preventDefault()">
      <label>
        <span>{{ labels.search }}</span>
        <input
          class="ui-control"
          type="search"
          autocomplete="off"
          [placeholder]="labels.searchHint"
          [value]="typed() ?? text()"
          (input)="type($any($event.target).value)"
          (blur)="typed.set(undefined)"
        />
      </label>
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
    label {
      display: grid;
      gap: 0.25rem;
      max-width: 28rem;
      margin-block-end: 1rem;
      font-size: 0.8125rem;
      color: var(--mat-sys-on-surface-variant);
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
  protected readonly typed = signal<string | undefined>(undefined);
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
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  protected type(text: string): void {
    this.typed.set(text);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.go({ text: text.trim() || null, page: null }), TYPING_MS);
  }

  protected go(queryParams: { readonly text: string | null; readonly page: number | null }): void {
    this.#write(queryParams, { replaceUrl: queryParams.page === null });
  }
}
