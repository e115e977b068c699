import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { ReconciliationClient, latestValue } from '@bridge/admin-data-access';
import { ErrorState, Notice, READER_LOCALE } from '@bridge/admin-ui';
import type { DriftCheckView, DriftView } from '@bridge/contracts';
import { forkJoin, map, of } from 'rxjs';
import { texts } from './texts.js';

const SHOWN = 10;
const KINDS = ['twin', 'orphan'] as const;

/** Documents of ours in Xero that no link knows: they have no other side to stand beside. */
@Component({
  selector: 'bridge-strays',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorState, Notice],
  template: `
    @if (found.error(); as error) {
      <ui-error-state [error]="error" (again)="found.reload()" />
    }
    @if (rows(); as rows) {
      @if (rows.length > 0) {
        <ui-notice tone="warn" [heading]="labels.heading">
          <ul>
            @for (row of rows; track row.ledgerId + row.kind) {
              <li>
                {{ nameOf(row) }}: {{ row.title }} ({{ row.shown }}). <span>{{ row.whatToDo }}</span>
              </li>
            }
          </ul>
          @if (total() > rows.length) {
            {{ labels.more(count(total() - rows.length)) }}
          }
        </ui-notice>
      }
    }
  `,
  styles: `
    ul {
      margin: 0.25rem 0;
      padding-inline-start: 1.25rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class Strays {
  readonly connectionId = input.required<string>();
  readonly check = input.required<DriftCheckView>();
  readonly #reconciliation = inject(ReconciliationClient);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.strays;
  protected readonly total = computed(() => KINDS.reduce((sum, kind) => sum + (this.check().found[kind] ?? 0), 0));
  protected readonly found = rxResource({
    params: () => ({ id: this.connectionId(), check: this.check() }),
    stream: ({ params: { id, check } }) => {
      const asked = KINDS.filter((kind) => check.found[kind]).map((kind) =>
        this.#reconciliation.last(id, { kind, limit: String(SHOWN) }).pipe(map(({ drifts }) => drifts.rows)),
      );
      return asked.length === 0 ? of<readonly DriftView[]>([]) : forkJoin(asked).pipe(map((lists) => lists.flat()));
    },
  });
  readonly #latest = latestValue(this.found);
  protected readonly rows = computed(() => this.#latest()?.slice(0, SHOWN));

  protected nameOf({ documentKind, number, ledgerId }: DriftView): string {
    return `${texts.kinds[documentKind]} ${number ?? ledgerId}`;
  }

  protected count(value: number): string {
    return this.#numbers.format(value);
  }
}
