import type { Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';

/** These invoices have been sent to their clients: payments that had to wait for it are entered now. */
export async function enterSent(store: Store, invoiceIds: readonly string[], now: Instant): Promise<void> {
  if (invoiceIds.length === 0) return;
  const links = await store.links.of('invoice', invoiceIds);
  const waiting = (await store.tranches.of(links.map(({ ledgerId }) => ledgerId))).filter(
    ({ state, problems }) => state === 'planned' && problems.some(({ code }) => code === 'invoice_not_sent'),
  );
  for (const tranche of waiting) await store.tranches.save({ ...tranche, attempts: 0, nextAttemptAt: now });
  const connections = new Map(waiting.map(({ tenantId, connectionId }) => [connectionId, { tenantId, connectionId }]));
  for (const connection of connections.values()) await store.jobs.wake({ ...connection, task: 'settle' });
}
