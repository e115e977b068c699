import { Injectable, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Changes, DocumentsClient } from '@bridge/admin-data-access';
import { Confirm } from '@bridge/admin-ui/overlays';
import type { DocumentKindName } from '@bridge/contracts';
import { firstValueFrom } from 'rxjs';
import { texts } from '../texts.js';
import { MarkDialog, type MarkWish } from './mark-dialog.js';

/** What a person decides about a copy that exists. Each asks first; refusals of the server pass through. */
@Injectable({ providedIn: 'root' })
export class CopyDecisions {
  readonly #documents = inject(DocumentsClient);
  readonly #changes = inject(Changes);
  readonly #confirm = inject(Confirm);
  readonly #dialog = inject(MatDialog);
  readonly #snack = inject(MatSnackBar);

  /** @param copyName the copy's number in Xero. */
  mayCreateAnother(copyName: string): Promise<boolean> {
    const { askCreateTitle: title, askCreate, askCreateConfirm: confirm } = texts.document;
    return this.#confirm.ask({ title, detail: askCreate(copyName), confirm });
  }

  async unlink(kind: DocumentKindName, sourceId: string, ledgerId: string, copyName: string): Promise<void> {
    const { askUnlinkTitle: title, askUnlink, askUnlinkConfirm: confirm, unlinked } = texts.document;
    if (!(await this.#confirm.ask({ title, detail: askUnlink(copyName), confirm }))) return;
    await this.#documents.unlink(kind, sourceId, ledgerId);
    this.#done(unlinked);
  }

  async mark(wish: MarkWish): Promise<void> {
    const opened = this.#dialog.open<MarkDialog, MarkWish, boolean>(MarkDialog, { data: wish, width: '32rem' });
    if (await firstValueFrom(opened.afterClosed())) this.#done(texts.document.marked);
  }

  #done(words: string): void {
    this.#changes.note('exports', 'documents');
    this.#snack.open(words, undefined, { duration: 5000 });
  }
}
