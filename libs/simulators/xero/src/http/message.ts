export interface Request {
  method: string;
  path: string;
  /** Undecoded, without the question mark. */
  rawQuery: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** How the answer travels: whole, not at all (the socket is destroyed), or cut in the middle. */
  transport?: 'dropped' | 'truncated';
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export const text = (status: number, body: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  body,
});

export const empty = (status: number, headers: Record<string, string> = {}): Reply => ({ status, headers, body: '' });

/** A redirect whose target may be relative, so that it survives a proxy's path prefix. */
export const redirect = (status: 302 | 303, location: string): Reply => ({
  status,
  headers: { Location: location, 'Cache-Control': 'no-store' },
  body: '',
});

export const formOf = (request: Request): URLSearchParams => new URLSearchParams(request.body.toString('utf8'));

export function jsonOf(request: Request): Record<string, unknown> {
  if (request.body.length === 0) return {};
  const value: unknown = JSON.parse(request.body.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('A JSON object is expected.');
  return value as Record<string, unknown>;
}
