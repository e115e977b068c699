import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ExportStateName } from '@bridge/contracts';
import { Chip, type Tone } from './chip.js';
import type { IconName } from './icon-paths.js';

const LOOKS: Readonly<
  Record<ExportStateName, { readonly words: string; readonly tone: Tone; readonly icon: IconName }>
> = {
  queued: { words: 'Queued', tone: 'info', icon: 'clock' },
  sending: { words: 'Being sent', tone: 'info', icon: 'sync' },
  uncertain: { words: 'Checking in Xero', tone: 'info', icon: 'search' },
  exported: { words: 'Copied', tone: 'good', icon: 'good' },
  refused: { words: 'Needs attention', tone: 'bad', icon: 'warn' },
  skipped: { words: 'Skipped', tone: 'quiet', icon: 'skip' },
};

export function exportStateWords(state: ExportStateName): string {
  return LOOKS[state].words;
}

/** The state of one copy, in an icon and words. */
@Component({
  selector: 'ui-export-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip],
  template: `<ui-chip [tone]="look().tone" [icon]="look().icon">{{ look().words }}</ui-chip>`,
})
export class ExportState {
  readonly state = input.required<ExportStateName>();
  protected readonly look = computed(() => LOOKS[this.state()]);
}
