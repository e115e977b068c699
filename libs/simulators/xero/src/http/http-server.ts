import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Reply, type Request, text } from './message.js';

const REQUEST_CAP = 10 * 1024 * 1024;

export interface HttpServer {
  port: number;
  close(): Promise<void>;
}

/** Serves `handle` on a port. Bodies above Xero's 10 MB cap never reach it. */
export async function startHttpServer(
  { port, host }: { port: number; host: string },
  handle: (request: Request) => Promise<Reply>,
  onDefect: (error: unknown) => void,
): Promise<HttpServer> {
  // As long as the service it plays: closed after five idle seconds, a call could meet the closing of its connection.
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, response) => {
    serve(incoming, response, handle).catch((error: unknown) => {
      onDefect(error);
      if (!response.headersSent) send(response, text(500, `The simulator itself failed: ${String(error)}`));
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  handle: (request: Request) => Promise<Reply>,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === 'too large') {
    send(response, text(413, 'Request Entity Too Large', { Connection: 'close' }));
    return;
  }
  const [path = '/', ...rest] = (incoming.url ?? '/').split('?');
  const rawQuery = rest.join('?');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  send(
    response,
    await handle({
      method: incoming.method ?? 'GET',
      path,
      rawQuery,
      query: new URLSearchParams(rawQuery),
      headers,
      body,
    }),
  );
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and thrown away, so that the sender hears the answer instead of a reset.
    if (size <= REQUEST_CAP) chunks.push(chunk);
  }
  return size > REQUEST_CAP ? 'too large' : Buffer.concat(chunks);
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.transport === 'dropped') {
    response.destroy();
    return;
  }
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status === 204 ? {} : { 'Content-Length': String(body.length) }),
  });
  if (reply.transport === 'truncated') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}
