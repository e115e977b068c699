import { Injectable, inject } from '@angular/core';
import type {
  ConnectionView,
  SettingsBody,
  SettingsView,
  TrackingRuleBody,
  TrackingValuesView,
} from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api } from './api.js';

@Injectable({ providedIn: 'root' })
export class SettingsClient {
  readonly #api = inject(Api);

  read(connectionId: string): Observable<SettingsView> {
    return this.#api.get(`connections/${connectionId}/settings`);
  }

  /** Says that somebody looked at the settings and found them right. */
  review(connectionId: string): Promise<ConnectionView> {
    return this.#api.change('POST', `connections/${connectionId}/settings/review`);
  }

  /** What of Productive can tell a tracking option. */
  trackingValues(
    connectionId: string,
    from: TrackingRuleBody['from'],
    fieldId?: string,
  ): Observable<TrackingValuesView> {
    return this.#api.get(`connections/${connectionId}/tracking-values`, { from, ...(fieldId && { fieldId }) });
  }

  /** Throws with status 409 when somebody saved a newer version meanwhile. */
  save(connectionId: string, version: number, settings: SettingsBody): Promise<SettingsView> {
    return this.#api.change('PUT', `connections/${connectionId}/settings`, { version, settings });
  }
}
