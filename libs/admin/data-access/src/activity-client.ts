import { Injectable, inject } from '@angular/core';
import type { AuditView, OverviewView, PageView } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api, type Query } from './api.js';

@Injectable({ providedIn: 'root' })
export class ActivityClient {
  readonly #api = inject(Api);

  overview(): Observable<OverviewView> {
    return this.#api.get('overview');
  }

  audit(query: Query): Observable<PageView<AuditView>> {
    return this.#api.get('audit', query);
  }
}
