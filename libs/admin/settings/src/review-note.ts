import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Changes, SettingsClient, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { Instant, Notice, ProblemList } from '@bridge/admin-ui';
import type { ConnectionView } from '@bridge/contracts';
import { texts } from './texts.js';

/** Points out settings that nobody has looked at for long, or that no longer fit Xero. Nothing is shown while all is well. */
@Component({
  selector: 'bridge-review-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Instant, MatButton, Notice, ProblemList],
  template: `
    @if (connection().review; as review) {
      @if (review.drifted.length > 0) {
        <ui-problem-list [problems]="review.drifted" [connectionId]="connection().id" />
      }
      @if (review.isDue) {
        <ui-notice tone="warn" [heading]="labels.heading">
          {{ labels.last }} <ui-instant [at]="review.lastAt" /> {{ labels.by }} {{ review.lastBy }}. {{ labels.detail }}
          <div>
            <button
              type="button"
              matButton="outlined"
              [attr.aria-label]="labels.reviewedFor(connection().subsidiaryName)"
              [disabled]="isBusy()"
              (click)="confirm()"
            >
              {{ labels.reviewed }}
            </button>
          </div>
        </ui-notice>
      }
    }
    @if (failure(); as failure) {
      <ui-notice tone="bad" role="alert" [heading]="failure.title">{{ failure.message }}</ui-notice>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
    }
    :host(:empty) {
      display: none;
    }
    div {
      margin-block-start: 0.5rem;
    }
  `,
})
export class ReviewNote {
  readonly connection = input.required<ConnectionView>();
  readonly #settings = inject(SettingsClient);
  readonly #changes = inject(Changes);
  protected readonly labels = texts.review;
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);

  protected async confirm(): Promise<void> {
    this.isBusy.set(true);
    this.failure.set(undefined);
    try {
      await this.#settings.review(this.connection().id);
      this.#changes.note('connections');
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isBusy.set(false);
  }
}
