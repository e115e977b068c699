import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '@bridge/admin-ui';
import type { SettingsCardName } from '@bridge/contracts';
import { integrationTexts } from './integration-texts.js';

/** Where a first set-up stands. */
@Component({
  selector: 'bridge-steps',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <ol [attr.aria-label]="t.steps.label">
      @for (step of steps(); track step; let index = $index) {
        <li
          [class.done]="index < current()"
          [class.now]="index === current()"
          [attr.aria-current]="index === current() ? 'step' : null"
        >
          <span class="number">
            @if (index < current()) {
              <ui-icon name="check" />
            } @else {
              {{ index + 1 }}
            }
          </span>
          <span class="words">{{ t.cards[step] }}</span>
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem 1.25rem;
      list-style: none;
      margin: 0;
      padding: 0;
      color: var(--mat-sys-on-surface-variant);
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.5rem;
    }
    .number {
      display: grid;
      place-items: center;
      width: 1.75rem;
      height: 1.75rem;
      border: 1px solid var(--mat-sys-outline);
      border-radius: 50%;
      font-size: 0.8125rem;
    }
    .now {
      font-weight: 600;
      color: var(--mat-sys-on-surface);
    }
    .now .number {
      border-color: var(--mat-sys-primary);
      background: var(--mat-sys-primary);
      color: var(--mat-sys-on-primary);
    }
    .done .number {
      border-color: transparent;
      background: var(--ui-good-soft);
      color: var(--ui-good);
    }
    @media (width < 40rem) {
      li:not(.now) .words {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    }
  `,
})
export class Steps {
  readonly steps = input.required<readonly SettingsCardName[]>();
  readonly current = input.required<number>();
  protected readonly t = integrationTexts;
}
