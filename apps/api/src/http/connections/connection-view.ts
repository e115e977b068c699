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
  type Chart,
  type Instant,
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
function reviewOf({
  connection,
  saved,
  review,
  chart,
  taxRates,
  now,
}: ConnectionFacts): Pick<ConnectionView, 'review'> {
  const last = lastReview(saved, review);
  if (last === undefined || connection.state !== 'connected') return {};
  const drifted = chart ? driftedMappings(validateSettings(saved.settings, chart, taxRates)) : [];
  return {
    review: {
      lastAt: instantView(last.reviewedAt),
      lastBy: last.reviewedBy,
      isDue: isReviewDue(last.reviewedAt, now),
      drifted: problemViews(drifted),
    },
  };
}

export function connectionStatus(facts: ConnectionFacts): ConnectionStatus {
  const { connection, tenant, counts } = facts;
  if (planProblem(tenant, 'invoice') !== undefined) return 'upgrade_required';
  if (connection.state === 'choosing') return 'choosing_organisation';
  if (connection.state === 'lost' || connection.state === 'off') return 'disconnected';
  if (!isSetUp(facts)) return 'setup_incomplete';
  return attentionOf(counts) > 0 ? 'needs_attention' : 'connected';
}

/** Saved at least once, and every card is complete. A card that nothing is switched on for asks for nothing. */
function isSetUp({ saved, chart, taxRates }: ConnectionFacts): boolean {
  if (saved.version === 0 || chart === undefined) return false;
  return Object.values(validateSettings(saved.settings, chart, taxRates)).every((card) => card.isComplete);
}

function attentionOf(counts: Counts | undefined): number {
  return counts ? counts.exports.refused + counts.tranchesHeld + counts.findings : 0;
}
