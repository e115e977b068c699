import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Chip, type Tone } from '@bridge/admin-ui';
import type { ConnectionStatus } from '@bridge/contracts';
import { texts } from '../texts.js';

const TONES: Readonly<Record<ConnectionStatus, Tone>> = {
  not_connected: 'quiet',
  choosing_organisation: 'info',
  setup_incomplete: 'warn',
  connected: 'good',
  needs_attention: 'warn',
  disconnected: 'bad',
  upgrade_required: 'warn',
};

@Component({
  selector: 'bridge-status-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip],
  template: `<ui-chip [tone]="tone()">{{ words() }}</ui-chip>`,
})
export class StatusChip {
  readonly status = input.required<ConnectionStatus>();
  readonly attention = input(0);
  protected readonly tone = computed(() => TONES[this.status()]);
  protected readonly words = computed(() => {
    const words = texts.status[this.status()];
    return this.status() === 'needs_attention' && this.attention() > 0 ? `${words} (${this.attention()})` : words;
  });
}
