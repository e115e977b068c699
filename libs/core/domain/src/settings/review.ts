import type { ProblemCode } from '../problems/catalogue.js';
import type { Problem } from '../problems/problem.js';
import type { Instant } from '../time/calendar-day.js';
import type { CardStates } from './validate-settings.js';

/** Settings that nobody has looked at for so long are pointed out. */
export const REVIEW_EVERY_DAYS = 90;

const DAY_MS = 86_400_000;

/** What was right when it was chosen, and was changed in the ledger since. */
const DRIFTED: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'account_archived',
  'account_unknown',
  'account_not_postable',
  'tax_rate_inactive',
  'tax_rate_unknown',
  'branding_theme_unknown',
  'tracking_category_gone',
  'tracking_option_gone',
]);

/** Whether somebody should look at settings that were last saved or confirmed then. */
export function isReviewDue(reviewedAt: Instant, now: Instant): boolean {
  return now - reviewedAt >= REVIEW_EVERY_DAYS * DAY_MS;
}

/** Mapped accounts, rates, themes and tracking options that the ledger no longer offers. No confirmation helps: copies would be refused. */
export function driftedMappings(cards: CardStates): readonly Problem[] {
  return Object.values(cards).flatMap(({ problems }) => problems.filter(({ code }) => DRIFTED.has(code)));
}
