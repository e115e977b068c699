import {
  anError,
  aList,
  scriptedProductive,
  type Answer,
  type Heard,
  type ScriptedProductive,
} from './testing/scripted-productive.js';

type Lists = 'work' | 'first only' | 'refused' | 'ignored';

const subsidiary = { id: '11', type: 'subsidiaries', attributes: { name: 'Brightwell Studio Ltd' } };
const none = { data: null };
const nets: Readonly<Record<string, number>> = { '1': 1000, '2': 2000, '3': 3000 };

function invoice(id: string) {
  const amount = nets[id] ?? 0;
  return {
    id,
    type: 'invoices',
    attributes: { currency: 'GBP', invoiced_on: '2026-11-02', amount, amount_tax: 0, amount_with_tax: amount },
    relationships: {
      ...{ subsidiary: { data: { type: 'subsidiaries', id: '11' } } },
      ...{ company: none, document_type: none, bill_to: none, attachment: none, parent_invoice: none },
    },
  };
}

function line(invoiceId: string) {
  return {
    id: `${invoiceId}0`,
    type: 'line_items',
    attributes: {
      description: 'Design',
      quantity: '1.0',
      unit_price: nets[invoiceId],
      amount: nets[invoiceId],
      amount_tax: 0,
    },
    relationships: { invoice: { data: { type: 'invoices', id: invoiceId } }, service_type: none, tax_rate: none },
  };
}

/** Three invoices of one line each, in a Productive that understands lists in one of four ways. */
function threeInvoices(lists: { readonly invoices: Lists; readonly lines: Lists }) {
  const chosen = (filter: string, mode: Lists): readonly string[] | undefined => {
    const ids = filter.split(',');
    if (ids.length === 1) return ids;
    if (mode === 'refused') return undefined;
    if (mode === 'ignored') return Object.keys(nets);
    return mode === 'first only' ? ids.slice(0, 1) : ids;
  };
  const existing = (ids: readonly string[] | undefined) => ids?.filter((id) => id in nets);
  return ({ path, query }: Heard): Answer => {
    const isLines = path === 'line_items';
    const single = /^invoices\/(.+)$/.exec(path)?.[1];
    if (single !== undefined)
      return single in nets
        ? { body: { data: invoice(single), included: [subsidiary] } }
        : anError(404, 'record_not_found', 'The requested record was not found');
    const filter = query.get(isLines ? 'filter[invoice_id]' : 'filter[id]') ?? '';
    const ids = existing(chosen(filter, isLines ? lists.lines : lists.invoices));
    if (!ids) return anError(400, 'unsupported', 'Unsupported Filter Value');
    const owned = ids.map((id) => (isLines ? line(id) : invoice(id)));
    return aList(owned, [subsidiary, ...ids.map(invoice)]);
  };
}

describe('Reading several invoices', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());
  const read = async (ids: readonly string[]) => {
    const found = await script.productive.documents.invoices('1001', ids);
    return found.map(({ id, lines }) => [id, lines.map(({ net }) => Number(net.minor))]);
  };

  it('takes two calls when Productive understands lists', async () => {
    script = await scriptedProductive(threeInvoices({ invoices: 'work', lines: 'work' }));
    expect(await read(['3', '1', '2'])).toEqual([
      ['3', [3000]],
      ['1', [1000]],
      ['2', [2000]],
    ]);
    expect(script.heard).toHaveLength(2);
  });

  it('asks again for one that is missing, which is how a deleted one is known', async () => {
    script = await scriptedProductive(threeInvoices({ invoices: 'work', lines: 'work' }));
    expect(await read(['1', '9', '2'])).toEqual([
      ['1', [1000]],
      ['2', [2000]],
    ]);
    expect(await read(['1', '2'])).toHaveLength(2);
    expect(script.heard).toHaveLength(5);
  });

  it.each(['first only', 'refused', 'ignored'] as const)(
    'loses nothing when lists of invoices are %s',
    async (mode) => {
      script = await scriptedProductive(threeInvoices({ invoices: mode, lines: mode }));
      expect(await read(['1', '2'])).toEqual([
        ['1', [1000]],
        ['2', [2000]],
      ]);
    },
  );

  it.each(['first only', 'refused', 'ignored'] as const)(
    'gives each invoice its own lines when lists of lines are %s',
    async (mode) => {
      script = await scriptedProductive(threeInvoices({ invoices: 'work', lines: mode }));
      expect(await read(['1', '2'])).toEqual([
        ['1', [1000]],
        ['2', [2000]],
      ]);
    },
  );

  it('remembers that an organisation’s Productive does not understand lists', async () => {
    script = await scriptedProductive(threeInvoices({ invoices: 'refused', lines: 'work' }));
    await read(['1', '2']);
    const before = script.heard.length;
    await read(['1', '2']);
    const later = script.heard.slice(before).map(({ path, query }) => query.get('filter[invoice_id]') ?? path);
    expect(later.sort()).toEqual(['1', '2', 'invoices/1', 'invoices/2']);
  });

  it('is not fooled by lines that belong to somebody else', async () => {
    script = await scriptedProductive((heard) =>
      heard.path === 'line_items'
        ? aList([line('3')], [invoice('3'), subsidiary])
        : threeInvoices({ invoices: 'work', lines: 'work' })(heard),
    );
    await expect(read(['1'])).rejects.toThrow('came with the lines of invoice 1, which is not its own');
  });
});
