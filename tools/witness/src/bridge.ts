import type {
  ConnectionView,
  ConsentView,
  DocumentView,
  ExportsView,
  ImportView,
  PageView,
  SessionView,
  SettingsBody,
  SettingsView,
  SubsidiaryView,
  TrancheView,
} from '@bridge/contracts';
import { allowAtXero } from './consent.js';
import { askJson, waitFor } from './http.js';

type Kind = DocumentView['kind'];

/** The bridge as an admin's browser talks to it: a cookie, a CSRF token, and the public HTTP API. */
export class Bridge {
  #cookie = '';
  #csrf = '';

  constructor(readonly url: string) {}

  async signIn(organisationId: string, token: string): Promise<SessionView> {
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ organisationId, token }),
    });
    if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const session = (await answer.json()) as SessionView;
    this.#csrf = session.csrfToken;
    return session;
  }

  subsidiaries(): Promise<readonly SubsidiaryView[]> {
    return this.#ask('GET', 'connections');
  }

  /** “Connect app”: our address, Xero's consent page, back over the redirects, as a browser would go. */
  async connect(subsidiaryId: string, xeroUser: string, organisationId: string): Promise<ConnectionView> {
    const { consentUrl } = await this.#ask<ConsentView>('POST', 'connections', { subsidiaryId });
    let next = await allowAtXero(consentUrl, xeroUser, organisationId);
    for (let hops = 0; hops < 5; hops += 1) {
      const answer = await fetch(next, { headers: { cookie: this.#cookie }, redirect: 'manual' });
      const location = answer.headers.get('location');
      if (location === null) break;
      next = new URL(location, next);
    }
    const subsidiary = (await this.subsidiaries()).find((candidate) => candidate.id === subsidiaryId);
    if (subsidiary?.connection?.organisation?.id !== organisationId)
      throw new Error(`${subsidiary?.name ?? subsidiaryId} is not connected: ${JSON.stringify(subsidiary)}`);
    return subsidiary.connection;
  }

  settings(connectionId: string): Promise<SettingsView> {
    return this.#ask('GET', `connections/${connectionId}/settings`);
  }

  saveSettings(connectionId: string, version: number, settings: SettingsBody): Promise<SettingsView> {
    return this.#ask('PUT', `connections/${connectionId}/settings`, { version, settings });
  }

  async documents(kind: Kind, filter: Readonly<Record<string, string>> = {}): Promise<readonly DocumentView[]> {
    const rows: DocumentView[] = [];
    for (;;) {
      const query = new URLSearchParams({ kind, ...filter, limit: '200', offset: String(rows.length) });
      const page = await this.#ask<PageView<DocumentView>>('GET', `documents?${query}`);
      rows.push(...page.rows);
      if (rows.length >= page.total || page.rows.length === 0) return rows;
    }
  }

  refreshDocuments(): Promise<unknown> {
    return this.#ask('POST', 'documents/refresh', {});
  }

  copy(kind: Kind, sourceIds: readonly string[]): Promise<ExportsView> {
    return this.#ask('POST', 'exports', { kind, sourceIds });
  }

  /** Any page of the API, as a browser asks for it. */
  read(path: string): Promise<unknown> {
    return this.#ask('GET', path);
  }

  syncNow(connectionId: string): Promise<ImportView> {
    return this.#ask('POST', 'payment-imports', { connectionId });
  }

  /** An admin's word that payments which are gone from Xero go from Productive too. Throws when none waits for it. */
  applyReversals(connectionId: string): Promise<unknown> {
    return this.#ask('POST', 'payment-imports/reversals', { connectionId, decision: 'apply' });
  }

  async tranches(): Promise<readonly TrancheView[]> {
    return (await this.#ask<PageView<TrancheView>>('GET', 'payment-imports/tranches?limit=200')).rows;
  }

  /** Waits until nothing is on its way any more. */
  async untilCopied(kind: Kind, seconds: number): Promise<readonly DocumentView[]> {
    return waitFor(
      `${kind}s to be copied`,
      seconds,
      () => this.documents(kind),
      (rows) => rows.every((row) => row.copyStatus !== 'queued'),
    );
  }

  #ask<T>(method: string, path: string, json?: unknown): Promise<T> {
    const headers = { cookie: this.#cookie, origin: this.url, 'x-csrf-token': this.#csrf };
    return askJson<T>(`${this.url}/api/v1/${path}`, { method, headers, ...(json !== undefined && { json }) });
  }
}
