import type { OverviewView } from '@bridge/contracts';

/** What waits for a person, over all connections. */
export interface Attention {
  readonly refused: number;
  readonly held: number;
  readonly findings: number;
  readonly all: number;
}

export function attentionOf(overview: OverviewView | undefined): Attention {
  const connections = overview?.connections ?? [];
  const refused = sum(connections.map(({ exports }) => exports['refused'] ?? 0));
  const held = sum(connections.map(({ tranchesHeld }) => tranchesHeld));
  const findings = sum(connections.map((connection) => connection.findings.length));
  return { refused, held, findings, all: refused + held + findings };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
