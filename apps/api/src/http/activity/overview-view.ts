import type { ActivityDay, CallUsage, Connection, Counts, Finding } from '@bridge/application';
import type { OverviewView } from '@bridge/contracts';
import { exportStates } from '@bridge/domain';
import { instantView } from '../views/plain.js';
import { problemView } from '../views/problem-view.js';

interface Activity {
  readonly connections: readonly Connection[];
  readonly counts: Readonly<Record<string, Counts>>;
  readonly findings: readonly Finding[];
  readonly calls: readonly CallUsage[];
  readonly days: readonly ActivityDay[];
}

export function overviewView({ connections, counts, findings, calls, days }: Activity): OverviewView {
  return {
    connections: connections.map(({ id }) => {
      const mine = counts[id];
      return {
        connectionId: id,
        exports: Object.fromEntries(exportStates.map((state) => [state, mine?.exports[state] ?? 0])),
        tranchesHeld: mine?.tranchesHeld ?? 0,
        findings: findings
          .filter((finding) => finding.connectionId === id)
          .map(({ key, problem, foundAt }) => ({ key, problem: problemView(problem), foundAt: instantView(foundAt) })),
        calls: callsView(calls.find((usage) => usage.connectionId === id)),
      };
    }),
    days: days.map(({ on, copied, refused, tranches }) => ({ on, copied, refused, tranches })),
  };
}

/** A connection that is off uses none. */
function callsView(usage: CallUsage | undefined): OverviewView['connections'][number]['calls'] {
  if (usage === undefined) return { usedToday: 0, dayLimit: 0 };
  const { usedToday, dayLimit, resetsAt } = usage;
  return { usedToday, dayLimit, ...(resetsAt !== undefined && { resetsAt: instantView(resetsAt) }) };
}
