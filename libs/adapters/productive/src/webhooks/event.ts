import { asObject } from '../client/json-api.js';

/** What a delivery is about. A hint to read again, never the data itself. */
export interface ProductiveEvent {
  readonly kind: 'invoice' | 'expense' | 'payment' | 'other';
  /** Absent when the delivery names none that can be read. */
  readonly id?: string;
}

const KINDS = ['invoice', 'expense', 'payment'] as const;

/** Reads the parsed body of a delivery. Anything unknown is `other`: the format of deliveries is not documented. */
export function readProductiveEvent(body: unknown): ProductiveEvent {
  const { event, item_type: itemType, item_id: itemId, object } = asObject(body);
  const { type, id } = asObject(asObject(object)['data']);
  const [kind] = [itemType, type, event].flatMap((word) => KINDS.find((each) => each === singular(word)) ?? []);
  const found = [itemId, id].find((each) => typeof each === 'string' || typeof each === 'number');
  return {
    kind: kind ?? 'other',
    ...(found !== undefined && { id: String(found) }),
  };
}

/** `Invoices`, `invoice` and `create_invoice` → `invoice`. */
function singular(word: unknown): string {
  return typeof word === 'string' ? (word.toLowerCase().split('_').at(-1) ?? '').replace(/s$/, '') : '';
}
