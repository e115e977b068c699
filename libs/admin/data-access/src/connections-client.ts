import { Injectable, inject } from '@angular/core';
import type { ConnectionView, ConsentView, ContactView, SubsidiaryView } from '@bridge/contracts';
import type { Observable } from 'rxjs';
import { Api } from './api.js';

/** The joins between a subsidiary of the agency and a Xero organisation. */
@Injectable({ providedIn: 'root' })
export class ConnectionsClient {
  readonly #api = inject(Api);

  list(): Observable<readonly SubsidiaryView[]> {
    return this.#api.get('connections');
  }

  begin(subsidiaryId: string): Promise<ConsentView> {
    return this.#api.change('POST', 'connections', { subsidiaryId });
  }

  chooseOrganisation(id: string, organisationId: string, isConfirmed = false): Promise<ConnectionView> {
    return this.#api.change('PUT', `connections/${id}/organisation`, { organisationId, isConfirmed });
  }

  check(id: string): Promise<ConnectionView> {
    return this.#api.change('POST', `connections/${id}/check`);
  }

  disconnect(id: string): Promise<void> {
    return this.#api.change('DELETE', `connections/${id}`);
  }

  contacts(id: string, search: string): Observable<readonly ContactView[]> {
    return this.#api.get(`connections/${id}/contacts`, { search });
  }
}
