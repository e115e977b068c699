import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute } from '@angular/router';
import { Changes, DocumentsClient, Session, latestValue, toProblemError } from '@bridge/admin-data-access';
import {
  EmptyState,
  ErrorState,
  Icon,
  PageHeader,
  Paginator,
  READER_LOCALE,
  Skeleton,
  createSelection,
  pageAddress,
} from '@bridge/admin-ui';
import type { DocumentKindName, DocumentView } from '@bridge/contracts';
import { CopyDialog } from '../copy/copy-dialog.js';
import type { CopyWish } from '../copy/copy-wish.js';
import { texts } from '../texts.js';
import { DocumentFilters } from './document-filters.js';
import { DocumentTable } from './document-table.js';
import {
  PAGE_SIZE,
  isFiltered,
  noFilters,
  readListState,
  toAddress,
  toMatching,
  toQuery,
  type ListState,
} from './list-state.js';

/** As many as one request may copy. */
const MOST = 1000;

/** Invoices or Expenses: which one stands in the route's data. */
@Component({
  selector: 'bridge-document-list-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DocumentFilters, DocumentTable, EmptyState, ErrorState, Icon, MatButton, PageHeader, Paginator, Skeleton],
  template: `
    <ui-page-header [heading]="words.heading" [lead]="words.intro">
      <button type="button" matButton="outlined" (click)="refresh()">
        <ui-icon name="refresh" /> {{ labels.refresh }}
      </button>
    </ui-page-header>
    <bridge-document-filters [kind]="kind" [state]="state()" (changed)="go($event)" />
    <div class="bar" role="region" [attr.aria-label]="labels.selectionBar">
      <span aria-live="polite">{{ selectionWords() }}</span>
      @if (!selection.isEmpty()) {
        @if (!selection.isAllMatching() && total() > selection.ids().size) {
          <button type="button" matButton (click)="selection.selectAllMatching()">
            {{ labels.selectMatching(count(total())) }}
          </button>
        }
        <button type="button" matButton (click)="selection.clear()">{{ labels.clearSelection }}</button>
      } @else if (shown(); as shown) {
        <button type="button" matButton class="narrow" (click)="selectPage(shown.rows)">{{ labels.selectPage }}</button>
      }
      @if (kind !== 'purchase_order') {
        <button type="button" matButton="outlined" [disabled]="selection.isEmpty()" (click)="copy(true)">
          {{ labels.update }}
        </button>
      }
      <button type="button" matButton="filled" [disabled]="selection.isEmpty()" (click)="copy()">
        {{ labels.copy }}
      </button>
    </div>
    @if (page.error(); as error) {
      <ui-error-state [error]="error" (again)="page.reload()" />
    } @else if (shown(); as shown) {
      @if (shown.total === 0) {
        @if (isFiltered()) {
          <ui-empty-state [heading]="labels.noMatch" [detail]="labels.noMatchHint">
            <button type="button" matButton="outlined" (click)="go(noFilters)">{{ labels.clear }}</button>
          </ui-empty-state>
        } @else {
          <ui-empty-state [icon]="kind" [heading]="words.empty" [detail]="words.emptyHint" />
        }
      } @else {
        <bridge-document-table
          [kind]="kind"
          [rows]="shown.rows"
          [state]="state()"
          [selection]="selection"
          [showsPayments]="showsPayments()"
          [isBusy]="page.isLoading()"
          (sorted)="go($event)"
        />
        <ui-paginator
          [offset]="shown.offset"
          [limit]="shown.limit"
          [total]="shown.total"
          (moved)="go({ ...state(), page: $event / pageSize + 1 })"
        />
      }
    } @else {
      <ui-skeleton [rows]="10" height="3.25rem" />
    }
  `,
  styles: `
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem;
      min-height: 3rem;
      margin-block-end: 0.5rem;
    }
    .bar span {
      margin-inline-end: auto;
    }
    .narrow {
      display: none;
    }
    @media (max-width: 719px) {
      .narrow {
        display: inline-flex;
      }
    }
    ui-icon {
      vertical-align: -0.25em;
    }
  `,
})
export class DocumentListPage {
  readonly #route = inject(ActivatedRoute);
  readonly #write = pageAddress();
  readonly #documents = inject(DocumentsClient);
  readonly #changes = inject(Changes);
  readonly #dialog = inject(MatDialog);
  readonly #snack = inject(MatSnackBar);
  readonly #session = inject(Session);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly kind = this.#route.snapshot.data['kind'] as DocumentKindName;
  protected readonly words = texts.kinds[this.kind];
  protected readonly labels = texts.list;
  protected readonly noFilters = noFilters;
  protected readonly pageSize = PAGE_SIZE;
  protected readonly selection = createSelection();
  readonly #address = toSignal(this.#route.queryParamMap, { requireSync: true });
  protected readonly state = computed(() => readListState(this.#address()));
  protected readonly isFiltered = computed(() => isFiltered(this.state()));
  protected readonly showsPayments = computed(() => this.kind === 'expense' && this.#session.showsExpensePayments());
  protected readonly page = rxResource({
    params: () => ({
      query: toQuery(this.kind, this.state()),
      documents: this.#changes.of('documents')(),
      exports: this.#changes.of('exports')(),
      payments: this.#changes.of('payments')(),
    }),
    stream: ({ params }) => this.#documents.list(params.query),
  });
  protected readonly shown = latestValue(this.page);
  protected readonly total = computed(() => this.shown()?.total ?? 0);
  protected readonly selectionWords = computed(() => {
    if (!this.selection.isAllMatching())
      return this.selection.isEmpty() ? '' : texts.list.selected(this.count(this.selection.ids().size));
    return this.total() > MOST
      ? texts.list.mostMatching(this.count(MOST))
      : texts.list.allMatching(this.count(this.total()));
  });

  constructor() {
    // What was selected under other filters could not be seen any more, and must not be copied by accident.
    const filters = computed(() => JSON.stringify(toMatching(this.kind, { ...this.state(), sort: noFilters.sort })));
    effect(() => {
      filters();
      untracked(() => this.selection.clear());
    });
  }

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected go(state: ListState): void {
    this.#write(toAddress(state), { replaceUrl: state.page === 1 });
  }

  protected async refresh(): Promise<void> {
    const said = await this.#documents.refresh().then(
      () => texts.list.refreshed,
      (error: unknown) => toProblemError(error).message,
    );
    this.#snack.open(said, undefined, { duration: 5000 });
  }

  protected selectPage(rows: readonly DocumentView[]): void {
    this.selection.setAll(
      rows.map(({ sourceId }) => sourceId),
      true,
    );
  }

  protected copy(isUpdate = false): void {
    const chosen: CopyWish = this.selection.isAllMatching()
      ? { kind: this.kind, matching: toMatching(this.kind, this.state()), count: Math.min(this.total(), MOST) }
      : { kind: this.kind, sourceIds: [...this.selection.ids()], count: this.selection.ids().size };
    this.#dialog
      .open<CopyDialog, CopyWish, boolean>(CopyDialog, {
        data: { ...chosen, isUpdate },
        width: '44rem',
        maxWidth: '96vw',
        ariaModal: true,
      })
      .afterClosed()
      .subscribe((hasStarted) => {
        if (hasStarted) this.selection.clear();
      });
  }
}
