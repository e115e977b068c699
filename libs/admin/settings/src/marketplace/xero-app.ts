import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { Instant, Notice } from '@bridge/admin-ui';
import type { SubsidiaryView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { Connect } from './connect.js';
import { ConsentWindow } from './consent-window.js';
import { ReviewNote } from '../review-note.js';
import { StatusChip } from './status-chip.js';

/** Xero’s card: how each subsidiary stands, and the next step for it. */
@Component({
  selector: 'bridge-xero-app',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Instant, MatButton, MatProgressBar, Notice, ReviewNote, RouterLink, StatusChip],
  providers: [Connect, ConsentWindow],
  templateUrl: './xero-app.html',
  styleUrl: './xero-app.scss',
})
export class XeroApp {
  readonly subsidiaries = input.required<readonly SubsidiaryView[]>();
  protected readonly connect = inject(Connect);
  protected readonly t = texts;
  protected readonly unconnected = computed(() =>
    this.subsidiaries().filter(({ status }) => status === 'not_connected'),
  );
  protected readonly isUpgradeRequired = computed(() =>
    this.subsidiaries().some(({ status }) => status === 'upgrade_required'),
  );

  /** Where no settings can be opened, this is the place to disconnect. */
  protected canLeave({ status, connection }: SubsidiaryView): boolean {
    const isLive = connection !== undefined && connection.disconnectedAt === undefined;
    return status === 'choosing_organisation' || (status === 'upgrade_required' && isLive);
  }
}
