import { Injectable, inject } from '@angular/core';
import type { ApiKeyView, NewApiKeyView, RightName } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api } from './api.js';

@Injectable({ providedIn: 'root' })
export class ApiKeysClient {
  readonly #api = inject(Api);

  list(): Observable<readonly ApiKeyView[]> {
    return this.#api.get('api-keys');
  }

  /** The answer holds the secret, this once. */
  create(name: string, right: RightName): Promise<NewApiKeyView> {
    return this.#api.change('POST', 'api-keys', { name, right });
  }

  revoke(id: string): Promise<void> {
    return this.#api.change('DELETE', `api-keys/${id}`);
  }
}
