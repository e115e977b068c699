import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Tone } from './chip.js';
import { Icon } from './icon.js';

const ICONS = { good: 'good', warn: 'warn', bad: 'bad', info: 'info', quiet: 'info' } as const;

/** A banner or a note inside a page. `<ui-notice tone="warn" heading="…">words, links</ui-notice>` */
@Component({
  selector: 'ui-notice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <ui-icon [name]="icon()" />
    <div>
      @if (heading(); as heading) {
        <strong>{{ heading }}</strong>
      }
      <div class="words"><ng-content /></div>
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: 0.75rem;
      padding: 0.75rem 1rem;
      border-radius: 0.75rem;
      background: var(--tone-soft, var(--ui-quiet-soft));
    }
    ui-icon {
      color: var(--tone, var(--ui-quiet));
    }
    strong {
      font-weight: 600;
    }
    :host([data-tone='good']) {
      --tone: var(--ui-good);
      --tone-soft: var(--ui-good-soft);
    }
    :host([data-tone='warn']) {
      --tone: var(--ui-warn);
      --tone-soft: var(--ui-warn-soft);
    }
    :host([data-tone='bad']) {
      --tone: var(--ui-bad);
      --tone-soft: var(--ui-bad-soft);
    }
    :host([data-tone='info']) {
      --tone: var(--ui-info);
      --tone-soft: var(--ui-info-soft);
    }
  `,
  host: { '[attr.data-tone]': 'tone()' },
})
export class Notice {
  readonly tone = input<Tone>('info');
  readonly heading = input<string>();
  protected readonly icon = computed(() => ICONS[this.tone()]);
}
