import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { IconName } from './icon-paths.js';
import { Icon } from './icon.js';

/** Nothing to show, and what to do about it: an action may stand inside. */
@Component({
  selector: 'ui-empty-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <ui-icon [name]="icon()" />
    <h2>{{ heading() }}</h2>
    <p>{{ detail() }}</p>
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.5rem;
      padding: 3rem 1rem;
      text-align: center;
    }
    ui-icon {
      width: 2.5rem;
      height: 2.5rem;
      color: var(--mat-sys-on-surface-variant);
    }
    p {
      margin: 0 0 0.5rem;
      max-width: 48ch;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly detail = input('');
  readonly icon = input<IconName>('search');
}
