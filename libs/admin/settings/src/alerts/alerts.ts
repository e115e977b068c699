import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { AlertsClient, latestValue, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { ErrorState, Field, Instant, Notice, PageHeader, ProblemList, Skeleton } from '@bridge/admin-ui';
import { texts } from '../texts.js';

/** Whom the bridge writes to when something fails, and what became of the last letter. */
@Component({
  selector: 'bridge-alerts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorState, Field, Instant, MatButton, Notice, PageHeader, ProblemList, Skeleton],
  templateUrl: './alerts.html',
  styleUrl: './alerts.scss',
})
export class Alerts {
  readonly #client = inject(AlertsClient);
  protected readonly t = texts.alerts;
  protected readonly alerts = rxResource({ stream: () => this.#client.read() });
  protected readonly view = latestValue(this.alerts);
  protected readonly isOn = linkedSignal(() => this.view()?.isOn ?? false);
  protected readonly written = linkedSignal(() => (this.view()?.addresses ?? []).join('\n'));
  protected readonly addresses = computed(() =>
    this.written()
      .split(/[\s,;]+/)
      .filter((part) => part !== ''),
  );
  protected readonly isBusy = signal(false);
  protected readonly news = signal('');
  protected readonly missing = signal('');
  protected readonly failure = signal<ProblemError | undefined>(undefined);

  protected async save(): Promise<void> {
    this.news.set('');
    this.failure.set(undefined);
    this.missing.set(this.#whatIsMissing());
    if (this.missing() !== '') return;
    this.isBusy.set(true);
    try {
      this.alerts.set(await this.#client.save(this.isOn(), this.addresses()));
      this.news.set(this.t.saved);
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isBusy.set(false);
  }

  #whatIsMissing(): string {
    const odd = this.addresses().find((address) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address));
    if (odd !== undefined) return this.t.odd(odd);
    return this.isOn() && this.addresses().length === 0 ? this.t.missing : '';
  }
}
