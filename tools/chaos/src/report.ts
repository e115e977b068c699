import type { Deeds } from './mayhem.js';
import type { Recovery } from './judge/recovery.js';

export interface Findings {
  readonly minutes: number;
  readonly seconds: number;
  readonly deeds: Deeds;
  readonly documents: number;
  readonly tranches: number;
  readonly removals: number;
  readonly duplicates: readonly string[];
  readonly lost: readonly string[];
  readonly violations: readonly string[];
  readonly stuck: readonly string[];
  readonly recoveries: readonly Recovery[];
  readonly mishaps: Readonly<Record<string, number>>;
  readonly refusedCalls: { readonly ofXero: number; readonly ofProductive: number };
  readonly clockMovedSeconds: number;
  readonly notDone: readonly string[];
}

export type Outcome = ReturnType<typeof outcomeOf>;

/** What `--json` prints. `broken` names each violation. */
export function outcomeOf(found: Findings) {
  const seconds = found.recoveries.map((recovery) => recovery.seconds).sort((a, b) => a - b);
  const p95 = seconds[Math.max(0, Math.ceil(0.95 * seconds.length) - 1)] ?? 0;
  const broken = [...found.stuck.map((what) => `left undone: ${what}`), ...found.violations];
  return {
    ok: broken.length + found.duplicates.length + found.lost.length === 0 && p95 <= RESUMES_WITHIN_SECONDS,
    minutes: found.minutes,
    ...found.deeds,
    documents: found.documents,
    tranches: found.tranches,
    removals: found.removals,
    duplicates: found.duplicates.length,
    lost: found.lost.length,
    stuck: found.stuck.length,
    violations: broken.length,
    /** From a worker's kill until all work that waited or was under way is acted on again. */
    recoveryP95Seconds: tenth(p95),
    recoveryMedianSeconds: tenth(seconds[Math.floor(seconds.length / 2)] ?? 0),
    recoveryMaxSeconds: tenth(seconds.at(-1) ?? 0),
    /** Kills of workers that found no work waiting or under way are not among these. */
    recoveriesMeasured: seconds.length,
    mishaps: found.mishaps,
    refusedCalls: found.refusedCalls,
    clockMovedSeconds: found.clockMovedSeconds,
    notDone: found.notDone,
    broken: [...broken, ...found.duplicates.map((what) => `doubled: ${what}`), ...found.lost].slice(0, 50),
    seconds: tenth(found.seconds),
  };
}

const RESUMES_WITHIN_SECONDS = 15;

export function inWords(outcome: Outcome): string {
  const { kills, zombies, postgresRestarts, documents, tranches, removals, duplicates, lost, violations } = outcome;
  return [
    `${outcome.ok ? 'Nothing was lost and nothing doubled' : 'NOT well'}: ${documents} documents copied, ${tranches} payments recorded and ${removals} taken back`,
    `while ${kills} processes were killed, ${zombies} frozen and thawed, PostgreSQL restarted ${postgresRestarts} times and ${Object.values(outcome.mishaps).reduce((a, b) => a + b, 0)} exchanges spoilt;`,
    `${duplicates} duplicates, ${lost} lost, ${violations} violations; work resumed within ${outcome.recoveryP95Seconds} s of a kill (p95 of ${outcome.recoveriesMeasured}), ${outcome.seconds} s in all.`,
    ...outcome.notDone.map((what) => `Not done: ${what}`),
    ...outcome.broken.map((what) => `  ${what}`),
    '',
  ].join('\n');
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
