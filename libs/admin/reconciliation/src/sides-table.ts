import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Chip, DayPipe, Icon, MoneyPipe, READER_LOCALE, Table, formatMoney } from '@bridge/admin-ui';
import type { DifferenceKindName, LedgerSideView, ReconciliationRowView } from '@bridge/contracts';
import { texts } from './texts.js';

/** One page of documents: a group of lines for each, one line a side, and what differs in words below. */
@Component({
  selector: 'bridge-sides-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, DayPipe, Icon, MoneyPipe, RouterLink, Table],
  templateUrl: './sides-table.html',
  styleUrl: './sides-table.css',
})
export class SidesTable {
  readonly rows = input.required<readonly ReconciliationRowView[]>();
  readonly isBusy = input(false);
  readonly #locale = inject(READER_LOCALE);
  readonly #numbers = new Intl.NumberFormat(this.#locale);
  protected readonly labels = texts.table;
  protected readonly kinds = texts.kinds;
  protected readonly paths = texts.paths;

  protected nameOf({ kind, isCredit, source, ledger, sourceId }: ReconciliationRowView): string {
    return `${isCredit ? texts.creditNote : texts.kinds[kind]} ${source?.number ?? ledger?.number ?? sourceId}`;
  }

  protected statusOf(status: string): string {
    return texts.statuses[status] ?? status;
  }

  protected verdict({ differences }: ReconciliationRowView): string {
    return differences.length === 0
      ? texts.table.agrees
      : texts.table.differs(this.#numbers.format(differences.length));
  }

  protected creditedOf({ credited }: LedgerSideView): string {
    return Number(credited.amount) === 0 ? '' : texts.table.credited(formatMoney(credited, this.#locale));
  }

  /** Whether one of these is what differs: the cell is pointed out, and the words stand below. */
  protected differs({ differences }: ReconciliationRowView, ...kinds: readonly DifferenceKindName[]): boolean {
    return differences.some(({ kind }) => kinds.includes(kind));
  }
}
