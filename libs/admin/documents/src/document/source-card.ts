import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { DayPipe, Icon, MoneyPipe } from '@bridge/admin-ui';
import type { SourceDocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** The document as Productive has it. */
@Component({
  selector: 'bridge-source-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DayPipe, Icon, MoneyPipe],
  template: `
    <section class="ui-card" aria-labelledby="source-heading">
      <header>
        <h2 id="source-heading">{{ labels.inProductive }}</h2>
        <a [href]="source().url" target="_blank" rel="noopener"
          >{{ labels.openInProductive }} <ui-icon name="external"
        /></a>
      </header>
      <dl>
        @if (source().number; as number) {
          <dt>{{ labels.number }}</dt>
          <dd>{{ number }}</dd>
        }
        <dt>{{ party() }}</dt>
        <dd>{{ source().companyName ?? '–' }}</dd>
        <dt>{{ labels.issuedOn }}</dt>
        <dd>{{ source().issuedOn | day }}</dd>
        <dt>{{ labels.dueOn }}</dt>
        <dd>{{ source().dueOn ? (source().dueOn | day) : '–' }}</dd>
      </dl>
      <h3>{{ labels.lines }}</h3>
      <ul>
        @for (line of source().lines; track $index) {
          <li>
            <span>
              {{ line.description }}
              @if (line.unitPrice; as price) {
                <small>{{ line.quantity }} × {{ price }}</small>
              }
              <small>{{ line.serviceType ?? labels.noService }} · {{ line.taxName ?? labels.noTax }}</small>
            </span>
            <span class="amount">{{ line.net | money }}</span>
          </li>
        }
      </ul>
      <dl class="sums">
        <dt>{{ labels.net }}</dt>
        <dd>{{ source().net | money }}</dd>
        <dt>{{ labels.tax }}</dt>
        <dd>{{ source().tax | money }}</dd>
        <dt>{{ labels.total }}</dt>
        <dd>
          <strong>{{ source().total | money }}</strong>
        </dd>
      </dl>
    </section>
  `,
  styleUrl: './paper.css',
})
export class SourceCard {
  readonly source = input.required<SourceDocumentView>();
  /** Company or vendor. */
  readonly party = input.required<string>();
  protected readonly labels = texts.document;
}
