/** A call that did not answer as it should: says which, and what came. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    call: string,
  ) {
    super(`${call} answered ${status}: ${JSON.stringify(body).slice(0, 600)}`);
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** Sends and reads JSON; anything but 2xx throws. */
export async function askJson<T>(url: string | URL, init: RequestInit & { readonly json?: unknown } = {}): Promise<T> {
  const { json, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (json !== undefined) headers.set('content-type', headers.get('content-type') ?? 'application/json');
  const answer = await fetch(url, { ...rest, headers, ...(json !== undefined && { body: JSON.stringify(json) }) });
  const text = await answer.text();
  const body: unknown = text === '' ? undefined : parse(text);
  if (!answer.ok) throw new UnexpectedAnswer(answer.status, body, `${rest.method ?? 'GET'} ${new URL(url).pathname}`);
  return body as T;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Repeats until the answer is what is waited for. */
export async function waitFor<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T>,
  isThere: (answer: T) => boolean,
): Promise<T> {
  const endsAt = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > endsAt) throw new Error(`Waited ${seconds} seconds for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}
