import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FaultRule } from '../faults/faults.js';
import { serverTimeExceeded, tooMany } from '../gate/rate-limits.js';
import type { Stats } from '../stats.js';
import { Refusal } from '../wire/refusal.js';
import { answer, templateOf } from './api.js';
import type { Api } from './context.js';
import { refusalReply } from './replies.js';
import type { Received, Reply } from './request.js';
import { jsonReply, readRequest } from './request.js';

const apiPrefix = '/api/v2';

export interface Site {
  readonly api: Api;
  readonly stats: Stats;
  /** Answers for the pages, the files and the control paths; undefined when there is no such path. */
  readonly pages: (request: Received) => Promise<Reply | undefined>;
  /** Runs a task when the simulated clock has moved on by `delayMs`. */
  readonly later: (delayMs: number, task: () => void) => void;
}

export function createSite(site: Site): Server {
  // As long as the services it plays: closed after five idle seconds, a call could meet the closing of its connection.
  return createServer({ keepAliveTimeout: 75_000 }, (message, response) => {
    serve(site, message, response).catch((thrown: unknown) => {
      const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      process.stderr.write(`productive simulator: ${detail}\n`);
      if (!response.headersSent)
        send(response, jsonReply(500, { errors: [{ status: '500', title: 'Server Error', detail }] }));
      else response.destroy();
    });
  });
}

async function serve(site: Site, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(message);
  if (request.path.startsWith(`${apiPrefix}/`)) return serveApi(site, request, response);
  const page = await site.pages(request);
  send(response, page ?? jsonReply(404, { error: 'not found' }));
}

async function serveApi(site: Site, request: Received, response: ServerResponse): Promise<void> {
  const path = request.path.slice(apiPrefix.length);
  const endpoint = `${request.method} ${templateOf(path)}`;
  const fault = site.api.engine.faults.strike(request.method, path, request.headers['x-organization-id']);
  site.stats.begin();
  try {
    const reply = await answerWith(site, fault, request, path);
    site.stats.count(
      endpoint,
      reply?.status ?? 0,
      fault?.kind === 'rate_limit' || fault?.kind === 'server_time' || fault?.status === 429,
    );
    if (reply === undefined) response.socket?.destroy();
    else if (fault?.kind === 'truncated') truncate(response, reply);
    else send(response, reply);
  } finally {
    site.stats.end();
  }
}

/** The reply, or undefined when the connection is to be dropped. */
async function answerWith(
  site: Site,
  fault: FaultRule | undefined,
  request: Received,
  path: string,
): Promise<Reply | undefined> {
  const proceed = (): Reply => answer(site.api, request, path);
  if (fault?.applied === true && (fault.kind === 'status' || fault.kind === 'html')) proceed();
  switch (fault?.kind) {
    case undefined:
      return proceed();
    case 'status':
      return refusalReply(
        new Refusal(fault.status ?? 500, [
          {
            code: fault.code ?? 'server_error',
            title: fault.detail ?? 'Server Error',
            detail: fault.detail ?? 'Server Error',
          },
        ]),
      );
    case 'rate_limit':
      return refusalReply(tooMany(100, fault.resetSeconds ?? 10));
    case 'server_time':
      return refusalReply(serverTimeExceeded(fault.resetSeconds ?? 60));
    case 'html':
      return {
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
      };
    case 'drop_before':
      return undefined;
    case 'commit_then_drop':
      proceed();
      return undefined;
    case 'late_apply':
      site.later(fault.delayMs ?? 1_000, () => {
        proceed();
      });
      return undefined;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1_000));
      return proceed();
    case 'truncated':
    case 'webhook_duplicate':
    case 'webhook_reorder':
    case 'webhook_drop':
    case 'webhook_bad_signature':
      return proceed();
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const length =
    reply.status === 204 || reply.status === 304 ? {} : { 'content-length': String(Buffer.byteLength(reply.body)) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(reply.body);
}

/** Promises the whole body, sends half of it and closes. */
function truncate(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length + 1) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}
