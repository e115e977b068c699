import type { Answer, Call } from '../books/index.js';

/** What the front asks of the books behind it: whose they are, and one call of the accounting API, already let through. */
export interface BooksSeam {
  tenants(): readonly { id: string; name: string; shortCode: string }[];
  handle(call: Call): Answer;
}
