import { anError, scriptedProductive, type ScriptedProductive } from './testing/scripted-productive.js';

const copy = { ledgerId: 'L1', url: 'https://books.example/1' };
const changed = { body: { data: { id: '1', type: 'invoices', attributes: {} } } };

describe('Marks in Productive', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());
  const sent = () => script.heard.map(({ body }) => (body as { data: { attributes: object } }).data.attributes);

  it('are one change, with the number when the ledger gave one', async () => {
    script = await scriptedProductive(() => changed);
    await script.productive.marks.announce('1001', '1', { ...copy, number: 'INV-7' });
    await script.productive.marks.withdraw('1001', '1');
    expect(sent()).toEqual([
      { exported: true, export_id: 'L1', export_invoice_url: 'https://books.example/1', number: 'INV-7' },
      { exported: false, export_id: null, export_invoice_url: null },
    ]);
  });

  it('are left even if the number is refused, and a person is told', async () => {
    script = await scriptedProductive(({ body }) =>
      JSON.stringify(body).includes('INV-7')
        ? anError(422, 'invalid_attribute', 'is sent and can not be edited')
        : changed,
    );
    await expect(script.productive.marks.announce('1001', '1', { ...copy, number: 'INV-7' })).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ detail: expect.stringContaining('is sent and can not be edited') }] },
    });
    expect(sent()).toHaveLength(2);
    expect(sent()[1]).not.toHaveProperty('number');
  });
});
