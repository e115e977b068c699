import { likelyHabits, type LedgerHabits } from '../ledger/ledger-habits.js';
import type { Storm } from '../ledger/fault-script.js';
import type { SourceStorm } from '../source/source-mishaps.js';
import type { Dice } from './dice.js';

/** How often workers fail, each a chance at a point where a worker waits for something outside it. */
export interface Mishaps {
  /** It dies there. */
  readonly crash: number;
  /** It stands still there, up to a quarter of an hour. */
  readonly stall: number;
  /** The database is cut off, before or after the commit. */
  readonly cut: number;
}

/** What a seed decides before anything happens: facts nobody is certain of, clocks, and the weather. */
export interface Circumstances {
  readonly ledger: LedgerHabits;
  /** Whether the source lets us write where an invoice was copied to. */
  readonly takesMarks: boolean;
  /** What the admins of both agencies have chosen. */
  readonly settings: {
    readonly markUnsentInvoicesSent: boolean;
    readonly initialStatus: 'draft' | 'approved';
    readonly numberedBy: 'ledger' | 'source';
  };
  /** How far the clocks of two workers are apart. */
  readonly clocksDifferByMs: number;
  /** How many documents go in one call; with few, several calls are under way at once. */
  readonly batchSize: number | undefined;
  readonly mishaps: Mishaps;
  readonly ledgerStorm: Storm;
  readonly sourceStorm: SourceStorm;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HARSH: Mishaps = { crash: 0.03, stall: 0.03, cut: 0.01 };

/** `weather` 1 is harsh, 0 is none. */
export function drawCircumstances(dice: Dice, weather: number, mishaps: Partial<Mishaps>): Circumstances {
  const random = dice.next;
  const of = (chance: number) => chance * weather;
  // Half of the quarantine at the most: what arrives later than all of it, nobody can guard against.
  const maxLateMs = dice.happens(0.5) ? 90 * SECOND : 5 * MINUTE;
  return {
    ledger: {
      pageSize: dice.pick([1, 2, 5, 1000]) ?? likelyHabits.pageSize,
      skewMs: dice.pick([0, 0, 30 * SECOND, -30 * SECOND, 10 * MINUTE, -10 * MINUTE]) ?? 0,
      keepsServerErrors: dice.happens(0.5),
      lateWritesHoldKey: dice.happens(0.5),
      listsDeletedPayments: dice.happens(0.5),
      pages: dice.happens(0.5) ? 'oldest_first' : 'newest_first',
      repeatsRows: dice.happens(0.3),
    },
    takesMarks: dice.happens(0.8),
    settings: {
      markUnsentInvoicesSent: dice.happens(0.5),
      initialStatus: dice.happens(0.3) ? 'draft' : 'approved',
      numberedBy: dice.happens(0.4) ? 'ledger' : 'source',
    },
    clocksDifferByMs: dice.pick([0, 0, 30 * SECOND]) ?? 0,
    batchSize: dice.pick([undefined, 1, 2]),
    mishaps: { ...HARSH, ...mishaps },
    ledgerStorm: {
      ...{ random, lost: of(0.08), late: of(0.08), maxLateMs, serverError: of(0.05) },
      ...{ rateLimited: of(0.03), dayLimit: of(0.0005), unavailable: of(0.03), badRequest: of(0.01) },
    },
    sourceStorm: {
      ...{ random, lost: of(0.1), late: of(0.12), maxLateMs },
      ...{ rateLimited: of(0.03), unavailable: of(0.03) },
    },
  };
}
