import { askJson, type Json } from '@bridge/witness';

export interface Row {
  readonly id: string;
  readonly attributes: Json;
  readonly relationships?: Readonly<Record<string, { readonly data?: { readonly id: string } | null }>>;
}

/** People at work in Productive, over its public API. */
export class Desk {
  constructor(
    private readonly url: string,
    private readonly organisationId: string,
    private readonly token: string,
  ) {}

  async list(type: string, query: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    const asked = new URLSearchParams({ 'page[size]': '200', ...query });
    return (await this.#ask<{ data: Row[] }>('GET', `${type}?${asked}`)).data;
  }

  async create(type: string, attributes: Json): Promise<Row> {
    return (await this.#ask<{ data: Row }>('POST', type, { data: { type, attributes } })).data;
  }

  async createAll(type: string, all: readonly Json[]): Promise<readonly Row[]> {
    const data = all.map((attributes) => ({ type, attributes }));
    return (await this.#ask<{ data: Row[] }>('POST', type, { data }, '; ext=bulk')).data;
  }

  async act(type: string, id: string, verb: string): Promise<void> {
    await this.#ask('PATCH', `${type}/${id}/${verb}`, { data: { type, attributes: {} } });
  }

  async approve(ids: readonly string[]): Promise<void> {
    await this.#ask('PATCH', 'expenses/bulk_approve', { data: { type: 'expenses', attributes: { ids } } });
  }

  #ask<T>(method: string, path: string, json?: unknown, extension = ''): Promise<T> {
    return askJson<T>(`${this.url}/${path}`, {
      method,
      headers: {
        'x-auth-token': this.token,
        'x-organization-id': this.organisationId,
        'content-type': `application/vnd.api+json${extension}`,
        accept: `application/vnd.api+json${extension}`,
      },
      ...(json !== undefined && { json }),
    });
  }
}
