import type { LedgerCall } from '../ledger/fault-script.js';
import { isOurs, type PortCall } from '../simulation/gate.js';
import type { Stage } from '../simulation/stage.js';
import type { SourceCall } from '../source/source-mishaps.js';

/**
 * What can go wrong at one call. To die or to stand still before a call is to do so after the one before it, so that the
 * moment after each call stands for both.
 */
export const troubles = [
  'dies',
  'stands still',
  'cut off before',
  'cut off after',
  'lost and done',
  'lost and not done',
  'late',
  'very late',
  'server error and done',
  'server error and not done',
  'rate limited',
  'unavailable',
  'disconnected',
] as const;
export type Trouble = (typeof troubles)[number];

/** A call that was made, as far as it matters for what can go wrong with it. */
export interface Point {
  readonly name: string;
  readonly troubles: readonly Trouble[];
}

const SECOND = 1000;

const ledgerCalls: Readonly<Record<string, LedgerCall>> = {
  'ledgerDocuments.create': 'createDocuments',
  'ledgerDocuments.update': 'updateDocuments',
  'ledgerDocuments.editions': 'editions',
  'ledgerDocuments.findByMarker': 'findByMarker',
  'ledgerDocuments.attach': 'attach',
  'ledgerDocuments.note': 'note',
  'ledgerCredits.credit': 'readCredit',
  'ledgerCredits.invoice': 'readCredit',
  'ledgerCredits.allocate': 'allocate',
  'ledgerContacts.create': 'createContacts',
  'ledgerContacts.changedSince': 'changedContacts',
  'ledgerChart.read': 'readChart',
  'ledgerChanges.documents': 'changedDocuments',
  'ledgerChanges.payments': 'changedPayments',
  'ledgerAccess.refresh': 'refresh',
};
const sourceCalls: Readonly<Record<string, SourceCall>> = {
  'sourceDocuments.invoices': 'invoices',
  'sourceDocuments.expenses': 'expenses',
  'sourceMarks.announce': 'announce',
  'sourcePayments.of': 'payments',
  'sourcePayments.record': 'record',
  'sourcePayments.remove': 'remove',
  'sourcePayments.markSent': 'markSent',
  'sourcePayments.settleExpense': 'settleExpense',
};
const writes = /create|update|allocate|attach|note|refresh|announce|record|remove|markSent|settle/;

/** `isOnItsWay`: the call belongs to a request that has been decided on, which may not stand still any more. */
export function pointOf(call: PortCall, isOnItsWay: boolean): Point {
  const name = `${call.port}.${call.method}`;
  const still: readonly Trouble[] = isOnItsWay || call.port === 'leases' ? [] : ['stands still'];
  if (call.port === 'unitOfWork') return { name, troubles: ['dies', ...still, 'cut off before', 'cut off after'] };
  if (isOurs(call)) return { name, troubles: ['dies', ...still] };
  const always: readonly Trouble[] = ['dies', ...still, 'rate limited', 'unavailable'];
  const access: readonly Trouble[] = name in ledgerCalls ? ['disconnected'] : [];
  if (!writes.test(call.method)) return { name, troubles: [...always, ...access] };
  const answers: readonly Trouble[] = ['lost and done', 'lost and not done', 'late', 'very late'];
  const errors: readonly Trouble[] = ['server error and done', 'server error and not done'];
  return { name, troubles: [...always, ...answers, ...(name in ledgerCalls ? [...access, ...errors] : [])] };
}

/** Lets the very next call to a vendor go wrong. */
export function prepare({ ledger, source }: Stage, { name }: Point, trouble: Trouble): void {
  const ofLedger = ledgerCalls[name];
  const ofSource = sourceCalls[name];
  const fail = (kind: Parameters<typeof ledger.failNext>[0], applied = false) => {
    if (ofLedger) ledger.failNext(kind, { method: ofLedger, applied });
    if (ofSource) source.failNext(kind, { method: ofSource, applied });
  };
  const late = (ms: number) => {
    if (ofLedger) ledger.applyLate(ms, ofLedger);
    if (ofSource) source.applyLate(ms, ofSource);
  };
  const isReplayable = ofLedger !== undefined || ofSource !== 'record';
  switch (trouble) {
    case 'lost and done':
      return fail({ kind: 'uncertain', isReplayable }, true);
    case 'lost and not done':
      return fail({ kind: 'uncertain', isReplayable });
    case 'late':
      return late(90 * SECOND);
    case 'very late':
      return late(300 * SECOND);
    case 'server error and done':
      return fail({ kind: 'uncertain', isReplayable: false }, true);
    case 'server error and not done':
      return fail({ kind: 'uncertain', isReplayable: false });
    case 'rate limited':
      return fail({ kind: 'rate_limited', retryAfterMs: 30 * SECOND, scope: 'short' });
    case 'unavailable':
      return fail({ kind: 'unavailable' });
    case 'disconnected':
      return fail({ kind: 'disconnected' });
    default:
      return undefined;
  }
}
