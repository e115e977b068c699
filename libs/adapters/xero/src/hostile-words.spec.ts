import fc from 'fast-check';
import { isFault } from '@bridge/application';
import { sampleInvoice } from '@bridge/application/testing';
import { startStubServer, type StubServer } from './testing/stub-server.js';
import { address, now, xeroAt, type XeroUnderTest } from './testing/xero-under-test.js';

const words = fc.oneof(
  fc.constantFrom(
    '.',
    '..',
    '" OR true OR "',
    'Name=="x"',
    '../Organisation',
    '..%2fUsers',
    'x?where=true',
    'a&where=1',
    '#',
    '/',
  ),
  fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
);

describe('Security 17: words of people on their way to Xero', () => {
  let stub: StubServer;
  let xero: XeroUnderTest;
  beforeEach(async () => {
    stub = await startStubServer();
    stub.answer({ status: 200, body: { Invoices: [], Contacts: [] } });
    xero = xeroAt(stub.url);
  });
  afterEach(() => stub.close());

  const quietly = (call: Promise<unknown>) =>
    call.catch((error: unknown) => {
      if (!isFault(error)) throw error;
    });

  it('stay one part of the address: no other path, no parameter, no condition', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const before = stub.seen.length;
        await quietly(xero.changes.find(address, 'invoice', text));
        for (const { url } of stub.seen.slice(before)) {
          const { pathname, searchParams } = new URL(url, stub.url);
          expect(pathname.startsWith('/api.xro/2.0/Invoices/')).toBe(true);
          expect(pathname.split('/')).toHaveLength(5);
          expect(decodeURIComponent(pathname.split('/').at(-1) ?? '')).toBe(text);
          expect(searchParams.has('where')).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('and on a document travel in its body, where they are text', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const wire = xero.documents.compose([sampleInvoice('c', { reference: text })]);
        await quietly(xero.documents.create(address, 'k', wire));
        expect(stub.seen.at(-1)?.url).not.toContain('where');
        expect(JSON.parse(stub.seen.at(-1)?.body ?? '').Invoices).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  it('are never asked for by a condition: our own documents are read in pages and compared here', async () => {
    await quietly(xero.documents.findByMarker(address, [], now));
    await quietly(xero.changes.documents(address, now, 1));
    await quietly(xero.changes.payments(address, now, 1));
    await quietly(xero.contacts.changedSince(address, now, 1));
    expect(stub.seen.length).toBeGreaterThan(2);
    expect(stub.seen.filter(({ url }) => /where=|searchTerm=/i.test(url))).toEqual([]);
  });
});
