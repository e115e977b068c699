import type { Answer, Sent } from '../http/testing/test-bed.js';
import type { Client } from '../http/testing/client.js';
import { describeApi } from '../http/openapi/describe-api.js';
import { studio } from '../testing/connections.js';
import { routesOf } from '../testing/routes-of.js';
import {
  brightwell,
  consentAt,
  coolabah,
  setUp,
  startRealBridge,
  until,
  type RealBridge,
} from '../testing/real-bridge.js';

const RANDOM = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
const RANDOM_NUMBER = '99999999';
const COOLABAH_ORGANISATION = '22222222-2222-4222-8222-111111111111';

/** What Brightwell owns, and what Coolabah tries to use. */
type Thing =
  | 'contact'
  | 'connection'
  | 'export'
  | 'ledger'
  | 'key'
  | 'payment'
  | 'invoice'
  | 'subsidiary'
  | 'organisation'
  | 'field';

interface Try {
  /** The parameter, in the address or the body, that names something of another organisation. */
  readonly of: readonly [name: string, thing: Thing];
  readonly status: number;
  readonly body?: (id: string, own: Readonly<Record<Thing, string>>) => unknown;
  readonly query?: (id: string) => string;
}

/** Every parameter that names something, with what a stranger hears. A route or parameter that is missing here fails below. */
const tries: Readonly<Record<string, readonly Try[]>> = {
  'POST /session': [
    {
      of: ['organisationId', 'subsidiary'],
      status: 422,
      body: () => ({ organisationId: '1001', token: 'sandbox-coolabah-admin' }),
    },
  ],
  'POST /connections': [{ of: ['subsidiaryId', 'subsidiary'], status: 422, body: (id) => ({ subsidiaryId: id }) }],
  'PUT /connections/:id/organisation': [
    { of: ['id', 'connection'], status: 404, body: () => ({ organisationId: 'x' }) },
    { of: ['organisationId', 'organisation'], status: 422, body: (id) => ({ organisationId: id }) },
  ],
  'POST /connections/:id/check': [{ of: ['id', 'connection'], status: 404 }],
  'DELETE /connections/:id': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/contacts': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/reconciliation': [{ of: ['id', 'connection'], status: 404 }],
  'POST /connections/:id/reconciliation': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/reconciliation/documents': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/reconciliation.csv': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/settings': [{ of: ['id', 'connection'], status: 404 }],
  'PUT /connections/:id/settings': [{ of: ['id', 'connection'], status: 404, body: () => settingsOfTheirs }],
  'POST /connections/:id/settings/review': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/chart': [{ of: ['id', 'connection'], status: 404 }],
  'GET /connections/:id/tracking-values': [
    { of: ['id', 'connection'], status: 404, query: () => 'from=project' },
    { of: ['fieldId', 'field'], status: 200, query: (id) => `from=custom_field&fieldId=${id}` },
  ],
  'POST /connections/:id/chart/refresh': [{ of: ['id', 'connection'], status: 404 }],
  'GET /documents': [
    { of: ['sourceId', 'invoice'], status: 200, query: (id) => `kind=invoice&sourceId=${id}` },
    { of: ['subsidiaryId', 'subsidiary'], status: 200, query: (id) => `kind=invoice&subsidiaryId=${id}` },
  ],
  'DELETE /documents/:kind/:sourceId/copies/:ledgerId': [
    { of: ['sourceId', 'invoice'], status: 404 },
    { of: ['ledgerId', 'ledger'], status: 404 },
  ],
  'POST /documents/:kind/:sourceId/mark-copied': [
    { of: ['sourceId', 'invoice'], status: 404, body: (_, own) => ({ ledgerDocument: own.ledger }) },
    { of: ['ledgerDocument', 'ledger'], status: 422, body: (id) => ({ ledgerDocument: id }) },
  ],
  'POST /previews': [
    { of: ['sourceIds', 'invoice'], status: 200, body: (id) => ({ kind: 'invoice', sourceIds: [id] }) },
    { of: ['contactId', 'contact'], status: 200, body: (id, own) => again(own.invoice, id) },
  ],
  'POST /exports': [
    { of: ['sourceIds', 'invoice'], status: 422, body: (id) => ({ kind: 'invoice', sourceIds: [id] }) },
  ],
  'GET /exports': [{ of: ['connectionId', 'connection'], status: 200, query: (id) => `connectionId=${id}` }],
  'POST /exports/retry': [{ of: ['exportIds', 'export'], status: 404, body: (id) => ({ exportIds: [id] }) }],
  'POST /exports/skip': [{ of: ['exportIds', 'export'], status: 404, body: (id) => ({ exportIds: [id] }) }],
  'GET /exports/:id': [{ of: ['id', 'export'], status: 404 }],
  'GET /payment-imports': [{ of: ['connectionId', 'connection'], status: 200, query: (id) => `connectionId=${id}` }],
  'POST /payment-imports': [{ of: ['connectionId', 'connection'], status: 404, body: (id) => ({ connectionId: id }) }],
  'POST /payment-imports/reversals': [
    {
      of: ['connectionId', 'connection'],
      status: 404,
      body: (id) => ({ connectionId: id, decision: 'apply' }),
    },
  ],
  'GET /payment-imports/tranches': [
    { of: ['connectionId', 'connection'], status: 200, query: (id) => `connectionId=${id}` },
    { of: ['sourceInvoiceId', 'invoice'], status: 200, query: (id) => `sourceInvoiceId=${id}` },
  ],
  'POST /payment-imports/tranches/retry': [
    { of: ['ledgerId', 'ledger'], status: 404, body: (id) => ({ ledgerId: id, paymentIds: [RANDOM] }) },
    { of: ['paymentIds', 'payment'], status: 200, body: (id, own) => ({ ledgerId: own.ledger, paymentIds: [id] }) },
  ],
  'GET /payment-imports/expenses': [
    { of: ['connectionId', 'connection'], status: 200, query: (id) => `connectionId=${id}` },
  ],
  'DELETE /api-keys/:id': [{ of: ['id', 'key'], status: 404 }],
  'POST /webhooks/productive/:connectionId': [{ of: ['connectionId', 'connection'], status: 404, body: () => ({}) }],
  'POST /webhooks/productive/:connectionId/signed': [
    { of: ['connectionId', 'connection'], status: 401, body: () => ({}) },
  ],
};

