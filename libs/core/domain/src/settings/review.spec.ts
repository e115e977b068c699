import { problem } from '../problems/problem.js';
import { driftedMappings, isReviewDue } from './review.js';
import type { CardStates } from './validate-settings.js';

const DAY = 86_400_000;
const complete = { isComplete: true, problems: [] };
const cards: CardStates = {
  connection: complete,
  options: complete,
  tax_rates: complete,
  invoices: complete,
  expenses: complete,
  tracking: complete,
  payments: complete,
};

describe('Settings that should be looked at', () => {
  it('are those that nobody saved or confirmed for 90 days', () => {
    expect(isReviewDue(0, 90 * DAY - 1)).toBe(false);
    expect(isReviewDue(0, 90 * DAY)).toBe(true);
  });

  it('are those whose account or rate is gone from the ledger, not those where something was never chosen', () => {
    const archived = problem('account_archived', 'invoices.defaultAccount', 'Account 200 – Sales is archived in Xero.');
    const inactive = problem('tax_rate_inactive', 'taxRates.sales.1', 'Tax rate “20 %” is not active in Xero.');
    const missing = problem('account_not_mapped', 'expenses.defaultAccount', 'Choose the default account.');
    const drifted = {
      ...cards,
      tax_rates: { isComplete: false, problems: [inactive] },
      invoices: { isComplete: false, problems: [archived] },
      expenses: { isComplete: false, problems: [missing] },
    };
    expect(driftedMappings(cards)).toEqual([]);
    expect(driftedMappings(drifted)).toEqual([inactive, archived]);
  });
});
