import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Fault } from '@bridge/application';
import { problem } from '@bridge/domain';
import { request as ask, type Dispatcher } from 'undici';
import { redactUrl, type HttpLogEntry } from './redact-url.js';
import { isReset, isTooLong, transportFault } from './transport-fault.js';

export interface HttpClientOptions {
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** `host`, `host:port`, or `.domain` for what is below a domain, over https only. Every hop of a followed redirect is checked too. */
  readonly allowedHosts: readonly string[];
  readonly log?: (entry: HttpLogEntry) => void;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** For downloads only, which storage services redirect: how many hops to follow. Credentials stay with their origin. */
  readonly followRedirects?: number;
}

/** Any status: what it means is for the caller to say. */
export interface HttpResponse {
  readonly status: number;
  /** By name in lower case; what a server sends twice is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  text(): string;
  /** Undefined when the body is not JSON: an outage answers with a page. */
  json(): unknown;
}

export interface HttpClient {
  /**
   * Faults: `refused` (the host is not allowed), `unavailable` (nothing was sent, or a read got no answer), `uncertain`
   * (the answer to anything but GET and HEAD was lost). A read whose connection was reset is asked once more. Redirects of
   * API calls come back as they are.
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** What every call says of itself, unless the caller says otherwise. Some gateways turn away whoever has no name. */
const ALWAYS = { 'user-agent': 'productive-xero-bridge', accept: '*/*', 'accept-encoding': 'gzip' };

const unzip = promisify(gunzip);

/** HTTP with a time limit, a size limit and a list of hosts. Nothing it logs or throws holds a token, a body or a query value. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  return {
    send: async (request) => {
      const startedAt = performance.now();
      const { method } = request;
      const entry = (more: Partial<HttpLogEntry>): HttpLogEntry => ({
        ...{ method, url: redactUrl(request.url), durationMs: Math.round(performance.now() - startedAt) },
        ...more,
      });
      try {
        const response = await onceMoreWhenReset(request, () => follow(request, options));
        options.log?.(entry({ status: response.status }));
        return response;
      } catch (error) {
        const fault = error instanceof Fault ? error : transportFault(error, callOf(request));
        options.log?.(entry({ failure: fault.message }));
        throw fault;
      }
    },
  };
}

/**
 * A server may close an idle connection in the moment in which it is used again. A read may simply be asked again, once,
 * on another connection; anything else is left to who knows what a second time would do.
 */
async function onceMoreWhenReset<T>(request: HttpRequest, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (callOf(request).isWrite || !isReset(error)) throw error;
    return attempt();
  }
}

async function follow(request: HttpRequest, options: HttpClientOptions): Promise<HttpResponse> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let { url, headers } = request;
  for (let hopsLeft = request.followRedirects ?? 0; ; hopsLeft -= 1) {
    assertAllowed(url, options.allowedHosts);
    const { method, body } = request;
    const answer = await ask(url, { method, signal, headers: { ...ALWAYS, ...headers }, body: body ?? null });
    const { location } = headersOf(answer);
    if (hopsLeft <= 0 || method !== 'GET' || answer.statusCode < 300 || answer.statusCode > 399 || !location)
      return await read(answer, request, options.maxResponseBytes);
    await answer.body.dump();
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) headers = {};
    url = next.href;
  }
}

async function read(answer: Dispatcher.ResponseData, request: HttpRequest, most: number): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge(request, most);
    chunks.push(chunk);
  }
  const headers = headersOf(answer);
  const isZipped = headers['content-encoding'] === 'gzip' && size > 0;
  const bytes = isZipped ? await unzipped(Buffer.concat(chunks), request, most) : Buffer.concat(chunks);
  const text = () => bytes.toString('utf8');
  return { status: answer.statusCode, headers, bytes, text, json: () => parsed(text()) };
}

/** A small answer may be packed from a huge one: it is unpacked no further than an answer may be large. */
async function unzipped(bytes: Buffer, request: HttpRequest, most: number): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: most });
  } catch (error) {
    if (isTooLong(error)) throw tooLarge(request, most);
    throw error;
  }
}

function headersOf({ headers }: { readonly headers: IncomingHttpHeaders }): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function assertAllowed(url: string, allowedHosts: readonly string[]): void {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target !== undefined && allowedHosts.some((allowed) => isOf(target, allowed))) return;
  const detail = `Calls to ${target?.host ?? 'this address'} are not allowed`;
  throw new Fault({ kind: 'refused', problems: [problem('bad_request', 'url', detail)] }, detail);
}

/** The URL parser has turned every way to write an address into one, so that 2130706433 is 127.0.0.1 here already. */
function isOf({ protocol, host }: URL, allowed: string): boolean {
  if (allowed.startsWith('.')) return protocol === 'https:' && host.endsWith(allowed);
  return (protocol === 'https:' || protocol === 'http:') && host === allowed;
}

function tooLarge(request: HttpRequest, most: number): Fault {
  const { name, isWrite } = callOf(request);
  const message = `${name}: the answer is larger than ${most} bytes`;
  return new Fault(isWrite ? { kind: 'uncertain', isReplayable: true } : { kind: 'unavailable' }, message);
}

function callOf(request: HttpRequest) {
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  return { name: `${request.method} ${redactUrl(request.url)}`, isWrite };
}
