import { hasReached, isLive, isSameContent, problem, shows, type Instant, type LedgerEdition } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { Batch } from '../exports/batches.js';
import { changeExport } from '../exports/change-export.js';
import type { Export, LedgerReceipt } from '../exports/export.js';
import type { LedgerDocuments } from '../exports/ledger-documents.js';
import { beginSettling, close, inOrder, type LedgerLinks } from '../exports/settle-batch.js';
import type { Store } from '../runtime/unit-of-work.js';

const BY = 'the bridge';

/** Asks the ledger how it shows what these exports were to change. Answers what writes that down, within a unit of work. */
export async function lookAtUpdated(
  ledger: LedgerDocuments,
  address: LedgerAddress,
  batch: Batch,
  exports: readonly Export[],
  ledgerLink: LedgerLinks,
): Promise<(store: Store, now: Instant) => Promise<void>> {
  const targets = exports.flatMap(({ target }) => target?.ledgerId ?? []);
  const shown = await ledger.editions(address, targets, 'send');
  return (store, now) => settleUpdateLookUp(store, batch, shown, ledgerLink, now);
}

/**
 * Writes down what the books show of documents whose update was never answered. What was sent: it was applied. What was there
 * before: it was not, and goes again under a new key. Neither: somebody edited it in between, and a blind repeat would undo
 * that, so that a person has to look.
 */
async function settleUpdateLookUp(
  store: Store,
  batch: Batch,
  editions: ReadonlyMap<string, LedgerEdition>,
  ledgerLink: LedgerLinks,
  now: Instant,
): Promise<void> {
  const settled = await beginSettling(store, batch, ledgerLink, now);
  for (const lost of await inOrder(store, batch)) {
    if (lost.state === 'sending') await changeExport(store, lost.id, 'uncertain', BY, now, {});
    else if (lost.state !== 'uncertain') continue;
    const shown = editions.get(lost.target?.ledgerId ?? '');
    if (shown && isLive(shown) && wasApplied(shown, lost)) settled.exported(lost, receiptOf(shown), 'adopted', [], {});
    else if (shown && isLive(shown) && lost.target && isSameContent(shown, lost.target.before))
      await requeue(store, lost, now);
    else await changeExport(store, lost.id, 'refused', BY, now, { problems: [whyRefused(lost, shown)] });
  }
  await settled.finish();
  await close(store, batch, now);
}

/** An update may raise the status and change nothing else. */
function wasApplied(shown: LedgerEdition, { document, target }: Export): boolean {
  return shows(shown, document, target?.ownsTracking) && hasReached(shown.status, document.status);
}

async function requeue(store: Store, { id, attempts }: Export, now: Instant): Promise<void> {
  const change = { attempts: attempts + 1, nextAttemptAt: now };
  await changeExport(store, id, 'queued', BY, now, change, { because: 'Xero shows it as it was' });
}

function whyRefused({ target }: Export, shown: LedgerEdition | undefined) {
  const name = shown?.number ?? target?.before.number ?? target?.ledgerId ?? 'It';
  if (shown === undefined) return problem('update_target_gone', 'ledger', `Xero does not have ${name} any more.`);
  if (!isLive(shown)) return problem('update_removed', 'ledger', `${name} was ${shown.status} in Xero.`);
  const detail = `The answer to the update was lost, and ${name} shows neither what was sent nor what was there before.`;
  return problem('update_overtaken', 'ledger', detail);
}

function receiptOf({ ledgerId, number, status, total, contactId }: LedgerEdition): LedgerReceipt {
  return { ledgerId, ...(number !== undefined && { number }), status, total, contactId };
}
