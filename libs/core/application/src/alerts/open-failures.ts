import { explainProblem, healsByItself, problem, type Problem } from '@bridge/domain';
import type { Finding } from '../audit/findings.js';
import type { Connection } from '../connections/connection.js';
import type { Export } from '../exports/export.js';
import type { Tranche } from '../payments/tranches.js';

/** Something that waits for a person. */
export interface OpenFailure {
  /** The same as long as it is the same failure. */
  readonly key: string;
  /** The subsidiary it happened to. */
  readonly place: string;
  readonly what: string;
  readonly why: string;
  readonly whatToDo: string;
  /** Where in the admin it is mended, from the root. */
  readonly path: string;
  /** The connection is gone: nothing works any more, and nobody should learn that an hour later. */
  readonly isBroken: boolean;
}

export interface OpenRows {
  readonly connections: readonly Connection[];
  readonly refused: readonly Export[];
  readonly held: readonly Tranche[];
  readonly findings: readonly Finding[];
}

/** Broken connections first, then what is refused and held, then what concerns no single document. */
export function openFailures({ connections, refused, held, findings }: OpenRows): readonly OpenFailure[] {
  const places = new Map(connections.map(({ id, subsidiaryName }) => [id, subsidiaryName]));
  const placeOf = (connectionId: string) => places.get(connectionId) ?? '';
  return [
    ...connections.filter(({ state }) => state === 'lost').map(ofConnection),
    ...refused.map((row) => ofExport(row, placeOf(row.connectionId))),
    ...held.map((row) => ofTranche(row, placeOf(row.connectionId))),
    ...findings
      .filter(({ problem: { code } }) => !healsByItself(code))
      .map((finding) => ofFinding(finding, placeOf(finding.connectionId))),
  ];
}

function ofConnection({ id, subsidiaryName, organisation, pausedFor, disconnectedAt }: Connection): OpenFailure {
  const reason = pausedFor ?? 'disconnected';
  return {
    key: `connection:${id}:${String(disconnectedAt)}`,
    place: subsidiaryName,
    what: `The connection to ${organisation?.name ?? 'Xero'} is broken. Work waits, and nothing is lost.`,
    ...wordsOf(problem(reason, 'connection', explainProblem(reason).title)),
    path: `/settings/xero/${id}`,
    isBroken: true,
  };
}

const KINDS = { invoice: 'Invoice', expense: 'Expense', purchase_order: 'Purchase order' } as const;

function ofExport({ id, kind, sourceId, document, problems }: Export, place: string): OpenFailure {
  const name = `${KINDS[kind]} ${document.number ?? sourceId}`;
  return {
    key: `export:${id}`,
    place,
    what: `${name} for ${document.party.name} was not copied to Xero.`,
    ...wordsOf(problems[0]),
    path: `/sync?export=${encodeURIComponent(id)}`,
    isBroken: false,
  };
}

function ofTranche({ paymentId, sourceInvoiceId, paidOn, problems }: Tranche, place: string): OpenFailure {
  return {
    key: `tranche:${paymentId}`,
    place,
    what: `A payment of ${paidOn} that Xero shows could not be entered in Productive.`,
    ...wordsOf(problems[0]),
    path: `/payments?invoice=${encodeURIComponent(sourceInvoiceId)}`,
    isBroken: false,
  };
}

function ofFinding({ key, connectionId, problem: found }: Finding, place: string): OpenFailure {
  // Another document that drifted is news; other words about the same failed task are not.
  const more = key.startsWith('drift:') ? `:${found.detail}` : '';
  return {
    key: `finding:${connectionId}:${key}${more}`,
    place,
    what: `${explainProblem(found.code).title}.`,
    ...wordsOf(found),
    path: key.startsWith('drift:') ? '/reconciliation?difference=any' : '/sync',
    isBroken: false,
  };
}

function wordsOf(found: Problem | undefined): Pick<OpenFailure, 'why' | 'whatToDo'> {
  if (found === undefined) return { why: '', whatToDo: 'Open it to see what happened.' };
  return { why: found.detail, whatToDo: explainProblem(found.code).whatToDo };
}
