import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { ApiKeysClient, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { Chip, EmptyState, ErrorState, Icon, Instant, Notice, PageHeader, Skeleton } from '@bridge/admin-ui';
import { Confirm } from '@bridge/admin-ui/overlays';
import type { ApiKeyView } from '@bridge/contracts';
import { firstValueFrom } from 'rxjs';
import { texts } from '../texts.js';
import { NewKeyDialog } from './new-key-dialog.js';

@Component({
  selector: 'bridge-api-keys',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chip, EmptyState, ErrorState, Icon, Instant, MatButton, Notice, PageHeader, Skeleton],
  templateUrl: './api-keys.html',
  styleUrl: './api-keys.scss',
})
export class ApiKeys {
  readonly #client = inject(ApiKeysClient);
  readonly #confirm = inject(Confirm);
  readonly #dialog = inject(MatDialog);
  protected readonly t = texts.keys;
  protected readonly keys = rxResource({ stream: () => this.#client.list() });
  protected readonly problem = signal<ProblemError | undefined>(undefined);

  protected async add(): Promise<void> {
    const opened = this.#dialog.open<NewKeyDialog, undefined, boolean>(NewKeyDialog, { width: '32rem' });
    if (await firstValueFrom(opened.afterClosed())) this.keys.reload();
  }

  protected async revoke(key: ApiKeyView): Promise<void> {
    const { revokeTitle, revokeDetail: detail, revoke: confirm } = this.t;
    if (!(await this.#confirm.ask({ title: revokeTitle(key.name), detail, confirm }))) return;
    this.problem.set(undefined);
    try {
      await this.#client.revoke(key.id);
      this.keys.reload();
    } catch (error) {
      this.problem.set(toProblemError(error));
    }
  }
}
