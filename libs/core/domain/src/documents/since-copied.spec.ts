import { money } from '../money/money.js';
import type { LedgerDocument } from './ledger-document.js';
import { sinceCopied } from './since-copied.js';

const gbp = (minor: bigint) => money(minor, 'GBP');
const copied = {
  issuedOn: '2026-11-02',
  dueOn: '2026-12-02',
  totals: { net: gbp(22_000n), tax: gbp(4_400n), total: gbp(26_400n) },
} as unknown as LedgerDocument;
const source = { issuedOn: '2026-11-02', dueOn: '2026-12-02', total: gbp(26_400n) };
const ledger = { total: gbp(26_400n) };

describe('A document after it was copied', () => {
  it('is the same while its days and its total are', () => {
    expect(sinceCopied(copied, source, ledger)).toBeUndefined();
  });

  it('has changed in the source when its total or a day of it did', () => {
    const now = { issuedOn: '2026-11-03', dueOn: '2026-12-03', total: gbp(30_000n) };
    expect(sinceCopied(copied, now, ledger)).toEqual({
      issuedOn: { copied: '2026-11-02', now: '2026-11-03' },
      dueOn: { copied: '2026-12-02', now: '2026-12-03' },
      total: { copied: gbp(26_400n), now: gbp(30_000n) },
    });
  });

  it('has changed when it stands in another currency', () => {
    const euros = { ...source, total: money(26_400n, 'EUR') };
    expect(sinceCopied(copied, euros, ledger)).toEqual({ total: { copied: gbp(26_400n), now: money(26_400n, 'EUR') } });
  });

  it('has changed in the books when an accountant gave it another total there', () => {
    expect(sinceCopied(copied, source, { total: gbp(26_000n) })).toEqual({
      ledgerTotal: { copied: gbp(26_400n), now: gbp(26_000n) },
    });
  });

  it('has not changed because a rule filled in the due day that it lacks', () => {
    const { dueOn: _dueOn, ...withoutDueDay } = source;
    expect(sinceCopied(copied, withoutDueDay, ledger)).toBeUndefined();
  });
});
