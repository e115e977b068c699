import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Chip, Icon, Instant, type IconName, type Tone } from '@bridge/admin-ui';
import type { CopyStatusName, DocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';

const LOOKS: Readonly<Record<CopyStatusName, { readonly tone: Tone; readonly icon: IconName }>> = {
  not_copied: { tone: 'quiet', icon: 'dash' },
  queued: { tone: 'info', icon: 'clock' },
  copied: { tone: 'good', icon: 'good' },
  changed: { tone: 'warn', icon: 'warn' },
  attention: { tone: 'bad', icon: 'warn' },
  skipped: { tone: 'quiet', icon: 'skip' },
  elsewhere: { tone: 'quiet', icon: 'elsewhere' },
};

/** How a document stands towards Xero: in an icon and words, with its number there, or with what is wrong. */
@Component({
  selector: 'bridge-copy-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, Icon, Instant],
  template: `
    <ui-chip [tone]="look().tone" [icon]="look().icon">{{ words() }}</ui-chip>
    @if (document().copy; as copy) {
      <a class="second" [href]="copy.url" target="_blank" rel="noopener">
        {{ copy.number ?? labels.viewInXero }}<ui-icon name="external" />
        <span class="ui-hidden">{{ labels.viewInXero }}</span>
      </a>
    } @else if (document().problems[0]; as problem) {
      <span class="second">{{ problem.title }}</span>
    }
    @if (document().nextAttemptAt; as at) {
      @if (document().copyStatus === 'queued' && document().problems.length > 0) {
        <span class="second">{{ labels.nextAttempt }} <ui-instant [at]="at" /></span>
      }
    }
  `,
  styles: `
    :host {
      display: inline-block;
      text-align: start;
    }
    .second {
      display: block;
      margin-block-start: 0.125rem;
      font-size: 0.8125rem;
      color: var(--mat-sys-on-surface-variant);
    }
    a.second {
      display: flex;
      align-items: center;
      gap: 0.25rem;
      color: var(--mat-sys-primary);
    }
  `,
})
export class CopyState {
  readonly document = input.required<DocumentView>();
  protected readonly labels = texts.list;
  readonly #gone = computed(() => {
    const { copy, copyStatus } = this.document();
    const isGone = copyStatus === 'copied' && (copy?.status === 'voided' || copy?.status === 'deleted');
    return isGone ? copy.status : undefined;
  });
  protected readonly look = computed((): { readonly tone: Tone; readonly icon: IconName } =>
    this.#gone() ? { tone: 'warn', icon: 'warn' } : LOOKS[this.document().copyStatus],
  );
  protected readonly words = computed(() => {
    const gone = this.#gone();
    return gone ? texts.list.gone(texts.ledgerStatuses[gone] ?? gone) : texts.copyStatuses[this.document().copyStatus];
  });
}
