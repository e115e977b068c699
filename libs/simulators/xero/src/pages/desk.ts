import type { Touched } from '../books/index.js';
import type { BooksSeam } from '../gate/books-seam.js';

/** What only a person in Xero can do, and no API. */
export interface AccountantSeam {
  mergeContacts(loserId: string, winnerId: string): unknown;
  setLockDates(dates: { periodLockedOn?: string | undefined; yearLockedOn?: string | undefined }): unknown;
}

export interface DeskWorld {
  books: BooksSeam;
  now: () => number;
  touched: (tenantId: string, things: readonly Touched[]) => void;
  accountant: (tenantId: string) => AccountantSeam;
}

export type Outcome = { ok: true; body: Record<string, unknown> } | { ok: false; problems: string[] };

const PERSON = 'zoe@advisors.example';

/** An accountant working by hand: the same books and the same rules as the API, without its door. */
export class Desk {
  constructor(private readonly world: DeskWorld) {}

  tenants(): readonly { id: string; name: string; shortCode: string }[] {
    return this.world.books.tenants();
  }

  call(tenantId: string, method: string, path: string, body?: unknown): Outcome {
    const [route = '', query = ''] = path.split('?');
    const answer = this.world.books.handle({
      method,
      path: route,
      query: new URLSearchParams(query),
      headers: { accept: 'application/json' },
      body,
      tenantId,
      app: { clientId: 'xero', name: 'Xero' },
      user: PERSON,
      now: this.world.now(),
    });
    this.world.touched(tenantId, answer.touched);
    if (answer.status < 300)
      return {
        ok: true,
        body:
          typeof answer.body === 'object' && !Buffer.isBuffer(answer.body)
            ? (answer.body as Record<string, unknown>)
            : {},
      };
    return { ok: false, problems: problemsOf(answer.body) };
  }

  list(tenantId: string, collection: string, query = ''): Record<string, unknown>[] {
    const answer = this.call(tenantId, 'GET', `/${collection}${query === '' ? '' : `?${query}`}`);
    return answer.ok ? rows(answer.body[collection]) : [];
  }

  organisation(tenantId: string): Record<string, unknown> {
    const answer = this.call(tenantId, 'GET', '/Organisation');
    return (answer.ok ? rows(answer.body['Organisations'])[0] : undefined) ?? {};
  }

  one(tenantId: string, collection: string, id: string): Record<string, unknown> | undefined {
    const answer = this.call(tenantId, 'GET', `/${collection}/${encodeURIComponent(id)}?unitdp=4`);
    return answer.ok ? rows(answer.body[collection])[0] : undefined;
  }

  /** The person who does what no API does. */
  byHand(tenantId: string): AccountantSeam {
    return this.world.accountant(tenantId);
  }
}

export const rows = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

/** Every message of an error answer, wherever Xero has put it. */
function problemsOf(body: unknown): string[] {
  if (typeof body === 'string') return [body];
  const found: string[] = [];
  JSON.stringify(body, (key, value: unknown) => {
    if (key === 'ValidationErrors') for (const { Message } of rows(value)) found.push(String(Message));
    return value;
  });
  return found.length > 0 ? [...new Set(found)] : [String((body as { Message?: string }).Message)];
}
