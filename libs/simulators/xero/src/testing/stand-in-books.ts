import type { Answer, Call } from '../books/index.js';
import type { BooksSeam } from '../gate/books-seam.js';

export const BRIGHTWELL = '11111111-1111-4111-8111-111111111111';
export const LABS = '11111111-1111-4111-8111-222222222222';
export const COOLABAH = '22222222-2222-4222-8222-111111111111';

/** Books with one rule: a POST or PUT of things makes that many things. Enough to watch the gate. */
export function standInBooks(): BooksSeam & { calls: Call[]; things: Record<string, unknown>[] } {
  const calls: Call[] = [];
  const things: Record<string, unknown>[] = [];
  return {
    calls,
    things,
    tenants: () => [
      { id: BRIGHTWELL, name: 'Brightwell Studio Ltd', shortCode: '!short' },
      { id: LABS, name: 'Brightwell Labs Ltd', shortCode: '!short' },
      { id: COOLABAH, name: 'Coolabah Digital Pty Ltd', shortCode: '!short' },
    ],
    handle(call): Answer {
      calls.push(call);
      if (call.method === 'GET') return { status: 200, body: { Status: 'OK', Invoices: things }, touched: [] };
      const sent = (call.body as { Invoices?: Record<string, unknown>[] } | undefined)?.Invoices ?? [];
      const made = sent.map((invoice, index) => ({
        ...invoice,
        InvoiceID: `00000000-0000-4000-8000-${String(things.length + index + 1).padStart(12, '0')}`,
      }));
      things.push(...made);
      return {
        status: 200,
        body: { Status: 'OK', Invoices: made },
        touched: made.map(({ InvoiceID }) => ({ category: 'INVOICE', id: InvoiceID, type: 'CREATE' })),
      };
    },
  };
}
