import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { PaymentsClient, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { Notice, ProblemList } from '@bridge/admin-ui';
import { texts } from '../texts.js';

/** The question that belongs to the finding `mass_reversal`. The overview comes anew by itself once it is answered. */
@Component({
  selector: 'bridge-reversal-decision',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, Notice, ProblemList],
  template: `
    <button type="button" matButton="outlined" [disabled]="isBusy()" (click)="decide('apply')">
      {{ labels.applyReversals }}
    </button>
    <button type="button" matButton [disabled]="isBusy()" (click)="decide('dismiss')">
      {{ labels.dismissReversals }}
    </button>
    @if (failure(); as failure) {
      <div role="alert">
        <ui-notice tone="bad" [heading]="failure.title">{{ failure.message }}</ui-notice>
        <ui-problem-list [problems]="failure.problems" [connectionId]="connectionId()" />
      </div>
    }
  `,
})
export class ReversalDecision {
  readonly #payments = inject(PaymentsClient);
  readonly connectionId = input.required<string>();
  protected readonly labels = texts.status;
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);

  protected async decide(decision: 'apply' | 'dismiss'): Promise<void> {
    this.isBusy.set(true);
    this.failure.set(undefined);
    try {
      await this.#payments.decideReversals(this.connectionId(), decision);
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isBusy.set(false);
  }
}
