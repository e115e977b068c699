import { money, type Money } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import type { LedgerChanges } from '../../payments/ledger-changes.js';
import { instead } from './instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from './memory-bridge.js';

// What specs of payments that come back have in common.

export const pounds = (amount: number): Money => money(BigInt(amount) * 100n, 'GBP');

/** Copies a sent invoice over 120.00 into the books; answers its ledger id. */
export async function copied(bridge: MemoryBridge, id = '1'): Promise<string> {
  bridge.agency.addInvoice(anInvoice({ id, isSent: true }));
  await bridge.copy('invoice', [id]);
  await bridge.send();
  return (await bridge.link('invoice', id)).ledgerId;
}

/** A bridge an hour after an invoice, or an expense, was copied. */
export async function anHourAfter(
  copy: typeof copied = copied,
): Promise<{ readonly bridge: MemoryBridge; readonly ledgerId: string }> {
  const bridge = await createMemoryBridge();
  const ledgerId = await copy(bridge);
  bridge.clock.advance(3_600_000);
  return { bridge, ledgerId };
}

export async function copiedExpense(bridge: MemoryBridge): Promise<string> {
  bridge.agency.addExpense(anExpense());
  await bridge.copy('expense', ['1']);
  await bridge.send();
  return (await bridge.link('expense', '1')).ledgerId;
}

export const states = async (bridge: MemoryBridge, ledgerId: string) =>
  (await bridge.tranches(ledgerId)).map(({ amount, state }) => [Number(amount.minor) / 100, state]);
export const paid = (bridge: MemoryBridge, id = '1') =>
  bridge.agency.payments(id).map(({ amount, paidOn }) => [Number(amount.minor) / 100, paidOn]);
export const sync = async (bridge: MemoryBridge): Promise<void> => {
  await bridge.import();
  await bridge.settle();
};
export const position = async (bridge: MemoryBridge) =>
  (await bridge.run((store) => store.watermarks.find(CONNECTION)))?.lowerBound;

/** Switches the sync of payments on, perhaps for those since a day. */
export async function switchOn(bridge: MemoryBridge, importSince?: string): Promise<void> {
  const { version } = await bridge.run((store) => store.settings.find(CONNECTION));
  const chosen = settings({ payments: { importSince } });
  const saved = await bridge.uses.saveSettings.run(TENANT, CONNECTION, chosen, version, 'Ada');
  if (!saved?.ok) throw new Error('The settings were not saved');
}

/** Notes the name of each call. */
export function counted(changes: LedgerChanges, calls: string[]): LedgerChanges {
  return instead(changes, {
    documents: (...call) => (calls.push('documents'), changes.documents(...call)),
    payments: (...call) => (calls.push('payments'), changes.payments(...call)),
  });
}
