import { HttpParams } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { PageView, ReconciliationRowView, ReconciliationView } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api, present, type Query } from './api.js';

/** What Productive says beside what Xero showed, of one connection. */
@Injectable({ providedIn: 'root' })
export class ReconciliationClient {
  readonly #api = inject(Api);

  /** How the last comparison ended, and what it found. */
  last(connectionId: string, query: Query = {}): Observable<ReconciliationView> {
    return this.#api.get(`connections/${connectionId}/reconciliation`, query);
  }

  /** Begins a comparison; `last` says when it has ended. */
  compare(connectionId: string): Promise<void> {
    return this.#api.change('POST', `connections/${connectionId}/reconciliation`);
  }

  documents(connectionId: string, query: Query): Observable<PageView<ReconciliationRowView>> {
    return this.#api.get(`connections/${connectionId}/reconciliation/documents`, query);
  }

  /** Where a browser downloads the same as a file. */
  fileAddress(connectionId: string, query: Query): string {
    const filters = new HttpParams({ fromObject: present(query) }).toString();
    return `/api/v1/connections/${connectionId}/reconciliation.csv${filters && `?${filters}`}`;
  }
}
