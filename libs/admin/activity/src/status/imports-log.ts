import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute } from '@angular/router';
import { Changes, PaymentsClient, latestValue } from '@bridge/admin-data-access';
import {
  Chip,
  EmptyState,
  ErrorState,
  Instant,
  Paginator,
  READER_LOCALE,
  Skeleton,
  Table,
  pageAddress,
} from '@bridge/admin-ui';
import type { ImportView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { ImportsFilters } from './imports-filters.js';
import {
  everyImport,
  importsAddress,
  importsQuery,
  isChoosy,
  readImportsState,
  type ImportsState,
} from './imports-state.js';
import { PAGE_SIZE } from './log-state.js';

/** Every reading of Xero’s changes: when, why, what it found, and what to do where it failed. */
@Component({
  selector: 'bridge-imports-log',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, EmptyState, ErrorState, ImportsFilters, Instant, MatButton, Paginator, Skeleton, Table],
  templateUrl: './imports-log.html',
})
export class ImportsLog {
  readonly places = input<readonly { readonly id: string; readonly name: string }[]>([]);
  readonly #payments = inject(PaymentsClient);
  readonly #changes = inject(Changes);
  readonly #write = pageAddress();
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  readonly #address = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  protected readonly labels = texts.imports;
  protected readonly common = texts.status;
  protected readonly pageSize = PAGE_SIZE;
  protected readonly everyImport = everyImport;
  protected readonly state = computed(() => readImportsState(this.#address()));
  protected readonly isChoosy = computed(() => isChoosy(this.state()));
  protected readonly page = rxResource({
    params: () => ({ query: importsQuery(this.state()), change: this.#changes.of('payments')() }),
    stream: ({ params }) => this.#payments.imports(params.query),
  });
  protected readonly shown = latestValue(this.page);

  protected go(state: ImportsState): void {
    this.#write(importsAddress(state), { replaceUrl: state.page === 1 });
  }

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected found({ tranchesPlanned, removalsPlanned, settlementsPlanned }: ImportView): string {
    return this.labels.planned(
      this.count(tranchesPlanned),
      this.count(removalsPlanned),
      this.count(settlementsPlanned),
    );
  }

  protected nameOf(connectionId: string): string {
    return this.places().find(({ id }) => id === connectionId)?.name ?? '';
  }
}
