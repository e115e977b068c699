import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { READER_LOCALE, Table, formatInstant } from '@bridge/admin-ui';
import type { AuditView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** One page of the trail. Moments stand in full: this is where somebody looks for the exact time. */
@Component({
  selector: 'bridge-audit-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, Table],
  template: `
    <ui-table>
      <table [attr.aria-busy]="isBusy() || null">
        <caption class="ui-hidden">
          {{
            labels.heading
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ labels.what }}</th>
            <th scope="col">{{ labels.who }}</th>
            <th scope="col">{{ labels.when }}</th>
            <th scope="col">{{ labels.about }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track $index) {
            <tr>
              <td data-title>{{ row.words }}</td>
              <td [attr.data-label]="labels.who">{{ row.by }}</td>
              <td [attr.data-label]="labels.when">
                <time [attr.datetime]="row.at">{{ absolute(row.at) }}</time>
              </td>
              <td [attr.data-label]="labels.about">
                <span>
                  @if (subjectOf(row); as subject) {
                    <span class="subject">{{ subject }}</span>
                  }
                  @if (row.subject.kind === 'export') {
                    <a routerLink="/sync" [queryParams]="{ export: row.subject.id }">{{ labels.story }}</a>
                  } @else if (invoiceOf(row); as invoice) {
                    <a routerLink="/payments" [queryParams]="{ invoice }">{{ labels.payments }}</a>
                  } @else if (row.subject.kind === 'expense_payment') {
                    <a [routerLink]="['/expenses', row.subject.id]">{{ labels.document }}</a>
                  }
                  <details>
                    <summary>{{ labels.more }}</summary>
                    @for (fact of factsOf(row); track fact.name) {
                      <span class="second">{{ fact.name }}: {{ fact.value }}</span>
                    }
                  </details>
                </span>
              </td>
            </tr>
          }
        </tbody>
      </table>
    </ui-table>
  `,
  styles: `
    table[aria-busy] {
      cursor: progress;
    }
    .subject {
      margin-inline-end: 0.75rem;
    }
    a {
      display: inline-block;
      padding-block: 0.25rem;
    }
    summary {
      min-height: 1.5rem;
      cursor: pointer;
    }
    .second {
      overflow-wrap: anywhere;
    }
  `,
})
export class AuditTable {
  readonly rows = input.required<readonly AuditView[]>();
  readonly isBusy = input(false);
  readonly #locale = inject(READER_LOCALE);
  protected readonly labels = texts.audit;

  protected absolute(at: string): string {
    return formatInstant(at, this.#locale);
  }

  /** The invoice that a payment belongs to, by Productive’s id. */
  protected invoiceOf({ subject, detail }: AuditView): string | undefined {
    const { sourceInvoiceId } = detail;
    return subject.kind === 'tranche' && typeof sourceInvoiceId === 'string' ? sourceInvoiceId : undefined;
  }

  /** What people call it: a document’s number, or its kind and id. Nothing where the action says it all. */
  protected subjectOf(row: AuditView): string {
    const { number, kind, sourceId } = row.detail;
    if (typeof number === 'string') return number;
    if (typeof kind === 'string' && typeof sourceId === 'string') return `${words(kind)} ${sourceId}`;
    if (row.subject.kind === 'expense_payment') return `expense ${row.subject.id}`;
    const invoice = this.invoiceOf(row);
    return invoice === undefined ? '' : `invoice ${invoice}`;
  }

  /** What the entry says besides. */
  protected factsOf({ subject, detail }: AuditView): readonly { readonly name: string; readonly value: string }[] {
    const plain = Object.entries(detail).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
    const facts = plain.map(([name, value]) => ({ name: words(name), value: String(value) }));
    return [...facts, { name: `${words(subject.kind)} id`, value: subject.id }];
  }
}

/** `sourceId` → “source id”. */
function words(name: string): string {
  return name
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
