import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notice, READER_LOCALE, formatDay, formatMoney } from '@bridge/admin-ui';
import type { DocumentView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** What differs from what was copied, and where. Both documents stand below, side by side. */
@Component({
  selector: 'bridge-changed-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, Notice],
  template: `
    <ui-notice tone="warn" [heading]="labels.heading">
      <ul>
        @for (difference of differences(); track difference) {
          <li>{{ difference }}</li>
        }
      </ul>
      @if (mayUpdate()) {
        <p>{{ labels.whatToDo }}</p>
        <button type="button" matButton="outlined" (click)="updateWanted.emit()">{{ update }}</button>
      } @else {
        <p>{{ labels.blocked }}</p>
      }
    </ui-notice>
  `,
  styles: `
    ul {
      margin: 0.25rem 0;
      padding-inline-start: 1.25rem;
    }
    p {
      margin: 0 0 0.5rem;
    }
  `,
})
export class ChangedNote {
  readonly changes = input.required<NonNullable<DocumentView['changes']>>();
  readonly #locale = inject(READER_LOCALE);
  readonly mayUpdate = input(true);
  readonly updateWanted = output();
  protected readonly labels = texts.changed;
  protected readonly update = texts.document.updateExisting;
  protected readonly differences = computed(() => {
    const { issuedOn, dueOn, total, ledgerTotal } = this.changes();
    const day = (on: string) => formatDay(on, this.#locale);
    const say = <T>(words: (copied: string, now: string) => string, show: (value: T) => string, change?: Change<T>) =>
      change ? [words(show(change.copied), show(change.now))] : [];
    const amount = (money: Parameters<typeof formatMoney>[0]) => formatMoney(money, this.#locale);
    return [
      ...say(texts.changed.issuedOn, day, issuedOn),
      ...say(texts.changed.dueOn, day, dueOn),
      ...say(texts.changed.total, amount, total),
      ...say(texts.changed.ledgerTotal, amount, ledgerTotal),
    ];
  });
}

interface Change<T> {
  readonly copied: T;
  readonly now: T;
}
