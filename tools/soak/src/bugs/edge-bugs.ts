import type { Bug } from './bug.js';

const classify = 'libs/adapters/xero/src/client/classify.ts';
const receipt = 'libs/adapters/xero/src/mappers/receipt.ts';
const snapshot = 'libs/adapters/xero/src/mappers/snapshot.ts';
const documents = 'libs/adapters/xero/src/xero-documents.ts';
const faultSpec = 'libs/adapters/xero/src/xero-faults.spec.ts';
const ledgerSpec = 'libs/adapters/xero/src/xero-ledger.spec.ts';
const booksSpec = 'libs/adapters/xero/src/xero-books.spec.ts';
const mapperSpec = 'libs/adapters/xero/src/mappers/mappers.spec.ts';
const salesSpec = 'libs/core/domain/src/documents/to-sales-invoice.spec.ts';

/** Pure rules, and the edges to both vendors: the simulation does not reach them, their specs do. */
export const edgeBugs: readonly Bug[] = [
  {
    name: 'a gateway that answers 503 is believed that nothing was written',
    file: classify,
    find: 'status === 503 && (!isWrite || isOffline(body))',
    replace: 'status === 503',
    specs: ['libs/adapters/xero/src/client/xero-client.spec.ts'],
  },
  {
    name: 'yen are taken for whole in the books',
    file: 'libs/core/domain/src/documents/rounding-line.ts',
    find: 'if (!shown.equals(toDecimal(totals.total)))',
    replace: 'if (false as boolean)',
    specs: ['libs/core/domain/src/documents/rounding-line.spec.ts'],
  },
  {
    name: 'rounding line dropped',
    file: 'libs/core/domain/src/documents/rounding-line.ts',
    find: 'const withLine = [...lines, line];',
    replace: 'const withLine = lines;',
    specs: ['libs/core/domain/src/documents/rounding-line.spec.ts'],
  },
  {
    name: 'any difference is called rounding',
    file: 'libs/core/domain/src/documents/rounding-line.ts',
    find: 'if (size > BigInt(lines.length))',
    replace: 'if (size > 1_000_000n)',
    specs: ['libs/core/domain/src/documents/rounding-line.spec.ts'],
  },
  {
    name: 'day off by one',
    file: 'libs/core/domain/src/time/calendar-day.ts',
    find: '+ days * MS_PER_DAY',
    replace: '+ (days - 1) * MS_PER_DAY',
    specs: ['libs/core/domain/src/time/calendar-day.spec.ts'],
  },
  {
    name: 'a day read west of Greenwich',
    file: 'libs/adapters/xero/src/mappers/xero-time.ts',
    find: 'return at === undefined ? undefined : dayInUtc(at);',
    replace: 'return at === undefined ? undefined : dayInUtc(at - 1);',
    specs: [mapperSpec],
  },
  {
    name: 'changes asked for in a form that Xero ignores',
    file: 'libs/adapters/xero/src/mappers/xero-time.ts',
    find: 'return new Date(at).toISOString().slice(0, 19);',
    replace: 'return new Date(at).toISOString();',
    specs: [mapperSpec, booksSpec],
  },
  {
    name: 'further copies carry the marker of the first',
    file: 'libs/core/domain/src/documents/build-options.ts',
    find: 'export function markerOf(url: string, copy: number): string {',
    replace: 'export function markerOf(url: string, copy: number): string {\n  if (copy > 0) return url;',
    specs: [salesSpec],
  },
  {
    name: 'two contacts that fit equally well: the first is taken',
    file: 'libs/core/domain/src/mapping/contact-matching.ts',
    find: `if (others.length > 0) return { kind: 'ambiguous'`,
    replace: `if (others.length > 99) return { kind: 'ambiguous'`,
    specs: ['libs/core/domain/src/mapping/contact-matching.spec.ts'],
  },
  {
    name: 'any move of state is legal',
    file: 'libs/core/domain/src/exports/export-state.ts',
    find: 'if (!mayMove(from, to)) throw',
    replace: 'if (!mayMove(from, to) && from === to) throw',
    specs: ['libs/core/domain/src/exports/export-state.spec.ts'],
  },
  {
    name: '403 taken for an outage',
    file: classify,
    find: `if (status === 401 || status === 403) return isScope(body) ? { kind: 'unauthorised' } : { kind: 'disconnected' };`,
    replace: `if (status === 401 || status === 403) return { kind: 'unavailable' };`,
    specs: [faultSpec],
  },
  {
    name: 'a 500 taken for nothing written',
    file: classify,
    find: `if (status >= 500) return isWrite ? lost(status !== 500) : { kind: 'unavailable' };`,
    replace: `if (status >= 500) return { kind: 'unavailable' };`,
    specs: [faultSpec],
  },
  {
    name: 'a timeout taken for nothing written',
    file: classify,
    find: `if (status === 0) return isWrite && !isUnsent(body) ? lost(true) : { kind: 'unavailable' };`,
    replace: `if (status === 0) return { kind: 'unavailable' };`,
    specs: [faultSpec],
  },
  {
    name: 'the day’s limit taken for the minute’s',
    file: classify,
    find: `scope: limit === 'day' ? 'day' : 'short'`,
    replace: `scope: 'short'`,
    specs: [faultSpec],
  },
  {
    name: 'a refused element taken for a created one',
    file: receipt,
    find: 'if (isRefused(element)) return',
    replace: `if (isRefused(element) && element['InvoiceID'] === undefined) return`,
    specs: [ledgerSpec, mapperSpec, booksSpec],
  },
  {
    name: 'an incomplete list of outcomes is believed',
    file: receipt,
    find: 'return clear.length === expected && outcomes.length === expected ? clear : undefined;',
    replace: 'return clear;',
    specs: ['libs/adapters/xero/src/client/xero-client.spec.ts'],
  },
  {
    name: 'deleted payments count as live',
    file: snapshot,
    find: `.filter((payment) => payment['Status'] !== 'DELETED')`,
    replace: '',
    specs: [ledgerSpec, mapperSpec, booksSpec],
  },
  {
    name: 'a list of payments that does not add up is believed',
    file: snapshot,
    find: 'if (!equal(listed, paid)) throw',
    replace: 'if (!equal(listed, paid) && payments.length > 99) throw',
    specs: [mapperSpec, booksSpec],
  },
  {
    name: 'no idempotency key on the wire',
    file: documents,
    find: 'createInvoices(organisation, sent, false, UNIT_DECIMALS, key)',
    replace: 'createInvoices(organisation, sent, false, UNIT_DECIMALS)',
    specs: [ledgerSpec, booksSpec],
  },
  {
    name: 'a request leaves although its turn came too late',
    file: 'libs/adapters/xero/src/client/xero-client.ts',
    find: 'startedAt >= call.leavesBefore)',
    replace: 'startedAt < 0)',
    specs: ['libs/adapters/xero/src/client/xero-client.spec.ts'],
  },
  {
    name: 'one refused document hides the others',
    file: documents,
    find: 'createInvoices(organisation, sent, false, UNIT_DECIMALS, key)',
    replace: 'createInvoices(organisation, sent, true, UNIT_DECIMALS, key)',
    specs: [ledgerSpec, booksSpec],
  },
  {
    name: 'pages cut by the order of change',
    file: 'libs/adapters/xero/src/xero-changes.ts',
    find: `order: 'InvoiceID ASC'`,
    replace: `order: 'UpdatedDateUTC ASC'`,
    specs: [ledgerSpec, booksSpec],
  },
  {
    name: 'contacts paged by the order of change',
    file: 'libs/adapters/xero/src/xero-contacts.ts',
    find: `'ContactID ASC'`,
    replace: `'UpdatedDateUTC ASC'`,
    specs: [booksSpec],
  },
  {
    name: 'the lost answer of a Productive payment taken for nothing written',
    file: 'libs/adapters/productive/src/client/answers.ts',
    find: `return lost(call, retryAfterMs(response.headers['retry-after'], now));
}`,
    replace: `return { kind: 'unavailable' };
}`,
    specs: ['libs/adapters/productive/src/faults.spec.ts', 'libs/adapters/productive/src/productive-payments.spec.ts'],
  },
  {
    name: 'a payment in major units where cents are meant',
    file: 'libs/adapters/productive/src/productive-payments.ts',
    find: 'const cents = Number(amount.minor);',
    replace: 'const cents = Number(amount.minor) / 100;',
    specs: ['libs/adapters/productive/src/productive-simulator.spec.ts'],
  },
  {
    name: 'forged webhooks are believed',
    file: 'apps/api/src/webhooks/xero-webhook.controller.ts',
    find: 'if (isGenuine) await this.#hear(request.body);',
    replace: 'await this.#hear(request.body);',
    specs: ['apps/api/src/webhooks/webhooks.spec.ts'],
  },
  {
    name: 'more of the source’s calls at once than ten seconds allow',
    file: 'libs/adapters/persistence/src/source-budget.ts',
    find: 'const SHORT = { everyMs: 143, atOnce: 20 };',
    replace: 'const SHORT = { everyMs: 143, atOnce: 60 };',
    specs: ['libs/adapters/persistence/src/source-budget.spec.ts'],
  },
  {
    name: 'calls that would wait for long are reserved all the same',
    file: 'libs/adapters/persistence/src/source-budget.ts',
    find: 'where ${begins} <= ? and organisation',
    replace: 'where ${begins} <= ? + 3600000 and organisation',
    specs: ['libs/adapters/persistence/src/source-budget.spec.ts'],
  },
  {
    name: 'a lease that was held once is taken for held',
    file: 'libs/adapters/persistence/src/renewed-leases.ts',
    find: ' && askedAt - kept.heldAt < RENEW_EVERY_MS',
    replace: '',
    specs: ['libs/adapters/persistence/src/renewed-leases.spec.ts'],
  },
  {
    name: 'disconnecting cuts off another subsidiary as well',
    file: 'libs/core/application/src/connections/disconnect.ts',
    find: 'return users.some((user) => user.connectionId !== id) ||',
    replace: 'return users.length > 1 ||',
    specs: ['libs/core/application/src/connections/connecting.spec.ts'],
  },
  {
    name: 'a token that was refused is handed out again',
    file: 'libs/core/application/src/connections/token-custody.ts',
    find: 'this.#recent.forgetOlderThan(nameOf(address), 0);',
    replace: '',
    specs: ['libs/core/application/src/connections/token-custody.spec.ts'],
  },
  {
    name: 'all who failed together come back together',
    file: 'libs/core/application/src/faults/fault-policy.ts',
    find: 'return half + Math.floor((half * (now % 1_000)) / 1_000);',
    replace: 'return half + half;',
    specs: ['libs/core/application/src/faults/fault-policy.spec.ts'],
  },
];
