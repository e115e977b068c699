import fc from 'fast-check';
import type { Client } from '../http/testing/client.js';
import { brightwell, startRealBridge, type RealBridge } from '../testing/real-bridge.js';

const hostile = fc.oneof(
  fc.constantFrom(
    "'; drop table exports; --",
    "' or '1'='1",
    '") or 1=1 --',
    "\\'; select pg_sleep(5); --",
    '%',
    '_',
    '\\',
    '%%%_\\',
    '$1',
    '?',
    ':tenant',
    '{{1+1}}',
    '${1+1}',
    'Name=="x" OR true',
    'Guid("00000000-0000-0000-0000-000000000000")',
    '＇ or 1＝1',
    '\u202e\ufeff',
  ),
  fc.string({ maxLength: 80, unit: 'grapheme' }),
  fc.string({ maxLength: 80, unit: 'binary' }),
);

describe('Security 17: words that would like to be commands', () => {
  let bridge: RealBridge;
  let client: Client;
  let documents: number;
  beforeAll(async () => {
    bridge = await startRealBridge();
    client = await brightwell(bridge);
    await client.post('/documents/refresh');
    documents = (await client.get('/documents?kind=invoice')).body.total;
  }, 60_000);
  afterAll(() => bridge?.close());

  const lists = [
    '/documents?kind=invoice&text=',
    '/documents?kind=invoice&sourceId=',
    '/documents?kind=invoice&subsidiaryId=',
    '/exports?text=',
    '/exports?connectionId=',
    '/audit?text=',
    '/payment-imports?connectionId=',
    '/payment-imports/tranches?sourceInvoiceId=',
  ];

  it.each(lists)('are words to search for, and nothing more: %s', async (list) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        // `call` throws on a 500.
        const { status } = await client.get(list + encodeURIComponent(words.toWellFormed()));
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['%', '_', '\\', '%_%', "' or '1'='1", '" or true', '*', '.*'])(
    'match only themselves: a search for %s does not find everything',
    async (words) => {
      const { body } = await client.get(`/documents?kind=invoice&text=${encodeURIComponent(words)}`);
      expect(documents).toBeGreaterThan(10);
      expect(body.total).toBeLessThan(documents);
      const found = body.rows.every((row: object) => JSON.stringify(row).toLowerCase().includes(words));
      expect(found).toBe(true);
    },
  );

  it('in ids of an address and of a body name nothing', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        const id = encodeURIComponent(words.toWellFormed());
        if (id === '' || /^\.{1,2}$/.test(id)) return;
        for (const path of [`/exports/${id}`, `/connections/${id}/settings`, `/connections/${id}/chart`])
          expect([400, 404]).toContain((await client.get(path)).status);
        const skipped = await client.post('/exports/skip', { exportIds: [words] });
        expect([400, 404]).toContain(skipped.status);
      }),
      { numRuns: 30 },
    );
  });

  it('have changed and deleted nothing, and were no defect', async () => {
    expect((await client.get('/documents?kind=invoice')).body.total).toBe(documents);
    expect(bridge.logged).toEqual([]);
  });
});
