import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { Changes, ExportsClient, latestValue } from '@bridge/admin-data-access';
import { ErrorState, ExportState, Icon, Instant, MoneyPipe, ProblemList, Skeleton, Timeline } from '@bridge/admin-ui';
import type { ProblemView } from '@bridge/contracts';
import { texts } from '../texts.js';
import { kindOf } from './kind-of.js';
import { Attempts } from './attempts.js';

export interface DrawerData {
  readonly exportId: string;
}

/** One copy: its story, what Xero said, what to do, and the buttons for it. */
@Component({
  selector: 'bridge-export-drawer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    ErrorState,
    ExportState,
    Icon,
    Instant,
    MatButton,
    MatDialogModule,
    MoneyPipe,
    ProblemList,
    RouterLink,
    Skeleton,
    Timeline,
  ],
  templateUrl: './export-drawer.html',
  styleUrl: './export-drawer.css',
})
export class ExportDrawer {
  readonly #exports = inject(ExportsClient);
  readonly #changes = inject(Changes);
  readonly #attempts = inject(Attempts);
  readonly #opened = inject<MatDialogRef<ExportDrawer>>(MatDialogRef);
  readonly #data = inject<DrawerData>(MAT_DIALOG_DATA);
  protected readonly labels = texts.drawer;
  protected readonly words = texts.status;
  protected readonly paths = texts.paths;
  protected readonly kindOf = kindOf;
  protected readonly isBusy = signal(false);
  protected readonly retryProblems = signal<readonly ProblemView[]>([]);
  protected readonly detail = rxResource({
    params: () => ({ change: this.#changes.of('exports')() }),
    stream: () => this.#exports.detail(this.#data.exportId),
  });
  protected readonly shown = latestValue(this.detail);
  protected readonly mayRetry = computed(() => {
    const state = this.shown()?.state;
    return state === 'refused' || state === 'skipped' || state === 'queued';
  });
  protected readonly maySkip = computed(() => {
    const state = this.shown()?.state;
    return state === 'refused' || state === 'queued';
  });

  protected close(): void {
    this.#opened.close();
  }

  protected async retry(): Promise<void> {
    this.isBusy.set(true);
    this.retryProblems.set(await this.#attempts.retry([this.#data.exportId]));
    this.isBusy.set(false);
  }

  protected async skip(): Promise<void> {
    this.isBusy.set(true);
    this.retryProblems.set(await this.#attempts.skip([this.#data.exportId]));
    this.isBusy.set(false);
  }
}
