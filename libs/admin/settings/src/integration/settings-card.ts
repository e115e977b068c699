import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Chip } from '@bridge/admin-ui';
import type { ProblemView, SettingsCardName } from '@bridge/contracts';
import { integrationTexts } from './integration-texts.js';
import { SettingsEditor } from './settings-editor.js';

/** The frame of one card: its heading, whether it is complete, and what is missing with the way to it. */
@Component({
  selector: 'bridge-settings-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip],
  template: `
    <header>
      <h2 tabindex="-1" [id]="'heading-' + card()">{{ t.cards[card()] }}</h2>
      @if (isUnsaved()) {
        <ui-chip tone="info" icon="info">{{ t.state.unsaved }}</ui-chip>
      } @else if (!editor.isFirstTime() && state(); as state) {
        @if (!state.isComplete) {
          <ui-chip tone="warn">{{ t.state.missing(state.problems.length) }}</ui-chip>
        } @else if (isOff()) {
          <ui-chip tone="quiet">{{ t.state.off }}</ui-chip>
        } @else {
          <ui-chip tone="good">{{ t.state.complete }}</ui-chip>
        }
      }
    </header>
    @if (problems().length > 0) {
      <ul class="missing">
        @for (problem of problems(); track problem.path) {
          <li>
            {{ problem.detail }}
            <button type="button" [attr.aria-label]="t.state.jump + ': ' + problem.detail" (click)="jump.emit(problem)">
              {{ t.state.jump }}
            </button>
          </li>
        }
      </ul>
    }
    <ng-content />
  `,
  styleUrl: './settings-card.scss',
  host: {
    class: 'ui-card',
    role: 'region',
    '[id]': '"card-" + card()',
    '[attr.aria-labelledby]': '"heading-" + card()',
  },
})
export class SettingsCard {
  readonly card = input.required<SettingsCardName>();
  readonly isOff = input(false);
  readonly jump = output<ProblemView>();
  protected readonly editor = inject(SettingsEditor);
  protected readonly t = integrationTexts;
  protected readonly state = computed(() => this.editor.view()?.cards[this.card()]);
  protected readonly isUnsaved = computed(() => !this.editor.isFirstTime() && this.editor.isCardChanged(this.card()));
  protected readonly problems = computed(() => {
    if (this.editor.isFirstTime()) return [];
    return (this.state()?.problems ?? []).filter(({ path }) => this.editor.problemAt(path) !== undefined);
  });
}
