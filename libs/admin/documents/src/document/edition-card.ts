import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { DayPipe, MoneyPipe } from '@bridge/admin-ui';
import type { LedgerEditionView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** The document as Xero shows it now, before an update goes over it. */
@Component({
  selector: 'bridge-edition-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DayPipe, MoneyPipe],
  template: `
    <section class="ui-card" aria-labelledby="edition-heading">
      <header>
        <h2 id="edition-heading">{{ update.now }}</h2>
        <span class="quiet">{{ statuses[shown().status] ?? shown().status }}</span>
      </header>
      <dl>
        <dt>{{ labels.number }}</dt>
        <dd>{{ shown().number ?? '–' }}</dd>
        <dt>{{ labels.contact }}</dt>
        <dd>{{ shown().contactName }}</dd>
        <dt>{{ labels.issuedOn }}</dt>
        <dd>{{ shown().issuedOn | day }}</dd>
        <dt>{{ labels.dueOn }}</dt>
        <dd>{{ shown().dueOn ? (shown().dueOn | day) : '–' }}</dd>
        @if (shown().reference; as reference) {
          <dt>{{ labels.reference }}</dt>
          <dd>{{ reference }}</dd>
        }
      </dl>
      <h3>{{ labels.lines }}</h3>
      <ul>
        @for (line of shown().lines; track $index) {
          <li>
            <span>
              {{ line.description }}
              @if (line.unitAmount; as unitAmount) {
                <small>
                  {{ line.quantity }} × {{ unitAmount }}
                  @if (line.discountPercent; as discount) {
                    · {{ labels.discount }} {{ discount }} %
                  }
                </small>
              }
              @if (line.accountCode; as code) {
                <small>{{ code }} – {{ line.accountName }} · {{ line.taxName ?? labels.noTax }}</small>
              }
            </span>
            <span class="amount">{{ line.net | money }}</span>
          </li>
        }
      </ul>
      <dl class="sums">
        <dt>{{ labels.net }}</dt>
        <dd>{{ shown().net | money }}</dd>
        <dt>{{ labels.tax }}</dt>
        <dd>{{ shown().tax | money }}</dd>
        <dt>{{ labels.total }}</dt>
        <dd>
          <strong>{{ shown().total | money }}</strong>
        </dd>
      </dl>
    </section>
  `,
  styleUrl: './paper.css',
})
export class EditionCard {
  readonly shown = input.required<LedgerEditionView>();
  protected readonly labels = texts.document;
  protected readonly update = texts.update;
  protected readonly statuses = texts.ledgerStatuses;
}
