import { markerOf, readMarker } from '../documents/build-options.js';
import { money } from '../money/money.js';
import { differences, type KnownCopy } from './differences.js';
import type { LedgerPicture } from './ledger-picture.js';

const gbp = (minor: bigint) => money(minor, 'GBP');
const lines = [
  { accountCode: '200', taxType: 'OUTPUT2' },
  { accountCode: '210', taxType: 'NONE' },
];
const sent: KnownCopy = {
  ...{ number: 'INV-1', total: gbp(120_00n), tax: gbp(20_00n), contactId: 'c1', lines },
  ...{ issuedOn: '2026-11-01', dueOn: '2026-12-01', settled: { paid: gbp(50_00n), credited: gbp(0n) } },
};
const seen: LedgerPicture = {
  ...{ ledgerId: 'L1', kind: 'invoice', status: 'approved', number: 'INV-1', total: gbp(120_00n), tax: gbp(20_00n) },
  ...{ paid: gbp(50_00n), credited: gbp(0n), due: gbp(70_00n), contactId: 'c1', lines },
  ...{ issuedOn: '2026-11-01', dueOn: '2026-12-01', changedAt: 0 },
};

describe('A copy that nobody touched', () => {
  it('does not differ, in whatever order its lines come', () => {
    expect(differences(sent, seen)).toEqual([]);
    expect(differences(sent, { ...seen, lines: [...lines].reverse() })).toEqual([]);
  });

  it('is judged only by what we know of it', () => {
    const changed = { ...seen, number: 'X', contactId: 'c2', dueOn: '2027-01-01', lines: [], paid: gbp(1n) };
    expect(differences({}, changed)).toEqual([]);
  });
});

describe('A copy that was changed in the ledger', () => {
  const eur = (minor: bigint) => money(minor, 'EUR');
  it.each<[string, Partial<LedgerPicture>, string, string, string]>([
    ['was voided', { status: 'voided', number: 'X' }, 'voided', 'a document that counts', 'voided'],
    ['was deleted', { status: 'deleted' }, 'voided', 'a document that counts', 'deleted'],
    ['has another total', { total: gbp(130_00n) }, 'total', '120.00 GBP', '130.00 GBP'],
    ['has another tax', { tax: gbp(0n) }, 'tax', '20.00 GBP', '0.00 GBP'],
    [
      'has another tax rate',
      { lines: [{ accountCode: '200', taxType: 'ZERO' }, ...lines.slice(1)] },
      'tax',
      'NONE, OUTPUT2',
      'NONE, ZERO',
    ],
    ['has another currency', { total: eur(120_00n), tax: eur(20_00n) }, 'currency', 'GBP', 'EUR'],
    ['has another contact', { contactId: 'c2' }, 'contact', 'c1', 'c2'],
    [
      'has another date',
      { issuedOn: '2026-11-02' },
      'dates',
      'dated 2026-11-01, due 2026-12-01',
      'dated 2026-11-02, due 2026-12-01',
    ],
    [
      'has another due date',
      { dueOn: '2027-01-01' },
      'dates',
      'dated 2026-11-01, due 2026-12-01',
      'dated 2026-11-01, due 2027-01-01',
    ],
    ['has another number', { number: 'INV-2' }, 'number', 'INV-1', 'INV-2'],
    [
      'has another account',
      { lines: [{ accountCode: '999', taxType: 'OUTPUT2' }, ...lines.slice(1)] },
      'accounts',
      '200, 210',
      '210, 999',
    ],
    ['was paid more', { paid: gbp(60_00n) }, 'settled', '50.00 GBP paid', '60.00 GBP paid'],
    [
      'was credited',
      { credited: gbp(20_00n) },
      'settled',
      '50.00 GBP paid',
      '70.00 GBP, of which 20.00 GBP credited', // 50.00 + 20.00
    ],
  ])('%s', (_words, change, kind, expected, shown) => {
    expect(differences(sent, { ...seen, ...change })).toEqual([{ kind, expected, shown }]);
  });

  it('by tax is told once: another tax type shows in the amount, or else by itself', () => {
    const untaxed = lines.map(({ accountCode }) => ({ accountCode }));
    expect(differences(sent, { ...seen, lines: untaxed })).toEqual([
      { kind: 'tax', expected: 'NONE, OUTPUT2', shown: 'none, none' },
    ]);
    expect(differences(sent, { ...seen, tax: gbp(0n), lines: untaxed }).map(({ kind }) => kind)).toEqual(['tax']);
  });

  it('by its day alone when no due day was sent, and by the due day that is gone when one was', () => {
    const { dueOn: _, ...undated } = sent;
    expect(differences(undated, { ...seen, issuedOn: '2026-11-09', dueOn: '2027-01-01' })).toEqual([
      { kind: 'dates', expected: 'dated 2026-11-01', shown: 'dated 2026-11-09' },
    ]);
    const { dueOn: __, ...never } = seen;
    expect(differences(sent, never)).toEqual([
      { kind: 'dates', expected: 'dated 2026-11-01, due 2026-12-01', shown: 'dated 2026-11-01, due never' },
    ]);
  });

  it('by its number that is gone, and by nothing of money that we do not know the currency of', () => {
    const { number: _, ...unnumbered } = seen;
    expect(differences(sent, unnumbered)).toEqual([{ kind: 'number', expected: 'INV-1', shown: 'none' }]);
    const { total: __, tax: ___, ...unknown } = sent;
    const foreign = { ...seen, total: eur(1n), tax: eur(1n), paid: eur(1n), credited: eur(0n) };
    expect(differences(unknown, foreign)).toEqual([]);
    expect(differences(unknown, { ...seen, paid: gbp(1n) }).map(({ kind }) => kind)).toEqual(['settled']);
  });

  it('names each thing that was changed', () => {
    const found = differences(sent, { ...seen, total: gbp(90_00n), tax: gbp(15_00n), contactId: 'c2' });
    expect(found.map(({ kind }) => kind)).toEqual(['total', 'tax', 'contact']);
  });
});

describe('A marker', () => {
  it.each(['https://p.example/1/invoices/7', 'https://p.example/invoices?id=7'])('of %s leads back to it', (url) => {
    for (const copy of [1, 2, 10]) expect(readMarker(markerOf(url, copy))).toEqual({ url, copy });
  });
});
