import { money } from '../money/money.js';
import { toSalesInvoice } from '../documents/to-sales-invoice.js';
import { aChart, anInvoice, asShown, settings } from '../testing/index.js';
import { statusAfterUpdate, whyNotUpdated } from './update-rules.js';
import type { LedgerEdition } from './ledger-edition.js';

const made = toSalesInvoice(anInvoice(), settings(), aChart(), { copy: 1 });
/** Dated 2026-11-02, 120.00 GBP. */
const shown = (over: Partial<LedgerEdition> = {}): LedgerEdition => {
  if (!made.ok) throw new Error('Expected a document');
  return asShown(made.document, over);
};
const codes = (over: Partial<LedgerEdition>, issuedOn = '2026-11-02', lockedThrough?: string) =>
  whyNotUpdated(
    shown(over),
    { issuedOn, status: statusAfterUpdate(over.status ?? 'approved', undefined) },
    lockedThrough,
  ).map(({ code }) => code);
const gbp = (minor: bigint) => money(minor, 'GBP');

describe('An update of a document in the books', () => {
  it.each([
    ['draft', undefined, 'draft'],
    ['draft', 'submitted', 'submitted'],
    ['draft', 'approved', 'approved'],
    ['submitted', undefined, 'submitted'],
    ['submitted', 'draft', 'submitted'],
    ['submitted', 'approved', 'approved'],
    ['approved', 'draft', 'approved'],
    ['approved', undefined, 'approved'],
  ] as const)('of one that is %s, with %s chosen, leaves it %s', (now, chosen, then) => {
    expect(statusAfterUpdate(now, chosen)).toBe(then);
  });

  it.each(['draft', 'submitted', 'approved'] as const)('is free while it is %s and nothing is paid', (status) => {
    expect(codes({ status })).toEqual([]);
  });

  it.each([
    ['paid in part', { paid: gbp(100n) }, ['update_paid']],
    ['paid', { status: 'paid', paid: gbp(12_000n) }, ['update_paid']],
    ['credited', { credited: gbp(100n) }, ['update_credited']],
    ['paid and credited', { paid: gbp(1n), credited: gbp(1n) }, ['update_paid', 'update_credited']],
    ['settled because it is over nothing', { status: 'paid', total: gbp(0n) }, ['update_paid']],
    ['voided', { status: 'voided' }, ['update_removed']],
    ['deleted', { status: 'deleted' }, ['update_removed']],
    ['in a status nobody knows', { status: 'unknown' }, ['update_not_allowed']],
  ] as const)('is refused once it is %s', (_, over, found) => {
    expect(codes(over)).toEqual(found);
  });

  it('is refused when the day it has, or the day it would get, is closed', () => {
    expect(codes({}, '2026-11-20', '2026-11-02')).toEqual(['update_locked']);
    expect(codes({ issuedOn: '2026-11-20' }, '2026-11-02', '2026-11-02')).toEqual(['update_locked']);
    expect(codes({ issuedOn: '2026-11-20' }, '2026-11-03', '2026-11-02')).toEqual([]);
  });

  it('does not mind closed periods before it is approved', () => {
    expect(codes({ status: 'draft' }, '2026-11-02', '2026-12-31')).toEqual([]);
  });

  it.each([
    [{ status: 'voided' }, 'INV-1 was voided in Xero.'],
    [{ status: 'unknown' }, 'Xero shows INV-1 in a status that the bridge does not know.'],
    [{ paid: gbp(100n) }, '1.00 GBP is paid on INV-1.'],
    [{ credited: gbp(250n) }, '2.50 GBP is credited on INV-1.'],
    [{ status: 'paid' }, 'Xero shows INV-1 as paid.'],
    [{ issuedOn: '2026-10-31' }, 'INV-1 is dated 2026-10-31 in Xero; the books are closed through 2026-10-31.'],
    [{ issuedOn: '2026-11-20' }, 'INV-1 would be dated 2026-10-30; the books are closed through 2026-10-31.'],
  ] as const)('says why not: %o', (over, detail) => {
    const wanted = { issuedOn: '2026-10-30', status: 'approved' } as const;
    const closed = 'issuedOn' in over ? '2026-10-31' : undefined;
    const path = detail.includes('would be') ? 'issuedOn' : 'ledger';
    const found = whyNotUpdated(shown({ number: 'INV-1', ...over }), wanted, closed);
    expect(found).toMatchObject([{ path, detail }]);
  });

  it('names a document that has no number by its id', () => {
    const { number: _, ...unnumbered } = shown({ status: 'deleted' });
    expect(whyNotUpdated(unnumbered)).toMatchObject([{ detail: 'x-1 was deleted in Xero.' }]);
  });

  it('of one that is paid is held against the closed period too, and of one whose day is not known against none', () => {
    const codesOf = (over: Partial<LedgerEdition>) =>
      whyNotUpdated(shown(over), undefined, '2026-11-02').map(({ code }) => code);
    expect(codesOf({ status: 'paid', paid: gbp(1n) })).toEqual(['update_paid', 'update_locked']);
    const { issuedOn: _, ...undated } = shown();
    expect(whyNotUpdated(undated, undefined, '2026-11-02')).toEqual([]);
  });

  it('says everything at once', () => {
    expect(codes({ paid: gbp(1n) }, '2026-11-02', '2026-11-02')).toEqual(['update_paid', 'update_locked']);
  });
});
