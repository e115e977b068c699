import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { PaymentsClient } from '@bridge/admin-data-access';
import { texts } from '../texts.js';

/** The question that belongs to the finding `mass_reversal`. The overview comes anew by itself once it is answered. */
@Component({
  selector: 'bridge-reversal-decision',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton],
  template: `
    <button type="button" matButton="outlined" [disabled]="isBusy()" (click)="decide('apply')">
      {{ labels.applyReversals }}
    </button>
    <button type="button" matButton [disabled]="isBusy()" (click)="decide('dismiss')">
      {{ labels.dismissReversals }}
    </button>
  `,
})
export class ReversalDecision {
  readonly #payments = inject(PaymentsClient);
  readonly connectionId = input.required<string>();
  protected readonly labels = texts.status;
  protected readonly isBusy = signal(false);

  protected async decide(decision: 'apply' | 'dismiss'): Promise<void> {
    this.isBusy.set(true);
    try {
      await this.#payments.decideReversals(this.connectionId(), decision);
    } finally {
      this.isBusy.set(false);
    }
  }
}
