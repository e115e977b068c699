import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ProblemView } from '@bridge/contracts';
import { Icon } from './icon.js';

/** Every problem at once: what it is, this very case, what to do, and the way to the setting that mends it. */
@Component({
  selector: 'ui-problem-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    <ul>
      @for (problem of problems(); track $index) {
        <li>
          <ui-icon [name]="isNotice() ? 'info' : 'bad'" />
          <div>
            <h3>{{ problem.title }}</h3>
            @if (isMore(problem)) {
              <p>{{ problem.detail }}</p>
            }
            @if (problem.whatToDo) {
              <p class="todo">{{ problem.whatToDo }}</p>
            }
            @if (problem.fix && connectionId()) {
              <a
                [routerLink]="['/settings/xero', connectionId()]"
                [queryParams]="{ card: problem.fix.card, key: problem.fix.key }"
                >Go to the setting</a
              >
            }
          </div>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 0.5rem;
    }
    li {
      display: flex;
      gap: 0.75rem;
      padding: 0.75rem 1rem;
      border-radius: 0.75rem;
      background: var(--ui-bad-soft);
    }
    ui-icon {
      color: var(--ui-bad);
      margin-block-start: 0.0625rem;
    }
    :host([data-notice]) li {
      background: var(--ui-info-soft);
    }
    :host([data-notice]) ui-icon {
      color: var(--ui-info);
    }
    p {
      margin: 0.125rem 0 0;
      overflow-wrap: anywhere;
    }
    .todo {
      font-weight: 500;
    }
    a {
      display: inline-block;
      margin-block-start: 0.25rem;
    }
  `,
  host: { '[attr.data-notice]': 'isNotice() || null' },
})
export class ProblemList {
  readonly problems = input.required<readonly ProblemView[]>();
  /** Makes the problems' settings reachable by a link. */
  readonly connectionId = input<string>();
  /** Notices tell; they do not stop anything. */
  readonly isNotice = input(false);

  /** Whether the detail tells more than the title does. */
  protected isMore({ title, detail }: ProblemView): boolean {
    return detail.replace(/\.$/, '') !== title;
  }
}
