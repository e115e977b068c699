import {
  lastReview,
  planProblem,
  type Connection,
  type Counts,
  type SavedSettings,
  type SettingsReview,
  type Tenant,
} from '@bridge/application';
import type { ConnectionStatus, ConnectionView } from '@bridge/contracts';
import {
  driftedMappings,
  explainProblem,
  isReviewDue,
  problem,
  validateSettings,
  type CardStates,
  type Chart,
  type Instant,
  type Problem,
  type SourceTaxRate,
} from '@bridge/domain';
import { instantView } from '../views/plain.js';
import { problemView, problemViews } from '../views/problem-view.js';

/** Everything that the state of one connection is concluded from. */
export interface ConnectionFacts {
  readonly connection: Connection;
  readonly tenant: Tenant | undefined;
  readonly saved: SavedSettings;
  readonly review: SettingsReview | undefined;
  readonly chart: Chart | undefined;
  /** The source’s rates of this subsidiary. */
  readonly taxRates: readonly SourceTaxRate[];
  readonly counts: Counts | undefined;
  readonly now: Instant;
}

export function connectionView(facts: ConnectionFacts): ConnectionView {
  const { connection, counts } = facts;
  const { organisation, connectedAt, disconnectedAt, lastImportedAt, pausedUntil, pausedFor } = connection;
  return {
    id: connection.id,
    subsidiaryId: connection.subsidiaryId,
    subsidiaryName: connection.subsidiaryName,
    status: connectionStatus(facts),
    ...(organisation && { organisation: { id: organisation.organisationId, name: organisation.name } }),
    offered: connection.offered.map(({ organisationId, name }) => ({ organisationId, name })),
    ...(connectedAt !== undefined && { connectedAt: instantView(connectedAt) }),
    connectedBy: connection.connectedBy,
    ...(disconnectedAt !== undefined && { disconnectedAt: instantView(disconnectedAt) }),
    ...(lastImportedAt !== undefined && { lastImportedAt: instantView(lastImportedAt) }),
    ...(pausedUntil !== undefined && { pausedUntil: instantView(pausedUntil) }),
    ...(pausedFor !== undefined && {
      trouble: problemView(
        problem(pausedFor, 'connection', `${explainProblem(pausedFor).title}.`, { card: 'connection' }),
      ),
    }),
    attention: attentionOf(counts),
    waiting: counts ? counts.exports.queued + counts.exports.sending + counts.exports.uncertain : 0,
    ...reviewOf(facts),
  };
}

/** Of a connection that lives, and whose settings were saved. */
function reviewOf(facts: ConnectionFacts): Pick<ConnectionView, 'review'> {
  const { connection, saved, review, now } = facts;
  const last = lastReview(saved, review);
  if (last === undefined || connection.state !== 'connected') return {};
  return {
    review: {
      lastAt: instantView(last.reviewedAt),
      lastBy: last.reviewedBy,
      isDue: isReviewDue(last.reviewedAt, now),
      drifted: problemViews(driftedOf(facts)),
    },
  };
}

export function connectionStatus(facts: ConnectionFacts): ConnectionStatus {
  const { connection, tenant, counts } = facts;
  if (planProblem(tenant, 'invoice') !== undefined) return 'upgrade_required';
  if (connection.state === 'choosing') return 'choosing_organisation';
  if (connection.state === 'lost' || connection.state === 'off') return 'disconnected';
  if (!isSetUp(facts)) return 'setup_incomplete';
  return attentionOf(counts) > 0 || driftedOf(facts).length > 0 ? 'needs_attention' : 'connected';
}

/**
 * Saved at least once, and nothing is missing on any card. A card that nothing is switched on for asks for nothing. What
 * drifted in the ledger since undoes no set-up: it needs attention.
 */
function isSetUp(facts: ConnectionFacts): boolean {
  const cards = cardsOf(facts);
  if (facts.saved.version === 0 || cards === undefined) return false;
  const drifted = new Set(driftedMappings(cards));
  return Object.values(cards).every(({ problems }) => problems.every((found) => drifted.has(found)));
}

function driftedOf(facts: ConnectionFacts): readonly Problem[] {
  const cards = cardsOf(facts);
  return cards ? driftedMappings(cards) : [];
}

function cardsOf({ saved, chart, taxRates }: ConnectionFacts): CardStates | undefined {
  return chart && validateSettings(saved.settings, chart, taxRates);
}

function attentionOf(counts: Counts | undefined): number {
  return counts ? counts.exports.refused + counts.tranchesHeld + counts.findings : 0;
}
