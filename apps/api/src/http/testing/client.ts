import type { Answer, Sent } from './test-bed.js';

export interface Api {
  call(method: string, path: string, sent?: Sent): Promise<Answer>;
}

/** Somebody with a way in: a signed-in admin, or a server with an API key. Paths start after `/api/v1`. */
export interface Client {
  readonly headers: Readonly<Record<string, string>>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

export async function signIn(api: Api, organisationId: string, token: string): Promise<Client> {
  const answer = await api.call('POST', '/api/v1/session', { body: { organisationId, token } });
  if (answer.status !== 201) throw new Error(`Signing in answered ${answer.status}: ${answer.text}`);
  const [cookie = ''] = answer.headers.getSetCookie();
  return clientOf(api, { cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': answer.body.csrfToken });
}

export function withKey(api: Api, secret: string): Client {
  return clientOf(api, { authorization: `Bearer ${secret}` });
}

function clientOf(api: Api, headers: Readonly<Record<string, string>>): Client {
  const send = (method: string) => (path: string, body?: unknown) =>
    api.call(method, `/api/v1${path}`, { headers, ...(body !== undefined && { body }) });
  return { headers, get: send('GET'), post: send('POST'), put: send('PUT'), delete: send('DELETE') };
}
