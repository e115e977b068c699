import type { CalendarDay } from '@bridge/domain';
import { sandboxApp, startXeroSimulator, type XeroApp } from '@bridge/simulator-xero';
import { organisationId, tenantId } from './connect-agency.js';

const DAY_MS = 86_400_000;
export const INVOICED_ON: CalendarDay = '2026-11-02';

interface Kept {
  readonly books: readonly {
    readonly tenantId: string;
    readonly tables: { invoices: Readonly<Record<string, unknown>>[] };
  }[];
}

/** A year's worth of approved invoices, none of them paid: what a Xero of that size keeps, to start a simulator from. */
export async function ledgerOf(count: number, app: Partial<XeroApp> = {}): Promise<unknown> {
  const pattern = await startXeroSimulator({ app: { ...sandboxApp, ...app } });
  pattern.books.accountant(organisationId).createManualInvoice({
    Type: 'ACCREC',
    Status: 'AUTHORISED',
    Contact: { Name: 'Open Account Ltd' },
    Date: INVOICED_ON,
    DueDate: '2026-12-02',
    LineItems: [{ Description: 'Work', Quantity: 1, UnitAmount: '100.00', AccountCode: '200' }],
  });
  // Its own JSON; only the invoices of one organisation are multiplied.
  const kept = pattern.snapshot() as Kept;
  await pattern.close();
  const invoices = kept.books.find((books) => books.tenantId === organisationId)?.tables.invoices;
  const sample = invoices?.at(-1);
  if (invoices === undefined || sample === undefined) throw new Error('The simulator keeps no invoices');
  for (let index = 0; index < count; index += 1)
    invoices.push({ ...sample, id: ledgerIdOf(index), number: `OPEN-${index}`, updatedAt: Date.now() - DAY_MS });
  return kept;
}

export function ledgerIdOf(index: number): string {
  return `aaaaaaaa-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** Says in our books that each of these invoices was copied by us since the sync was switched on. Straight into the table: none of it is measured. */
export async function linkAll(
  run: (statements: string) => Promise<unknown>,
  { connectionId, linkedAt }: { readonly connectionId: string; readonly linkedAt: number },
  count: number,
): Promise<void> {
  await run(`begin; set local session_replication_role = replica;
    insert into links (tenant_id, ledger_id, connection_id, kind, source_id, copy, origin, marker, url, linked_at, linked_by,
      status, currency, total_minor, paid_minor, credited_minor, due_minor, seen_at)
    select '${tenantId}', 'aaaaaaaa-0000-4000-8000-' || lpad(to_hex(n), 12, '0'), '${connectionId}', 'invoice',
      'open-' || n, 1, 'exported', 'marker-' || n, '', ${Math.trunc(linkedAt)}, 'Ada', 'approved', 'GBP', 12000, 0, 0, 12000, 0
    from generate_series(0, ${count - 1}) as n;
    commit; analyze links;`);
}
