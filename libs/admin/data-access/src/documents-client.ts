import { Injectable, inject } from '@angular/core';
import type { CopyView, DocumentKindName, DocumentView, DocumentsQuery, PageView } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api } from './api.js';

/** Invoices and expenses as Productive has them. */
@Injectable({ providedIn: 'root' })
export class DocumentsClient {
  readonly #api = inject(Api);

  list(query: DocumentsQuery): Observable<PageView<DocumentView>> {
    return this.#api.get('documents', { ...query });
  }

  /** Reads the changes from Productive now. */
  refresh(): Promise<unknown> {
    return this.#api.change('POST', 'documents/refresh');
  }

  unlink(kind: DocumentKindName, sourceId: string, ledgerId: string): Promise<void> {
    return this.#api.change('DELETE', `documents/${kind}/${sourceId}/copies/${ledgerId}`);
  }

  /** Links a document that is in Xero already, by its id or number. */
  markCopied(kind: DocumentKindName, sourceId: string, ledgerDocument: string): Promise<CopyView> {
    return this.#api.change('POST', `documents/${kind}/${sourceId}/mark-copied`, { ledgerDocument });
  }
}
