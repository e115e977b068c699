import {
  anError,
  aList,
  scriptedProductive,
  type Answer,
  type Heard,
  type ScriptedProductive,
} from './testing/scripted-productive.js';

const since = Date.UTC(2026, 10, 20, 12);
const none = { data: null };
const expense = (id: string, updatedAt: string) => ({
  id,
  type: 'expenses',
  attributes: {
    ...{ name: `Expense ${id}`, date: '2026-11-02', currency: 'GBP', total_amount: 100, total_amount_with_tax: 120 },
    updated_at: updatedAt,
  },
  relationships: { deal: none, vendor: none, attachment: none },
});
const deleted = (id: string, type: string, recoveredAt: string | null = null) => ({
  id: `9${id}`,
  type: 'deleted_items',
  attributes: { item_id: Number(id), item_type: type, recovered_at: recoveredAt },
});

describe('Reading changes', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());
  const listening = async (answer: (heard: Heard) => Answer) => (script = await scriptedProductive(answer)).productive;
  const asked = (path: string) => script.heard.filter((heard) => heard.path === path).map(({ query }) => query);

  it('goes back one more day, with full times, since Productive may cut them to dates', async () => {
    const productive = await listening(() => aList([]));
    await productive.documents.changedSince('1001', 'invoice', since, 1);
    const [query] = asked('invoices');
    expect(query?.get('filter[last_activity_at][gt_eq]')).toBe('2026-11-19T12:00:00.000Z');
    expect(query?.get('sort')).toBe('last_activity_at');
  });

  it('fills the read model in an order that no edit changes', async () => {
    const productive = await listening(() => aList([]));
    await productive.documents.changedSince('1001', 'invoice', undefined, 1);
    expect(asked('invoices')[0]?.get('sort')).toBe('created_at');
    expect(asked('deleted_items')).toEqual([]);
  });

  it('answers with rows, oldest change first', async () => {
    const productive = await listening(({ path }) =>
      path === 'expenses'
        ? aList([
            expense('1', '2026-11-21T10:00:00.000+01:00'),
            expense('2', '2026-11-21T09:30:00.000+00:00'),
            expense('3', '2026-11-20T00:00:00.000+00:00'),
          ])
        : aList([]),
    );
    const { rows } = await productive.documents.changedSince('1001', 'expense', since, 1);
    expect(rows.map((row) => row.sourceId)).toEqual(['3', '1', '2']); // 00:00Z the day before, 09:00Z, 09:30Z
  });

  it('lists every expense when Productive does not filter by the last change, and asks for that only once', async () => {
    const productive = await listening(({ path, query }) => {
      if (query.has('filter[updated_at][gt_eq]')) return anError(400, 'unsupported', 'Unsupported Filter');
      return path === 'expenses' ? aList([expense('1', '2026-01-01T00:00:00.000+00:00')]) : aList([]);
    });
    expect((await productive.documents.changedSince('1001', 'expense', since, 1)).rows).toHaveLength(1);
    expect((await productive.documents.changedSince('1001', 'expense', since, 1)).rows).toHaveLength(1);
    expect(asked('expenses').filter((query) => query.has('filter[updated_at][gt_eq]'))).toHaveLength(1);
  });

  it('reports deletions once, with the first page, and neither what was restored nor other things', async () => {
    const items = [
      deleted('6', 'Expense'),
      deleted('7', 'expense'),
      deleted('8', 'expense', '2026-11-21T00:00:00.000+00:00'),
      deleted('9', 'invoice'),
    ];
    const productive = await listening(({ path }) => aList(path === 'deleted_items' ? items : []));
    expect((await productive.documents.changedSince('1001', 'expense', since, 1)).deletedIds).toEqual(['6', '7']);
    expect((await productive.documents.changedSince('1001', 'expense', since, 2)).deletedIds).toEqual([]);
    expect(asked('deleted_items').map((query) => query.get('filter[created_at][gt_eq]'))).toEqual(['2026-11-19']);
  });
});
