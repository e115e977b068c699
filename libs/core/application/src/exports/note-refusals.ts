import { problem, type Instant, type ProblemCode } from '@bridge/domain';
import { nameOf } from '../documents/source-documents.js';
import type { Decision } from '../faults/fault-policy.js';
import type { Store } from '../runtime/unit-of-work.js';
import type { Link } from './links.js';

/** What follows a copy, by the place in its link where it waits. */
export type Following = 'announcement' | 'extras' | 'settlement';

const CODES = {
  announcement: 'mark_refused',
  extras: 'extras_refused',
  settlement: 'paid_day_refused',
} as const satisfies Record<Following, ProblemCode>;

/** What became of telling somebody about a copy; no decision: they know. The link is as it was before. */
export interface Told {
  readonly link: Link;
  readonly decision: Decision | undefined;
}

/**
 * A definite no to what follows a copy becomes a finding, until it is a yes: on the link alone, only whoever opens the
 * document sees it.
 */
export async function noteRefusals(
  store: Store,
  connectionId: string,
  what: Following,
  told: readonly Told[],
  now: Instant,
): Promise<void> {
  for (const { link, decision } of told) {
    const { kind, ledgerId, number, sourceId } = link;
    if (decision === undefined && link[what]?.problem)
      await store.findings.resolve(connectionId, keyOf(what, ledgerId), now);
    const words = refusalIn(decision);
    if (words === undefined) continue;
    const found = problem(CODES[what], ledgerId, `The copy of ${nameOf(kind)} ${number ?? sourceId}: ${words}`);
    await store.findings.report({ key: keyOf(what, ledgerId), connectionId, problem: found, foundAt: now });
  }
}

/** Resolves those of links for which nothing waits any more: it was done in the end, or they no longer count. */
export async function resolveRefusals(store: Store, connectionId: string, now: Instant): Promise<void> {
  const open = (await store.findings.open(connectionId)).flatMap(({ key, problem: { path } }) =>
    whats.filter((what) => key === keyOf(what, path)).map((what) => ({ key, what, ledgerId: path })),
  );
  if (open.length === 0) return;
  const ids = [...new Set(open.map(({ ledgerId }) => ledgerId))];
  const links = new Map((await store.links.byLedgerId(connectionId, ids)).map((link) => [link.ledgerId, link]));
  for (const { key, what, ledgerId } of open)
    if (links.get(ledgerId)?.[what] === undefined) await store.findings.resolve(connectionId, key, now);
}

const whats = Object.keys(CODES) as Following[];

function keyOf(what: Following, ledgerId: string): string {
  return `${what}:${ledgerId}`;
}

function refusalIn(decision: Decision | undefined): string | undefined {
  if (decision?.kind === 'missing') return decision.problem.detail;
  if (decision?.kind !== 'give_up') return undefined;
  return decision.problems.map(({ detail }) => detail).join(' ') || 'No reason was given.';
}
