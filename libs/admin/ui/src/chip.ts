import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { IconName } from './icon-paths.js';
import { Icon } from './icon.js';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

const ICONS: Readonly<Record<Tone, IconName>> = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  info: 'clock',
  quiet: 'dash',
};

/** A state in an icon and words: never by colour alone. `<ui-chip tone="good">Connected</ui-chip>` */
@Component({
  selector: 'ui-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `<ui-icon [name]="shown()" /><span><ng-content /></span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      padding: 0.125rem 0.625rem 0.125rem 0.5rem;
      border-radius: 999px;
      font:
        500 0.8125rem/1.25rem system-ui,
        sans-serif;
      white-space: nowrap;
      color: var(--chip);
      background: var(--chip-soft);
    }
    @media (max-width: 719px) {
      :host {
        white-space: normal;
        text-align: start;
        border-radius: 0.8125rem;
      }
    }
    ui-icon {
      flex: none;
      width: 1rem;
      height: 1rem;
    }
    :host([data-tone='good']) {
      --chip: var(--ui-good);
      --chip-soft: var(--ui-good-soft);
    }
    :host([data-tone='warn']) {
      --chip: var(--ui-warn);
      --chip-soft: var(--ui-warn-soft);
    }
    :host([data-tone='bad']) {
      --chip: var(--ui-bad);
      --chip-soft: var(--ui-bad-soft);
    }
    :host([data-tone='info']) {
      --chip: var(--ui-info);
      --chip-soft: var(--ui-info-soft);
    }
    :host([data-tone='quiet']) {
      --chip: var(--ui-quiet);
      --chip-soft: var(--ui-quiet-soft);
    }
  `,
  host: { '[attr.data-tone]': 'tone()' },
})
export class Chip {
  readonly tone = input<Tone>('quiet');
  readonly icon = input<IconName>();
  protected readonly shown = computed(() => this.icon() ?? ICONS[this.tone()]);
}