/** A moment, which belongs to nobody; and a contact, which is looked for when the copy is sent, and tested on its own. */
const triedElsewhere = ['GET /exports/progress requestId', 'POST /exports contactId'];

let settingsOfTheirs: unknown;

const again = (invoice: string, contactId: string) => ({
  kind: 'invoice',
  sourceIds: [invoice],
  isAgain: true,
  contactId,
});

describe('Security 1: another organisation', () => {
  let bridge: RealBridge;
  let stranger: Client;
  let theirs: Record<Thing, string>;
  let own: Record<Thing, string>;

  beforeAll(async () => {
    bridge = await startRealBridge();
    theirs = await settle(bridge, await brightwell(bridge), {
      subsidiaryId: '11',
      tenants: [studio],
      user: 'ada@brightwell.example',
    });
    stranger = await coolabah(bridge);
    own = await settle(bridge, stranger, {
      subsidiaryId: '21',
      tenants: [COOLABAH_ORGANISATION],
      user: 'col@coolabah.example',
    });
    const { version, settings } = (await stranger.get(`/connections/${own.connection}/settings`)).body;
    settingsOfTheirs = { version, settings };
  }, 90_000);
  afterAll(() => bridge?.close());

  /** The route with everything of the stranger's own, but for the one parameter. */
  const ask = (route: string, { of: [name], body, query }: Try, id: string): Promise<Answer> => {
    const [method = '', path = ''] = route.split(' ');
    const filled = path
      .replace(`:${name}`, id)
      .replace(':kind', 'invoice')
      .replace(':sourceId', own.invoice)
      .replace(':ledgerId', own.ledger)
      .replace(/:(id|connectionId)/, own.connection);
    const sent: Sent = { headers: stranger.headers, ...(body && { body: body(id, own) }) };
    return bridge.call(method, `/api/v1${filled}${query ? `?${query(id)}` : ''}`, sent);
  };
  const all = Object.entries(tries).flatMap(([route, each]) => each.map((one) => [route, one.of[0], one] as const));

  it.each(all)('hears of %s by its %s the same as of what does not exist', async (route, _, one) => {
    const thing = one.of[1];
    const random = /^\d+$/.test(theirs[thing]) ? RANDOM_NUMBER : RANDOM;
    const foreign = await ask(route, one, theirs[thing]);
    const none = await ask(route, one, random);
    expect([foreign.status, none.status]).toEqual([one.status, one.status]);
    expect(foreign.text.replaceAll(theirs[thing], 'ID')).toBe(none.text.replaceAll(random, 'ID'));
  });

  it('is kept out of every route with an id: none is missing in the table, and none is in it that is gone', () => {
    const covered = all.map(([route, name]) => `${route} ${name}`);
    const named = [...routesOf(bridge.app).flatMap(inPath), ...described(bridge)];
    const wanted = new Set(named.filter((name) => !triedElsewhere.includes(name)));
    expect(covered.filter((name) => !name.endsWith('ledgerDocument')).sort()).toEqual([...wanted].sort());
    expect(covered.length).toBe(wanted.size + 1);
  });

  it('cannot copy to a contact of its books: Xero knows none of this id in its own', async () => {
    const outcomes: unknown[] = [];
    for (const contactId of [theirs.contact, RANDOM]) {
      const asked = await stranger.post('/exports', again(own.invoice, contactId));
      const [{ id }] = asked.body.queued;
      const { body } = await until(
        () => stranger.get(`/exports/${id}`),
        (answer) => answer.body.state === 'refused',
      );
      outcomes.push(JSON.parse(JSON.stringify(body.problems).replaceAll(contactId, 'ID')));
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
  }, 60_000);

  it('sees nothing of it in any list', async () => {
    for (const list of ['/documents?kind=invoice', '/exports', '/payment-imports', '/payment-imports/tranches']) {
      const { text } = await stranger.get(list);
      expect(text).not.toContain(theirs.connection);
      expect(text).not.toContain(theirs.ledger);
    }
    expect((await stranger.get('/overview')).text).not.toContain(theirs.connection);
    expect((await stranger.get('/api-keys')).text).not.toContain(theirs.key);
    expect((await stranger.get('/audit?text=Ada')).text).not.toContain('Ada');
  });

  it('has left everything as it was', async () => {
    const client = await brightwell(bridge);
    const exported = await client.get(`/exports/${theirs.export}`);
    expect([exported.body.state, exported.body.ledgerId]).toEqual(['exported', theirs.ledger]);
    expect((await client.get('/connections')).body[0].connection.id).toBe(theirs.connection);
    expect((await client.get('/api-keys')).body[0].revokedAt).toBeUndefined();
  });

  it('cannot take a Xero organisation that is in use', async () => {
    const back = await consentAt(bridge, stranger, {
      subsidiaryId: '21',
      tenants: [studio],
      user: 'zoe@advisors.example',
    });
    const id = new URL(back.headers.get('location') ?? '', bridge.url).searchParams.get('connection');
    const taken = await stranger.put(`/connections/${id}/organisation`, { organisationId: studio, isConfirmed: true });
    expect([taken.status, taken.body.code]).toEqual([422, 'organisation_taken']);
    expect(taken.text).not.toContain('Brightwell Studio Admin');
  });
});

describe('Security 24: acting for another organisation', () => {
  let bridge: RealBridge;
  beforeAll(async () => {
    bridge = await startRealBridge();
  });
  afterAll(() => bridge?.close());

  it('is no route and no parameter: nobody names the organisation whose data he wants', () => {
    const names = [...routesOf(bridge.app).map(([, path]) => path), ...described(bridge, /./)].join('\n');
    expect(names).not.toMatch(/tenant|impersonat|act-?as|on-?behalf|sudo|support|admin\b|backdoor/i);
  });

  it('is no header either: whose data one sees is said by the session alone', async () => {
    const client = await coolabah(bridge);
    for (const name of ['x-tenant-id', 'x-organization-id', 'x-organisation-id', 'x-act-as', 'x-forwarded-user']) {
      const { body } = await bridge.call('GET', '/api/v1/session', { headers: { ...client.headers, [name]: '1001' } });
      expect([name, body.organisation.id]).toEqual([name, '1002']);
    }
  });
});

/** Connected, one invoice copied and part-paid, one API key. */
async function settle(
  bridge: RealBridge,
  client: Client,
  choice: { readonly subsidiaryId: string; readonly tenants: readonly string[]; readonly user: string },
): Promise<Record<Thing, string>> {
  const back = await consentAt(bridge, client, choice);
  const connection = new URL(back.headers.get('location') ?? '', bridge.url).searchParams.get('connection') ?? '';
  await setUp(client, connection);
  await client.post('/documents/refresh');
  const { subsidiaryId } = choice;
  const matching = { kind: 'invoice', progress: 'finalised', copyStatus: 'not_copied', subsidiaryId };
  const previews = (await client.post('/previews', { kind: 'invoice', matching })).body as readonly {
    readonly sourceId: string;
    readonly problems: readonly unknown[];
  }[];
  const invoice = previews.find(({ problems }) => problems.length === 0)?.sourceId ?? '';
  await client.post('/exports', { kind: 'invoice', sourceIds: [invoice] });
  const done = await until(
    () => client.get('/exports?state=exported'),
    ({ body }) => body.total === 1,
  );
  const [{ id, ledgerId }] = done.body.rows;
  const [contact] = (await client.get(`/connections/${connection}/contacts`)).body;
  bridge.xero.books.accountant(choice.tenants[0] ?? '').recordPayment({ invoiceId: ledgerId, amount: '1.00' });
  await client.post('/payment-imports', { connectionId: connection });
  const paid = await until(
    () => client.get('/payment-imports/tranches'),
    ({ body }) => body.rows[0]?.state === 'recorded',
  );
  const [field] = (await client.get(`/connections/${connection}/settings`)).body.choices.selectFields;
  const key = (await client.post('/api-keys', { name: 'Server', right: 'manage' })).body.id;
  return {
    ...{ connection, export: id, ledger: ledgerId, key, payment: paid.body.rows[0].paymentId, invoice },
    ...{ contact: contact.id, field: field.id, subsidiary: subsidiaryId, organisation: choice.tenants[0] ?? '' },
  };
}

function inPath([method, path]: readonly [string, string]): readonly string[] {
  return (path.match(/:\w+/g) ?? [])
    .filter((name) => name !== ':kind')
    .map((name) => `${method} ${path.replace('/api/v1', '')} ${name.slice(1)}`);
}

/** The parameters of queries and bodies that name something, by the API's own description. */
function described({ app }: RealBridge, wanted = /Ids?$/): readonly string[] {
  const { paths, components } = describeApi(app);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  );
  return operations.flatMap(({ path, method, operation }) => {
    const name = operation.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
    const body = components?.schemas?.[name];
    const fields = body !== undefined && 'properties' in body ? Object.keys(body.properties ?? {}) : [];
    const query = (operation.parameters ?? []).filter((each) => each.in === 'query').map((each) => each.name);
    const route = path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1');
    return [...fields, ...query]
      .filter((field) => wanted.test(field))
      .map((field) => `${method.toUpperCase()} ${route} ${field}`);
  });
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
  };
}
