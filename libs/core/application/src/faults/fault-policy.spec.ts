import { problem } from '@bridge/domain';
import { decide, outagePause, type Decision } from './fault-policy.js';
import { Fault, type FaultKind } from './fault.js';

const NOW = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;

const faults: Readonly<Record<FaultKind['kind'], FaultKind>> = {
  refused: { kind: 'refused', problems: [problem('account_unknown', 'lines[0]', 'No such account')] },
  unauthorised: { kind: 'unauthorised' },
  disconnected: { kind: 'disconnected' },
  rate_limited: { kind: 'rate_limited', retryAfterMs: 30_000, scope: 'short' },
  unavailable: { kind: 'unavailable' },
  uncertain: { kind: 'uncertain', isReplayable: false },
  not_found: { kind: 'not_found' },
};

/** The decision in short: its kind, its code, and how long to wait. */
function short(kind: FaultKind, side: 'ledger' | 'source', attempts?: number): readonly unknown[] {
  const decision: Decision = decide(new Fault(kind, 'Words of the vendor'), side, NOW, attempts);
  const code = decision.kind === 'give_up' ? decision.problems[0]?.code : decision.problem.code;
  return [decision.kind, code, ...(decision.kind === 'pause' ? [decision.until - NOW] : [])];
}

describe('What a fault means', () => {
  it.each([
    ['refused', ['give_up', 'account_unknown'], ['give_up', 'account_unknown']],
    ['unauthorised', ['lost', 'scope_missing'], ['pause', 'source_unauthorised', 10 * MINUTE]],
    ['disconnected', ['lost', 'disconnected'], ['lost', 'source_unauthorised']],
    ['rate_limited', ['pause', 'rate_limited', 30_000], ['pause', 'source_rate_limited', 30_000]],
    ['unavailable', ['pause', 'unavailable', MINUTE / 2], ['pause', 'source_unavailable', MINUTE / 2]],
    ['uncertain', ['uncertain', 'answer_lost'], ['uncertain', 'answer_lost']],
    ['not_found', ['missing', 'removed_in_ledger'], ['missing', 'source_document_missing']],
  ] as const)('when it is %s', (kind, byLedger, bySource) => {
    expect(short(faults[kind], 'ledger')).toEqual(byLedger);
    expect(short(faults[kind], 'source')).toEqual(bySource);
  });

  it('waits as long as an outage says, else longer with every failure, and half an hour at the most', () => {
    expect(short({ kind: 'unavailable', retryAfterMs: 5_000 }, 'ledger', 9)).toEqual(['pause', 'unavailable', 5_000]);
    const longest = (attempts: number) => Math.ceil(outagePause(attempts, NOW + 999) / MINUTE);
    expect([0, 1, 2, 3, 4, 5, 99].map(longest)).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('lets those who failed together come back one by one, each after half of the pause at least', () => {
    const pauses = Array.from({ length: 1_000 }, (_, ms) => outagePause(0, NOW + ms));
    expect(new Set(pauses).size).toBe(1_000);
    expect([Math.min(...pauses), Math.max(...pauses)]).toEqual([MINUTE / 2, MINUTE - 30]);
  });

  it('carries the vendor’s words, and whether the write may be repeated', () => {
    expect(decide(new Fault(faults.uncertain, 'Words'), 'ledger', NOW)).toMatchObject({
      isReplayable: false,
      problem: { detail: 'Words' },
    });
  });
});
