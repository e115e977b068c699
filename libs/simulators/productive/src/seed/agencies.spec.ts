import { startProductiveSimulator } from '../index.js';
import { useSimulator } from '../testing/client.js';

const agencies = ['1001', '1002', '1003', '1004'];

describe('the seeded agencies', () => {
  const api = useSimulator();
  const all = (type: string) => agencies.flatMap((id) => api().productive.office(id).list(type));

  it('hold enough documents, none of them from the future', () => {
    const final = all('invoices').filter(({ attributes }) => attributes['finalized_on'] !== null);
    expect(final.length).toBeGreaterThanOrEqual(40);
    expect(all('expenses').length).toBeGreaterThanOrEqual(60);
    const days = [
      ...final.map(({ attributes }) => attributes['invoiced_on']),
      ...all('expenses').map(({ attributes }) => attributes['date']),
    ];
    expect(days.every((day) => String(day) >= '2026-09-01' && String(day) <= '2026-11-23')).toBe(true);
  });

  it.each(['1001', '1002', '1003'])('hold every awkward case (organisation %s)', (id) => {
    const office = api().productive.office(id);
    const invoices = office.list('invoices').map(({ attributes }) => attributes);
    const expenses = office.list('expenses');
    const numbers = invoices.map(({ number }) => number).filter((number) => number !== null);
    expect(new Set(numbers).size).toBe(numbers.length - 1);
    expect(invoices.filter(({ invoice_type_id }) => invoice_type_id === 2)).toHaveLength(2);
    expect(invoices.filter(({ exported }) => exported === true).map(({ export_id }) => export_id)).toEqual([
      'legacy-ledger-0042',
    ]);
    expect(office.list('line_items').map(({ attributes }) => String(attributes['description']).length)).toContain(
      4_000,
    );
    expect(expenses.some(({ links }) => links['vendor'] === null)).toBe(true);
    expect(expenses.some(({ links }) => links['attachment'] !== null)).toBe(true);
    expect(expenses.some(({ attributes }) => attributes['pay_on'] === null)).toBe(true);
    expect(expenses.some(({ attributes }) => Number(attributes['amount']) < 0)).toBe(true);
    expect(expenses.some(({ attributes }) => attributes['rejected'] === true)).toBe(true);
    expect(expenses.some(({ attributes }) => attributes['tax_inclusion'] === true)).toBe(true);
  });

  it('are the same on every start, and go on from a snapshot', async () => {
    const again = await startProductiveSimulator();
    const strip = (snapshot: unknown) => JSON.stringify(snapshot).replaceAll(/127\.0\.0\.1:\d+/g, 'host');
    expect(strip(again.snapshot())).toBe(strip(api().productive.snapshot()));
    again.office(1001).addExpense({
      name: 'Kept',
      amount: 1,
      serviceId: again.office(1001).list('expenses')[0]?.links['service'] as string,
    });
    const restored = await startProductiveSimulator({
      snapshot: JSON.parse(JSON.stringify(again.snapshot())) as unknown,
    });
    expect(restored.office(1001).list('expenses').at(-1)?.attributes['name']).toBe('Kept');
    await again.close();
    await restored.close();
  });
});
