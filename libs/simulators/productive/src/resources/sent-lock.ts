import type { Problem } from '../wire/refusal.js';
import { invalid } from '../wire/refusal.js';
import type { Row } from '../world/row.js';
import type { Desk } from './resource.js';

const exportFields = ['exported', 'export_id', 'export_invoice_url'];
const bookkeeping = ['updated_at', 'last_activity_at', 'exported_at', 'payment_terms', 'finalized_at'];
const derived = /^amount|^(credited|paid_on)$/;

/** Refuses a change of a sent invoice, or of its lines, as the assumption says. */
export function sentLock(desk: Desk, invoice: Row | undefined): Problem[] {
  const locked = desk.via === 'api' && invoice !== undefined && typeof invoice.attributes['sent_on'] === 'string';
  return locked && desk.assumptions.patchOnSentInvoices !== 'allowed'
    ? [invalid('invoice', 'invoice is sent and can not be edited')]
    : [];
}

/** Refuses the changed attributes of an invoice that stays sent, as the assumption says. */
export function sentRefusals(desk: Desk, next: Row, previous: Row): Problem[] {
  if (previous.attributes['sent_on'] === null || next.attributes['sent_on'] === null) return [];
  const mode = desk.assumptions.patchOnSentInvoices;
  const changed = [
    ...Object.keys(next.attributes).filter((name) => !same(next.attributes[name], previous.attributes[name])),
    ...Object.keys(next.links).filter((name) => !same(next.links[name], previous.links[name])),
  ].filter((name) => name !== 'sent_on' && !bookkeeping.includes(name) && !derived.test(name));
  const refused =
    mode === 'allowed' ? [] : mode === 'refused' ? changed : changed.filter((name) => !exportFields.includes(name));
  return refused.map((name) => invalid(name, 'invoice is sent and can not be edited'));
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}
