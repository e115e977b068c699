import type { SourcePersonsHand } from '@bridge/application/testing';

const JSON_API = 'application/vnd.api+json';

interface Wire {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, { readonly data?: { readonly id: string } | null }>>;
}

/** A person of Brightwell Studio, who works through the API of a simulator with a token of their own. */
export function personOf(apiUrl: string, token: string): SourcePersonsHand {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${apiUrl}/${path}`, {
      method,
      headers: { 'x-auth-token': token, 'x-organization-id': '1001', 'content-type': JSON_API, accept: JSON_API },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const list = async (path: string) =>
    (await call('GET', `${path}&page[size]=200`)) as { data: Wire[]; included?: Wire[] };
  const create = async (type: string, attributes: object) =>
    ((await call('POST', type, { data: { type, attributes } })) as { data: Wire }).data.id;
  const change = (type: string, id: string, attributes: object) =>
    call('PATCH', `${type}/${id}`, { data: { type, id, attributes } });

  const vatRate = async () => {
    const { data } = await list('tax_rates?include=subsidiary');
    const own = data.filter((rate) => rate.relationships['subsidiary']?.data?.id === '11');
    return found(own.find((rate) => Number(rate.attributes['primary_component_value']) === 20 && isActive(rate))).id;
  };
  const pieceService = async () => {
    const { data, included = [] } = await list('services?include=deal,deal.subsidiary');
    const deals = included.filter((each) => each.relationships['subsidiary']?.data?.id === '11').map((each) => each.id);
    return found(
      data.find(
        ({ attributes, relationships }) =>
          attributes['expense_tracking_enabled'] === true &&
          attributes['unit_id'] === 2 &&
          deals.includes(relationships['deal']?.data?.id ?? ''),
      ),
    ).id;
  };
  const paths = { invoice: 'invoices', expense: 'expenses', purchase_order: 'purchase_orders' } as const;

  return {
    addInvoice: async ({ net, subject = 'Work', isSent = false, isDraft = false, creditFor }) => {
      const company = await create('companies', {
        name: 'Acme Ltd',
        billing_name: 'Acme Ltd',
        default_currency: 'GBP',
      });
      const facts = { company_id: company, subsidiary_id: '11', currency: 'GBP', invoiced_on: '2026-11-02', subject };
      const credit = creditFor !== undefined && { invoice_type_id: 2, parent_invoice_id: creditFor };
      const id = await create('invoices', { ...facts, ...credit });
      const quantity = creditFor === undefined ? '1' : '-1';
      const price = { quantity, unit_price: Math.abs(cents(net)), description: 'Design', unit_id: 2 };
      await create('line_items', { invoice_id: id, tax_rate_id: await vatRate(), ...price });
      if (!isDraft) await call('PATCH', `invoices/${id}/finalize`, { data: { type: 'invoices', attributes: {} } });
      if (isSent) await change('invoices', id, { sent_on: '2026-11-03' });
      return id;
    },
    addExpense: async ({ net, name = 'Photos', isReimbursable = false }) => {
      const { data: people } = await list('people?filter[status]=1');
      const spender = isReimbursable && { person_id: found(people[0]).id, reimbursable: true };
      const links = { service_id: await pieceService(), tax_rate_id: await vatRate(), ...spender };
      const facts = { name, date: '2026-11-03', currency: 'GBP', amount: cents(net), quantity: '1' };
      const id = await create('expenses', { ...links, ...facts });
      return id;
    },
    addPurchaseOrder: async ({ nets, subject = 'Print run' }) => {
      const vendor_id = await create('companies', { name: 'Paper Supplies Ltd', default_currency: 'GBP' });
      const { data } = await list('deals?include=subsidiary');
      const budget = found(data.find((deal) => deal.relationships['subsidiary']?.data?.id === '11'));
      const facts = { deal_id: budget.id, vendor_id, issued_on: '2026-11-03', currency: 'GBP', subject };
      const id = await create('purchase_orders', facts);
      const links = { service_id: await pieceService(), tax_rate_id: await vatRate(), purchase_order_id: id };
      for (const net of nets)
        await create('expenses', {
          ...links,
          name: 'Paper',
          date: '2026-11-03',
          currency: 'GBP',
          amount: cents(net),
          quantity: '1',
        });
      await change('purchase_orders', id, { status_id: 2 });
      return id;
    },
    addReceipt: async (expenseId, name) => {
      const facts = { name, content_type: 'application/pdf', size: 3, attachable_type: 'expense' };
      return create('attachments', { ...facts, expense_id: expenseId });
    },
    approve: async (id) => void (await call('PATCH', `expenses/${id}/approve`, { data: { type: 'expenses' } })),
    rename: async (kind, id, title) =>
      void (await change(paths[kind], id, kind === 'expense' ? { name: title } : { subject: title })),
    delete: async (kind, id) => void (await call('DELETE', `${paths[kind]}/${id}`)),
  };
}

function cents(net: string): number {
  return Math.round(Number(net) * 100);
}

function isActive(resource: Wire): boolean {
  return resource.attributes['archived_at'] === null || resource.attributes['archived_at'] === undefined;
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The simulator lacks something that every agency has');
  return value;
}
