import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Changes, ConnectionsClient, toProblemError } from '@bridge/admin-data-access';
import { DayPipe, Instant, Notice, ProblemList } from '@bridge/admin-ui';
import type { ConnectionView, SettingsView } from '@bridge/contracts';
import { Connect } from '../../marketplace/connect.js';
import { ConsentWindow } from '../../marketplace/consent-window.js';
import { StatusChip } from '../../marketplace/status-chip.js';
import { texts } from '../../texts.js';
import { integrationTexts } from '../integration-texts.js';
import { SettingsEditor } from '../settings-editor.js';

interface Outcome {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly words: string;
}

/** Which organisation this is, how it stands, and what can be done about it. */
@Component({
  selector: 'bridge-connection-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DayPipe, Instant, MatButton, Notice, ProblemList, StatusChip],
  providers: [Connect, ConsentWindow],
  templateUrl: './connection-card.html',
  styleUrl: './connection-card.scss',
  host: { class: 'ui-card', id: 'card-connection', role: 'region', 'aria-labelledby': 'heading-connection' },
})
export class ConnectionCard {
  readonly connection = input.required<ConnectionView>();
  readonly choices = input<SettingsView['choices']>();
  readonly #client = inject(ConnectionsClient);
  readonly #changes = inject(Changes);
  readonly #router = inject(Router);
  readonly #editor = inject(SettingsEditor);
  protected readonly connect = inject(Connect);
  protected readonly t = integrationTexts.connection;
  protected readonly words = texts.connect;
  protected readonly heading = integrationTexts.cards.connection;
  protected readonly isBusy = signal(false);
  protected readonly outcome = signal<Outcome | undefined>(undefined);

  protected check(): Promise<void> {
    return this.#run(async () => {
      const { status, trouble } = await this.#client.check(this.connection().id);
      const works = status !== 'disconnected' && !trouble;
      this.#changes.note('connections');
      // What was added in Xero can be chosen from now on.
      if (works) await this.#editor.refreshChoices();
      // Trouble shows above, as part of the connection.
      return works
        ? { tone: 'good', words: this.t.checked }
        : trouble
          ? undefined
          : { tone: 'warn', words: this.t.checkedBad };
    });
  }

  protected disconnect(): Promise<void> {
    return this.#run(async () => {
      if (await this.connect.disconnect(this.connection())) await this.#router.navigateByUrl('/settings/apps');
      return undefined;
    });
  }

  async #run(work: () => Promise<Outcome | undefined>): Promise<void> {
    this.isBusy.set(true);
    this.outcome.set(undefined);
    try {
      this.outcome.set(await work());
    } catch (error) {
      const { title, message } = toProblemError(error);
      this.outcome.set({ tone: 'bad', words: `${title}. ${message}` });
    } finally {
      this.isBusy.set(false);
    }
  }
}
