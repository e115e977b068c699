import { readStore, type StoreEnvironment } from './read-store.js';
import { createReader, type Reader } from './reader.js';

export type Role = 'all' | 'web' | 'worker';
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface SandboxAgency {
  readonly name: string;
  readonly organisationId: string;
  readonly token: string;
}

/** URLs are without a slash at the end. */
export interface Environment extends StoreEnvironment {
  readonly port: number;
  readonly publicUrl: string;
  readonly role: Role;
  /** Between us and the callers. The last so many entries of `X-Forwarded-For` are theirs, and what comes before is hearsay. */
  readonly proxies: number;
  readonly xero: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly webhookKey?: string;
    readonly apiUrl: string;
    readonly identityUrl: string;
    readonly loginUrl: string;
    readonly webUrl: string;
  };
  readonly productive: { readonly apiUrl: string; readonly webUrl: string };
  readonly importEveryMs: number;
  /** Absent: nobody can be written to. */
  readonly mail?: { readonly url: string; readonly from: string };
  readonly logLevel: (typeof logLevels)[number];
  /** Where the simulators really are, when we run against them. */
  readonly sandbox?: {
    readonly xeroUrl: string;
    readonly productiveUrl: string;
    readonly agencies: readonly SandboxAgency[];
  };
}

/** Reads the environment; `problems` names everything that is wrong, not just the first. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly environment: Environment } | { readonly ok: false; readonly problems: string[] } {
  const read = createReader(env);
  const port = read.whole('PORT', 0, 65_535);
  const sandbox = readSandbox(read);
  const publicUrl = read.url('PUBLIC_URL', WEB) ?? `http://localhost:${port}`;
  const mail = readMail(read, publicUrl);
  const environment: Environment = {
    port,
    publicUrl,
    role: read.oneOf('BRIDGE_ROLE', ['all', 'web', 'worker']),
    proxies: read.whole('BRIDGE_PROXIES', 0, 10),
    ...readStore(read, sandbox !== undefined),
    xero: readXero(read),
    productive: { apiUrl: read.url('PRODUCTIVE_API_URL', WEB) ?? '', webUrl: readProductiveWebUrl(read) },
    importEveryMs: readImportEvery(read),
    ...(mail && { mail }),
    logLevel: read.oneOf('LOG_LEVEL', logLevels),
    ...(sandbox && { sandbox }),
  };
  if (environment.role !== 'all' && environment.store.kind !== 'server')
    read.complain(`BRIDGE_ROLE=${environment.role} needs DATABASE_URL: the embedded database serves one process only`);
  return read.problems.length > 0 ? { ok: false, problems: read.problems } : { ok: true, environment };
}

const WEB = ['http:', 'https:'];

function readXero(read: Reader): Environment['xero'] {
  const webhookKey = read.text('XERO_WEBHOOK_KEY');
  return {
    clientId: read.required(
      'XERO_CLIENT_ID',
      'register an app at developer.xero.com, or use `npm start` for the sandbox',
    ),
    clientSecret: read.required('XERO_CLIENT_SECRET', 'the app’s page at developer.xero.com makes one'),
    ...(webhookKey !== undefined && { webhookKey }),
    apiUrl: read.url('XERO_API_URL', WEB) ?? '',
    identityUrl: read.url('XERO_IDENTITY_URL', WEB) ?? '',
    loginUrl: read.url('XERO_LOGIN_URL', WEB) ?? '',
    webUrl: read.url('XERO_WEB_URL', WEB) ?? '',
  };
}

function readProductiveWebUrl(read: Reader): string {
  const url = read.url('PRODUCTIVE_WEB_URL', WEB) ?? '';
  if (/xero/i.test(url))
    read.complain(`PRODUCTIVE_WEB_URL must not contain “xero”: Xero refuses links with that word, not “${url}”`);
  return url;
}

/** `Name <address>` or an address alone. */
const SENDER = /^([^<>"\r\n]+ <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/;

function readMail(read: Reader, publicUrl: string): Environment['mail'] {
  const url = read.url('SMTP_URL', ['smtp:', 'smtps:']);
  const from = read.text('MAIL_FROM') ?? `bridge@${new URL(publicUrl).hostname}`;
  if (!SENDER.test(from)) read.complain(`MAIL_FROM must be an address, or “Name <address>”, not “${from}”`);
  return url === undefined ? undefined : { url, from };
}

function readImportEvery(read: Reader): number {
  const minutes = read.whole('BRIDGE_IMPORT_EVERY_MINUTES', 1, 1440);
  const seconds = read.text('BRIDGE_IMPORT_EVERY_SECONDS');
  return seconds === undefined ? minutes * 60_000 : read.whole('BRIDGE_IMPORT_EVERY_SECONDS', 1, 86_400) * 1000;
}

function readSandbox(read: Reader): Environment['sandbox'] {
  const xeroUrl = read.url('BRIDGE_SANDBOX_XERO_URL', WEB);
  const productiveUrl = read.url('BRIDGE_SANDBOX_PRODUCTIVE_URL', WEB);
  if (xeroUrl === undefined && productiveUrl === undefined) return undefined;
  if (xeroUrl === undefined || productiveUrl === undefined) {
    read.complain('BRIDGE_SANDBOX_XERO_URL and BRIDGE_SANDBOX_PRODUCTIVE_URL must be given together');
    return undefined;
  }
  return { xeroUrl, productiveUrl, agencies: readAgencies(read) };
}

function readAgencies(read: Reader): readonly SandboxAgency[] {
  const text = read.text('BRIDGE_SANDBOX_AGENCIES');
  if (text === undefined) return [];
  const list = parsed(text);
  if (Array.isArray(list) && list.every(isAgency)) return list;
  read.complain('BRIDGE_SANDBOX_AGENCIES must be a JSON list of {name, organisationId, token}');
  return [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAgency(value: unknown): value is SandboxAgency {
  if (typeof value !== 'object' || value === null) return false;
  const { name, organisationId, token } = value as Record<string, unknown>;
  return [name, organisationId, token].every((text) => typeof text === 'string');
}
