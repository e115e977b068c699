import { isOpen, mayMove, type ExportState } from '@bridge/domain';
import type { Link } from '../../exports/links.js';
import type { MemoryWorld } from '../memory/memory-world.js';
import type { Promises, Say, Verdict } from './judge.js';

const ALL = { offset: 0, limit: 100_000 };

/** Nothing waits any more, nothing failed without saying why, and the audit trail tells of every change. */
export async function judgeRows(
  world: MemoryWorld,
  { agency, disturbed }: Promises,
  links: readonly Link[],
  verdict: Verdict,
  say: Say,
): Promise<void> {
  const storyOf = (kind: 'export' | 'tranche', id: string) =>
    world.unitOfWork.run(agency.tenantId, (store) => store.audit.about({ kind, id }));
  for (const row of (await world.activityList.exports(agency.tenantId, ALL)).rows) {
    if (row.target && row.state === 'exported') verdict.updates += 1;
    // A refusal that a later request has overtaken is history; one of a document that people took away is named.
    const isCopied = links.some((link) => link.kind === row.kind && link.sourceId === row.sourceId);
    const isNamed = disturbed.has(`${row.kind}/${row.sourceId}`) && row.problems.length > 0;
    if (isOpen(row.state) || (row.state === 'refused' && !isCopied && !isNamed)) {
      verdict.stuck += 1;
      say('L1', `${row.kind} ${row.sourceId} is ${row.state}: ${row.problems.map((found) => found.detail).join(' ')}`);
    }
    const states = (await storyOf('export', row.id)).map(
      (entry) => entry.action.slice('export.'.length) as ExportState,
    );
    if (states.at(-1) !== row.state || states.some((to, index) => index > 0 && !mayMove(states[index - 1] ?? to, to)))
      say('S9', `${row.kind} ${row.sourceId} is ${row.state} after ${states.join(', ')}`);
  }
  for (const tranche of (await world.activityList.tranches(agency.tenantId, ALL)).rows) {
    verdict.tranches += 1;
    const last = (await storyOf('tranche', tranche.paymentId)).at(-1)?.action;
    if (last !== `tranche.${tranche.state}`)
      say('S9', `payment ${tranche.paymentId} is ${tranche.state} after ${last}`);
    // Left out because it was gone before its age could be asked for; a live one that is left out breaks S4.
    if (['recorded', 'removed', 'left_out'].includes(tranche.state)) continue;
    const why = tranche.problems.map((found) => found.code).join(', ');
    if (tranche.state === 'held' && why !== '' && disturbed.has(`invoice/${tranche.sourceInvoiceId}`)) continue;
    verdict.stuck += 1;
    say('L1', `payment ${tranche.paymentId} of invoice ${tranche.sourceInvoiceId} is ${tranche.state}: ${why}`);
  }
}

/** L2, at any moment: whatever was refused or is held says why. */
export async function judgeSilence(world: MemoryWorld, { agency }: Promises, say: Say): Promise<void> {
  const refused = await world.activityList.exports(agency.tenantId, { ...ALL, states: ['refused'] });
  for (const row of refused.rows)
    if (row.problems.length === 0) say('L2', `${row.kind} ${row.sourceId} was refused and nobody says why`);
  for (const tranche of (await world.activityList.tranches(agency.tenantId, ALL)).rows)
    if (tranche.state === 'held' && tranche.problems.length === 0)
      say('L2', `payment ${tranche.paymentId} is held and nobody says why`);
}
