import { Injectable, inject } from '@angular/core';
import type {
  CopyRequestBody,
  ExportDetailView,
  ExportView,
  ExportsView,
  PageView,
  PreviewView,
  ProgressView,
  RetryView,
} from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api, type Query } from './api.js';
import { serverEvents } from './server-events.js';

/** Copies to Xero. */
@Injectable({ providedIn: 'root' })
export class ExportsClient {
  readonly #api = inject(Api);

  preview(request: CopyRequestBody): Observable<readonly PreviewView[]> {
    return this.#api.ask('previews', request);
  }

  copy(request: CopyRequestBody): Promise<ExportsView> {
    return this.#api.change('POST', 'exports', request);
  }

  /** Query: state, kind, connectionId, from, to, text, offset, limit. */
  list(query: Query): Observable<PageView<ExportView>> {
    return this.#api.get('exports', query);
  }

  detail(id: string): Observable<ExportDetailView> {
    return this.#api.get(`exports/${id}`);
  }

  retry(exportIds: readonly string[]): Promise<readonly RetryView[]> {
    return this.#api.change('POST', 'exports/retry', { exportIds });
  }

  skip(exportIds: readonly string[]): Promise<{ readonly skipped: readonly string[] }> {
    return this.#api.change('POST', 'exports/skip', { exportIds });
  }

  /** Completes when nothing is left. */
  progress(requestId: string): Observable<ProgressView> {
    return serverEvents<ProgressView>(
      `/api/v1/exports/progress?requestId=${encodeURIComponent(requestId)}`,
      ({ left }) => left === 0,
    );
  }
}
