import { defaultAssumptions } from '../assumptions.js';
import type { Assumptions } from '../assumptions.js';
import { openOffice } from './accountant.js';
import type { Accountant } from './accountant.js';
import { notFound } from './call.js';
import type { Answer, Call, Touched } from './call.js';
import { handleCall } from './handle-call.js';
import type { Ledger, Organisation } from './ledger.js';
import { seedAgencies } from './seed/organisations.js';
import { freeze, thaw } from './snapshot.js';

export interface BooksOptions {
  readonly clock: { now(): number };
  readonly seed: 'agencies' | 'empty';
  /** What `snapshot()` gave; it replaces the seed. */
  readonly snapshot?: unknown;
  readonly assumptions?: (() => Assumptions) | undefined;
  /** Told what an accountant's action touched; a call's answer tells it itself. */
  readonly touched?: ((tenantId: string, touched: readonly Touched[]) => void) | undefined;
}

export interface TenantSummary {
  readonly id: string;
  readonly name: string;
  readonly country: Organisation['country'];
  readonly baseCurrency: string;
  readonly shortCode: string;
  readonly edition: Organisation['edition'];
  readonly plan: Organisation['plan'];
  readonly createdAt: number;
}

export interface Books {
  tenants(): TenantSummary[];
  handle(call: Call): Answer;
  /** A person with this organisation open in Xero; throws when there is no such organisation. */
  accountant(tenantId: string): Accountant;
  /** JSON-safe; give it to `createBooks` to go on. */
  snapshot(): unknown;
}

/** The accounting of every organisation in the simulator. */
export function createBooks(options: BooksOptions): Books {
  const ledgers = ledgersOf(options);
  const assumptions = options.assumptions ?? (() => defaultAssumptions);
  return {
    tenants: () => [...ledgers.values()].map((ledger) => summarise(ledger.organisation())),
    handle: (call) => {
      const ledger = ledgers.get(call.tenantId);
      return ledger ? handleCall(ledger, call, assumptions()) : notFound();
    },
    accountant: (tenantId) => {
      const ledger = ledgers.get(tenantId);
      if (!ledger) throw new Error(`There is no organisation ${tenantId}.`);
      const touched = (things: readonly Touched[]) => options.touched?.(tenantId, things);
      return openOffice({ ledger, now: () => options.clock.now(), assumptions, touched });
    },
    snapshot: () => freeze(ledgers.values()),
  };
}

function ledgersOf(options: BooksOptions): Map<string, Ledger> {
  if (options.snapshot !== undefined) return thaw(options.snapshot);
  return options.seed === 'agencies' ? seedAgencies(options.clock.now()) : new Map<string, Ledger>();
}

function summarise(organisation: Organisation): TenantSummary {
  const { id, name, country, baseCurrency, shortCode, edition, plan, createdAt } = organisation;
  return { id, name, country, baseCurrency, shortCode, edition, plan, createdAt };
}
