import type { AddressedDocument, CreateAnswer, CreateOutcome } from '../../../exports/ledger-documents.js';
import type { LedgerReceipt } from '../../../exports/export.js';
import { isFault, type FaultKind } from '../../../faults/fault.js';
import { sampleParty } from './sample-documents.js';
import type { LedgerWorld } from './ledger-world.js';

/** The fault that a call ends with; fails the test when it ends well or with anything else. */
export async function faultOf(call: Promise<unknown>): Promise<FaultKind> {
  const outcome = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (!isFault(outcome)) throw new Error('Expected a fault', { cause: outcome });
  return outcome.fault;
}

export function receiptOf(outcome: CreateOutcome | undefined): LedgerReceipt {
  if (!outcome?.ok) throw new Error(`Expected a receipt, got ${JSON.stringify(outcome)}`);
  return outcome.receipt;
}

export function codesOf(outcome: CreateOutcome | { readonly ok: boolean } | undefined): readonly string[] {
  return outcome && 'problems' in outcome ? outcome.problems.map((problem) => problem.code) : [];
}

/** A contact in the studio to send documents to. */
export async function someContact(world: LedgerWorld): Promise<string> {
  const [outcome] = await world.contacts.create(world.studio, [sampleParty], 'contact-key');
  if (!outcome?.ok) throw new Error(`Expected a contact, got ${JSON.stringify(outcome)}`);
  return outcome.contact.id;
}

let lastKey = 0;

export function send(world: LedgerWorld, documents: readonly AddressedDocument[]): Promise<CreateAnswer> {
  lastKey += 1;
  return world.documents.create(world.studio, `contract-${lastKey}`, world.documents.compose(documents));
}

export async function sendOne(world: LedgerWorld, document: AddressedDocument): Promise<LedgerReceipt> {
  return receiptOf((await send(world, [document])).outcomes[0]);
}
