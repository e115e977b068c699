import { Injectable, inject } from '@angular/core';
import type { AlertsView } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api } from './api.js';

/** Whom the bridge writes to when something fails. */
@Injectable({ providedIn: 'root' })
export class AlertsClient {
  readonly #api = inject(Api);

  read(): Observable<AlertsView> {
    return this.#api.get('alerts');
  }

  save(isOn: boolean, addresses: readonly string[]): Promise<AlertsView> {
    return this.#api.change('PUT', 'alerts', { isOn, addresses });
  }
}
