import { isFault } from '@bridge/application';
import { money } from '@bridge/domain';
import { scriptedProductive, type Answer } from './testing/scripted-productive.js';

const odd: readonly (readonly [string, Answer])[] = [
  ['a page instead of JSON', { body: '<html>Sorry</html>', headers: { 'content-type': 'text/html' } }],
  ['nothing at all', { body: '' }],
  ['null', { body: 'null' }],
  ['half an answer', { body: '{"data":[{"id":"1","ty' }],
  ['a hundred thousand levels', { body: `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }],
  ['more than is taken', { body: `{"data":[],"padding":"${'x'.repeat(21_000_000)}"}` }],
  ['an empty 429', { status: 429, body: '' }],
  ['a 200 with an error inside', { body: { errors: [{ code: 7, title: null, detail: {}, source: 'x' }] } }],
  ['text where rows belong', { body: { data: 'x', included: 7, meta: [], links: null } }],
  ['rows of every kind', { body: { data: [null, 1, 'x', [], {}, { id: 1, type: 2 }], meta: { total_pages: 1 } } }],
  ['a key that reaches for prototypes', { body: '{"__proto__":{"polluted":1},"data":[]}' }],
  ['errors that are none', { status: 422, body: { errors: 'no' } }],
  ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
  ['a failure without a word', { status: 500, body: '' }],
];

describe('Security 8: an answer of Productive that it should never give', () => {
  it.each(odd)('is read, or is a fault that people see: %s', async (_, answer) => {
    const script = await scriptedProductive(() => answer);
    const { identity, documents, reference, payments, marks } = script.productive;
    const payment = { invoiceId: '1', amount: money(6_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' };
    const calls = [
      () => identity.verify('1001', 'token'),
      () => documents.invoices('1001', ['1']),
      () => documents.changedSince('1001', 'invoice', 0, 1),
      () => documents.changedSince('1001', 'expense', 0, 1),
      () => reference.read('1001'),
      () => payments.of('1001', '1'),
      () => payments.record('1001', payment),
      () => marks.announce('1001', '1', { ledgerId: 'L1', url: 'https://books.example/1' }),
    ];
    for (const call of calls) {
      const outcome = await call().then(
        () => 'an answer',
        (error: unknown) => (isFault(error) ? 'a fault' : error),
      );
      expect(['an answer', 'a fault']).toContain(outcome);
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await script.close();
  });
});
