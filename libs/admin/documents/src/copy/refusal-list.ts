import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, READER_LOCALE } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import type { Refusal } from './preview-summary.js';

/** So many names are shown before “and … more”. */
const NAMED = 8;

/** Why documents will not be copied: each reason once, what to do about it, and which documents it stops. */
@Component({
  selector: 'bridge-refusal-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    <ul>
      @for (refusal of refusals(); track $index) {
        <li>
          <ui-icon name="bad" />
          <div>
            <h4>
              {{ refusal.problem.title }} <span class="count">{{ count(refusal.documents.length) }}</span>
            </h4>
            @if (refusal.detail; as detail) {
              <p>{{ detail }}</p>
            }
            <p>{{ refusal.problem.whatToDo }}</p>
            @if (refusal.problem.fix; as fix) {
              @if (refusal.connectionId; as connectionId) {
                <a
                  [routerLink]="['/settings/xero', connectionId]"
                  [queryParams]="{ card: fix.card, key: fix.key }"
                  (click)="left.emit()"
                  >{{ labels.mend }}</a
                >
              }
            }
            <p class="names">{{ namesOf(refusal) }}</p>
          </div>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      gap: 0.75rem;
      padding: 0.75rem 1rem;
      border-radius: 0.75rem;
      background: var(--ui-bad-soft);
      color: var(--mat-sys-on-surface);
    }
    ui-icon {
      color: var(--ui-bad);
    }
    h4,
    p {
      margin: 0;
      font-size: 0.875rem;
    }
    .count {
      padding: 0 0.5rem;
      border-radius: 999px;
      background: var(--mat-sys-surface);
    }
    .names {
      overflow-wrap: anywhere;
    }
  `,
})
export class RefusalList {
  readonly refusals = input.required<readonly Refusal[]>();
  /** Somebody follows a link to the settings. */
  readonly left = output();
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));
  protected readonly labels = texts.copy;

  protected count(value: number): string {
    return this.#numbers.format(value);
  }

  protected namesOf({ documents }: Refusal): string {
    const named = documents.slice(0, NAMED).map(({ name }) => name);
    const rest = documents.length - named.length;
    return [...named, ...(rest > 0 ? [texts.copy.more(this.count(rest))] : [])].join(', ');
  }
}
