import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { DayPipe, MoneyPipe } from '@bridge/admin-ui';
import type { LedgerDocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** The exact document that a copy makes, or made, in Xero. */
@Component({
  selector: 'bridge-ledger-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DayPipe, MoneyPipe],
  template: `
    <section class="ui-card" aria-labelledby="ledger-heading">
      <header>
        <h2 id="ledger-heading">{{ heading() }}</h2>
        <span class="quiet">{{ status() }}</span>
      </header>
      <dl>
        <dt>{{ labels.number }}</dt>
        <dd>{{ document().number ?? labels.numberByXero }}</dd>
        <dt>{{ labels.contact }}</dt>
        <dd>
          {{ document().contactName }}
          @if (isPreview() && !document().contactId) {
            <small>{{ labels.newContact }}</small>
          }
        </dd>
        <dt>{{ labels.issuedOn }}</dt>
        <dd>{{ document().issuedOn | day }}</dd>
        <dt>{{ labels.dueOn }}</dt>
        <dd>{{ document().dueOn ? (document().dueOn | day) : '–' }}</dd>
        @if (document().reference; as reference) {
          <dt>{{ labels.reference }}</dt>
          <dd>{{ reference }}</dd>
        }
      </dl>
      <h3>{{ labels.lines }}</h3>
      <ul>
        @for (line of document().lines; track $index) {
          <li>
            <span>
              {{ line.description }}
              <small>
                {{ line.quantity }} × {{ line.unitAmount }}
                @if (line.discountPercent; as discount) {
                  · {{ labels.discount }} {{ discount }} %
                }
              </small>
              <small>{{ line.accountCode }} – {{ line.accountName }} · {{ line.taxName }}</small>
              @if (line.tracking; as tracking) {
                <small>{{ tracking.join(' · ') }}</small>
              }
            </span>
            <span class="amount">{{ line.net | money }}</span>
          </li>
        }
      </ul>
      <dl class="sums">
        <dt>{{ labels.net }}</dt>
        <dd>{{ document().net | money }}</dd>
        <dt>{{ labels.tax }}</dt>
        <dd>{{ document().tax | money }}</dd>
        <dt>{{ labels.total }}</dt>
        <dd>
          <strong>{{ document().total | money }}</strong>
        </dd>
      </dl>
      @if (document().attachments.length > 0) {
        <h3>{{ labels.attachments }}</h3>
        <ul>
          @for (file of document().attachments; track file.name) {
            <li>{{ file.name }}</li>
          }
        </ul>
      }
      @if (document().notes.length > 0) {
        <h3>{{ labels.notes }}</h3>
        <ul>
          @for (note of document().notes; track $index) {
            <li>{{ note }}</li>
          }
        </ul>
      }
    </section>
  `,
  styleUrl: './paper.css',
})
export class LedgerCard {
  readonly document = input.required<LedgerDocumentView>();
  /** Not made yet. */
  readonly isPreview = input(false);
  protected readonly labels = texts.document;
  /** Goes over one that is in Xero already. */
  readonly isUpdate = input(false);
  protected readonly heading = computed(() => {
    if (this.isUpdate()) return texts.update.afterwards;
    const { kind, isCreditNote } = this.document();
    return (isCreditNote ? texts.credits[kind] : undefined)?.xeroDocument ?? texts.kinds[kind].xeroDocument;
  });
  protected readonly status = computed(() => texts.initialStatuses[this.document().status]);
}
