import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import type { ProblemView } from '@bridge/contracts';
import { integrationTexts } from '../integration-texts.js';
import { SettingsCard } from '../settings-card.js';
import { SettingsEditor } from '../settings-editor.js';
import { TrackingRule } from './tracking-rule.js';

/** How lines get options of Xero's tracking categories; Xero takes two on a line. */
@Component({
  selector: 'bridge-tracking-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [SettingsCard, TrackingRule],
  template: `
    <bridge-settings-card card="tracking" [isOff]="isOff()" (jump)="jump.emit($event)">
      <p>{{ t.intro }}</p>
      @if (categories().length === 0 && isOff()) {
        <p>{{ t.noCategories }}</p>
      } @else {
        <bridge-tracking-rule slot="0" />
        <bridge-tracking-rule slot="1" />
      }
    </bridge-settings-card>
  `,
  styleUrl: './document-card.scss',
})
export class TrackingCard {
  readonly jump = output<ProblemView>();
  readonly #editor = inject(SettingsEditor);
  protected readonly t = integrationTexts.tracking;
  protected readonly categories = computed(() => this.#editor.view()?.choices.trackingCategories ?? []);
  protected readonly isOff = computed(() =>
    Object.values(this.#editor.draft().tracking).every(({ categoryId }) => categoryId === ''),
  );
}
