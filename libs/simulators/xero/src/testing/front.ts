import { type ServerOptions, startXeroServer, type XeroServer } from '../xero-server.js';
import { BRIGHTWELL, standInBooks } from './stand-in-books.js';

export const ALL_SCOPES =
  'offline_access openid profile email accounting.invoices accounting.payments accounting.contacts accounting.settings accounting.attachments';
export const BASIC = `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}`;
export const CALLBACK = 'https://bridge.example/callback';

export interface Front extends XeroServer {
  books: ReturnType<typeof standInBooks>;
  /** A call as Ada, for Brightwell unless told. */
  api(method: string, path: string, extra?: { headers?: Record<string, string>; body?: unknown }): Promise<Response>;
  token(
    form: Record<string, string>,
    authorization?: string,
  ): Promise<{ status: number; body: Record<string, string> }>;
  accessToken: string;
}

/** A running front half over stand-in books, its clock standing still, Ada connected to Brightwell. */
export async function startFront(options: ServerOptions = {}): Promise<Front> {
  const books = standInBooks();
  let now = Date.parse('2026-11-24T09:00:00Z');
  const still = { now: () => now, set: (ms: number) => void (now = ms), advance: (ms: number) => void (now += ms) };
  const server = await startXeroServer(books, { clock: still, ...options });
  const { access_token: accessToken } = server.identity.grant('ada@brightwell.example', [BRIGHTWELL], ALL_SCOPES);
  return {
    ...server,
    books,
    accessToken,
    api: (method, path, { headers = {}, body } = {}) =>
      fetch(`${server.url}/api.xro/2.0${path}`, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${accessToken}`,
          'xero-tenant-id': BRIGHTWELL,
          'Content-Type': 'application/json',
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    token: async (form, authorization = BASIC) => {
      const response = await fetch(`${server.url}/connect/token`, {
        method: 'POST',
        headers: { Authorization: authorization },
        body: new URLSearchParams(form),
      });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    },
  };
}
