/** One call, as it may be logged: no headers, no bodies, no query values. */
export interface HttpLogEntry {
  readonly method: string;
  readonly url: string;
  readonly durationMs: number;
  readonly status?: number;
  readonly failure?: string;
}

/** Origin, path and the names of the query parameters: their values may be tokens or people's data. */
export function redactUrl(url: string): string {
  if (!URL.canParse(url)) return '(not a URL)';
  const { origin, pathname, searchParams } = new URL(url);
  const names = [...new Set(searchParams.keys())];
  return `${origin}${pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}
