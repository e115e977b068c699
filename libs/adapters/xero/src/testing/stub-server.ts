import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the stub answers: a status with a body, or anything a socket can do. */
export type StubAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface StubServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Answers are used in order; the last one stays. */
  answer(...answers: readonly StubAnswer[]): void;
  close(): Promise<void>;
}

/** A server that says what a test tells it to: for answers that no well-behaved Xero gives. */
export async function startStubServer(): Promise<StubServer> {
  const seen: SeenRequest[] = [];
  let script: StubAnswer[] = [{ status: 404 }];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const answer = script.length > 1 ? script.shift() : script[0];
      if (typeof answer === 'function') return answer(request, response);
      reply(response, answer ?? { status: 404 });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: (...answers) => {
      script = [...answers];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function reply(response: ServerResponse, answer: Exclude<StubAnswer, (...args: never[]) => void>): void {
  const { status, headers = {}, body = '' } = answer;
  const isText = typeof body === 'string';
  response.writeHead(status, { ...(isText ? {} : { 'Content-Type': 'application/json' }), ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
