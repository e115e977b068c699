import { readProductiveEvent } from './event.js';

describe('A delivery', () => {
  it.each([
    [
      { event: 'create_invoice', item_type: 'invoice', item_id: '7' },
      { kind: 'invoice', id: '7' },
    ],
    [
      { event: 'update_expense', item_type: 'Expense', item_id: 8 },
      { kind: 'expense', id: '8' },
    ],
    [
      { event: 'delete_payment', item_id: '9' },
      { kind: 'payment', id: '9' },
    ],
    [{ object: { data: { type: 'invoices', id: '7' } } }, { kind: 'invoice', id: '7' }],
    [
      { event: 'create_task', item_type: 'task', item_id: '1' },
      { kind: 'other', id: '1' },
    ],
    [{ item_type: 'constructor' }, { kind: 'other' }],
    [null, { kind: 'other' }],
    ['nonsense', { kind: 'other' }],
  ])('%j is about %j', (body, event) => {
    expect(readProductiveEvent(body)).toEqual(event);
  });
});
