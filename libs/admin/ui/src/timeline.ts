import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { TimelineEntry } from '@bridge/contracts';
import { Instant } from './instant.js';
import { ProblemList } from './problem-list.js';

/** What happened, in order, by whom, with what the vendor said each time. */
@Component({
  selector: 'ui-timeline',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Instant, ProblemList],
  template: `
    <ol>
      @for (entry of entries(); track $index) {
        <li>
          <div class="words">{{ entry.words }}</div>
          <div class="quiet"><ui-instant [at]="entry.at" /> · {{ entry.by }}</div>
          @if (entry.problems.length > 0) {
            <ui-problem-list [problems]="entry.problems" [connectionId]="connectionId()" />
          }
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      position: relative;
      display: grid;
      gap: 0.25rem;
      padding: 0 0 1rem 1.25rem;
      border-inline-start: 1px solid var(--ui-line);
      margin-inline-start: 0.3125rem;
    }
    li:last-child {
      border-color: transparent;
      padding-block-end: 0;
    }
    li::before {
      content: '';
      position: absolute;
      inset-inline-start: -0.3125rem;
      inset-block-start: 0.375rem;
      inline-size: 0.5625rem;
      block-size: 0.5625rem;
      border-radius: 50%;
      background: var(--mat-sys-primary);
    }
    .words {
      overflow-wrap: anywhere;
    }
    .quiet {
      font-size: 0.8125rem;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class Timeline {
  readonly entries = input.required<readonly TimelineEntry[]>();
  readonly connectionId = input<string>();
}
