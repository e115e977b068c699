/** What the gate asks of the books behind it: one call of the accounting API, already let through. */
export interface BooksSeam {
  tenants(): readonly { id: string; name: string }[];
  handle(call: BooksCall): BooksAnswer;
  snapshot(): unknown;
}

export interface BooksCall {
  method: string;
  /** As it stands after /api.xro/2.0. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  /** Parsed JSON; the bytes themselves for an attachment; undefined when nothing was sent. */
  body: unknown;
  tenantId: string;
  app: { clientId: string; name: string };
  user?: string;
  now: number;
}

export interface BooksAnswer {
  status: number;
  headers?: Record<string, string>;
  body: object | string | Buffer;
  touched: readonly Touched[];
}

/** One thing a call has created or changed: what webhooks tell. */
export interface Touched {
  category: 'INVOICE' | 'CONTACT' | 'CREDITNOTE' | 'PREPAYMENT' | 'OVERPAYMENT';
  id: string;
  type: 'CREATE' | 'UPDATE';
  data?: Record<string, unknown>;
}
