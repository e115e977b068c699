import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FixedClock } from '@bridge/application/testing';
import type { HttpLogEntry } from '@bridge/http';
import { createProductive, type Productive } from '../create-productive.js';

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless it is a string. */
  readonly body?: unknown;
  /** Reads the request, then hangs up. */
  readonly hangUp?: boolean;
}

/** A server that says what a test tells it to, for answers that no healthy Productive gives. */
export interface ScriptedProductive {
  readonly productive: Productive;
  readonly heard: readonly Heard[];
  readonly logged: readonly HttpLogEntry[];
  readonly clock: FixedClock;
  readonly url: string;
  close(): Promise<void>;
}

export const theToken = 'secret-token-of-brightwell';

/** What somebody who signs in later leaves with us. */
export const newerToken = 'newer-token-of-brightwell';

export async function scriptedProductive(
  script: (heard: Heard) => Answer | Promise<Answer>,
): Promise<ScriptedProductive> {
  const heard: Heard[] = [];
  const logged: HttpLogEntry[] = [];
  const clock = new FixedClock();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const text = Buffer.concat(chunks).toString();
      const { method = 'GET', headers } = request;
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const entry = { method, path: pathname.replace('/api/v2/', ''), query: searchParams, headers, body };
      heard.push(entry);
      void Promise.resolve(script(entry)).then((answer) => give(response, answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const productive = createProductive({
    apiUrl: `${url}/api/v2`,
    webUrl: 'https://app.productive.io',
    tokens: {
      of: async () => theToken,
      insteadOf: async (_, refused) => (refused === theToken ? newerToken : undefined),
    },
    budget: { take: async () => undefined },
    clock,
    log: (entry) => logged.push(entry),
  });
  return { productive, heard, logged, clock, url, close: () => new Promise((done) => server.close(() => done())) };
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer.hangUp) {
    response.destroy();
    return;
  }
  const { status = 200, headers, body } = answer;
  response.writeHead(status, { connection: 'close', ...headers });
  response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
}

export function anError(status: number, code: string, detail: string): Answer {
  const title = code.replaceAll('_', ' ');
  return { status, body: { errors: [{ status: String(status), code, title, detail, meta: {}, source: {} }] } };
}

export function aList(rows: readonly unknown[], included: readonly unknown[] = []): Answer {
  return {
    body: { data: rows, included, links: {}, meta: { current_page: 1, total_pages: 1, total_count: rows.length } },
  };
}
