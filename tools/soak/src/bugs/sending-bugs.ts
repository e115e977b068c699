import type { Bug } from './bug.js';

const uncertain = 'libs/core/domain/src/exports/uncertain.ts';
const send = 'libs/core/application/src/exports/send-exports.ts';
const rest = 'libs/core/application/src/exports/rest-when-uncertain.ts';
const settle = 'libs/core/application/src/exports/settle-batch.ts';
const freeze = 'libs/core/application/src/exports/freeze-batch.ts';
const request = 'libs/core/application/src/exports/request-exports.ts';
const retry = 'libs/core/application/src/exports/retry-exports.ts';
const planner = 'libs/core/application/src/exports/copy-planner.ts';
const policy = 'libs/core/application/src/faults/fault-policy.ts';
const atOnceSpec = 'libs/core/application/src/exports/sending-at-once.spec.ts';
const sendSpec = 'libs/core/application/src/exports/send-exports.spec.ts';

/** Documents on their way into the ledger. */
export const sendingBugs: readonly Bug[] = [
  {
    name: 'an outage makes all that waits uncertain',
    file: rest,
    find: 'const MANY = 5;',
    replace: 'const MANY = 5_000;',
    specs: [atOnceSpec],
  },
  {
    name: 'calls under way are taken for lost ones',
    file: rest,
    find: "firsts.filter(({ state }) => state === 'uncertain').length",
    replace: 'firsts.length',
    specs: [atOnceSpec],
  },
  {
    name: 'a wait until tomorrow becomes one of a minute',
    file: rest,
    find: '?.pausedUntil ?? 0) > until',
    replace: '?.pausedUntil ?? 0) > Infinity',
    specs: [atOnceSpec],
  },
  {
    name: 'quarantine removed',
    file: uncertain,
    find: 'QUARANTINE_MS = 10 * MINUTE',
    replace: 'QUARANTINE_MS = 1 * MINUTE',
  },
  {
    name: 'replay after the ledger has forgotten the key',
    file: uncertain,
    find: 'REPLAY_WINDOW_MS = 5 * MINUTE',
    replace: 'REPLAY_WINDOW_MS = 9.9 * MINUTE',
  },
  {
    name: 'look-up skipped: the old bytes are sent again',
    file: send,
    find: 'return this.#lookUp(address, batch, lease);',
    replace: 'return this.#send(address, batch, lease, true);',
  },
  {
    name: 'look-up ignored: a new key whatever was found',
    file: send,
    find: 'await settleLookUp(store, batch, found,',
    replace: 'await settleLookUp(store, batch, new Map(),',
  },
  {
    name: 'looked for only from the moment it was sent',
    file: send,
    find: 'const LOOK_BACK_MS = 60 * 60_000;',
    replace: 'const LOOK_BACK_MS = 0;',
  },
  {
    name: 'one key for many batches',
    file: freeze,
    find: 'key: `send:${id}`',
    replace: 'key: `send:${address.connectionId}`',
  },
  {
    name: 'lost answer taken for a refusal that wrote nothing',
    file: policy,
    find: `return { kind: 'uncertain', isReplayable: kind.isReplayable, problem: named('answer_lost') };`,
    replace: `return { kind: 'pause', until: now + OUTAGE_PAUSE_MS, problem: named('answer_lost') };`,
  },
  {
    name: 'a fault of the replay taken for a fault of the first attempt',
    file: send,
    find: `    if (isReplay) {
      const until`,
    replace: `    if (isReplay && batch.exportIds.length < 0) {
      const until`,
  },
  {
    name: 'zombie sends after it stood still',
    file: send,
    find: `if (resolveUncertain(batch, this.clock.now()).step !== 'replay') return true;`,
    replace: '',
    specs: [sendSpec],
  },
  {
    name: 'fence dropped when a batch is frozen',
    file: send,
    find: `this.ids.next(), this.clock.now()),
      lease,
    );`,
    replace: `this.ids.next(), this.clock.now()),
    );`,
  },
  {
    name: 'fence dropped when a look-up is settled',
    file: send,
    find: `if (found.size > 0) await readAgainFrom(store, address.connectionId, batch.firstSentAt - LOOK_BACK_MS);
        },
        lease,`,
    replace: `if (found.size > 0) await readAgainFrom(store, address.connectionId, batch.firstSentAt - LOOK_BACK_MS);
        },`,
  },
  {
    name: 'a replay leaves after it waited until the key was forgotten',
    file: send,
    find: ': await this.ledger.create(address, batch.key, batch.wire, leavesBefore);',
    replace: ': await this.ledger.create(address, batch.key, batch.wire);',
    specs: [sendSpec],
  },
  {
    name: 'element error ignored',
    file: settle,
    find: 'if (outcome === undefined || (sent.state',
    replace: 'if (outcome === undefined || !outcome.ok || (sent.state',
  },
  {
    name: 'outcomes put against the wrong documents',
    file: settle,
    find: 'const outcome = answer.outcomes[index];',
    replace: 'const outcome = answer.outcomes.at(-1 - index);',
  },
  {
    name: 'missing outcomes believed',
    file: settle,
    find: 'if (answer.outcomes.length !== batch.exportIds.length)',
    replace: 'if (answer.outcomes.length > batch.exportIds.length)',
    specs: [sendSpec],
  },
  {
    name: 'a voided document adopted as the copy',
    file: settle,
    find: `(receipt) => receipt.status !== 'deleted' && receipt.status !== 'voided',`,
    replace: '() => true,',
    specs: [sendSpec],
  },
  {
    name: 'a total that differs is not shown',
    file: settle,
    find: '...totalNotice(sent.document, receipt),',
    replace: '',
    specs: [sendSpec],
  },
  {
    name: 'a stored server error is replayed for ever',
    file: settle,
    find: 'isReplayable: current.isReplayable && isReplayable,',
    replace: 'isReplayable: true,',
    specs: [sendSpec],
  },
  {
    name: 'found late, and its payments never read',
    file: send,
    find: 'if (found.size > 0) await readAgainFrom',
    replace: 'if (found.size < 0) await readAgainFrom',
    specs: ['libs/core/application/src/payments/import-pass.spec.ts', sendSpec],
  },
  {
    name: 'a poisoned batch is refused as a whole',
    file: send,
    find: 'return batch.exportIds.length > 1\n',
    replace: 'return batch.exportIds.length > 50\n',
    specs: [sendSpec],
  },
  {
    name: 'poison is never isolated: batches stay large',
    file: 'libs/core/application/src/exports/sent-together.ts',
    find: 'batchSize / 2 ** attempts',
    replace: 'batchSize / 2 ** 0',
    specs: [sendSpec],
  },
  {
    name: 'a pause of the ledger is not kept',
    file: 'libs/core/application/src/connections/connection-health.ts',
    find: 'pausedUntil: decision.until,',
    replace: 'pausedUntil: 0,',
    specs: [sendSpec],
  },
  {
    name: 'a batch on its way is taken for one that a dead worker left behind',
    file: send,
    find: ' && !flight.has(batch.id)',
    replace: '',
    specs: [atOnceSpec],
  },
  {
    name: 'the lease is given back while calls are under way',
    file: send,
    find: 'await flight.rest().finally(() => this.leases.release(lease));',
    replace: 'await this.leases.release(lease);',
    specs: [atOnceSpec],
  },
  {
    name: 'a pause is forgotten because a call that left before it succeeds',
    file: 'libs/core/application/src/connections/connection-health.ts',
    find: ' && (before.pausedUntil ?? 0) <= now) await restore',
    replace: ') await restore',
    specs: [atOnceSpec],
  },
  {
    name: 'access given back is not noticed',
    file: 'libs/core/application/src/connections/connection-health.ts',
    find: `return { ...rest, state: 'connected' };`,
    replace: 'return { ...rest };',
    specs: ['libs/core/application/src/connections/check-connection.spec.ts'],
  },
  {
    name: 'a missing right swallowed as an outage',
    file: policy,
    find: `? { kind: 'lost', problem: named('scope_missing') }`,
    replace: `? { kind: 'pause', until: now + OUTAGE_PAUSE_MS, problem: named('unavailable') }`,
    specs: ['libs/core/application/src/faults/fault-policy.spec.ts'],
  },
  {
    name: 'a double click makes two copies',
    file: request,
    find: 'if (late.length > 0) throw new ExportConflict(late);',
    replace: '',
  },
  {
    name: 'copied already, and copied again',
    file: planner,
    find: 'const [primary] = links;',
    replace: 'const [primary] = links.slice(1);',
  },
  {
    name: 'Retry does not look whether somebody else has copied it',
    file: retry,
    find: 'if (rival !== undefined)',
    replace: 'if (rival !== undefined && rival === waiting.id)',
    specs: ['libs/core/application/src/exports/retry-exports.spec.ts'],
  },
  {
    name: 'Retry hurries what may be in the ledger already',
    file: retry,
    find: 'return this.unitOfWork.run(waiting.tenantId, (store) => this.#lookAgain(store, waiting));',
    replace:
      "await this.unitOfWork.run(waiting.tenantId, (store) => changeExport(store, waiting.id, 'queued', by, this.clock.now(), {})); return [];",
    specs: ['libs/core/application/src/exports/retry-exports.spec.ts'],
  },
  {
    name: 'a change of state without an audit entry',
    file: 'libs/core/application/src/exports/change-export.ts',
    find: 'action: `export.${to}`',
    replace: "action: 'export.queued'",
  },
  {
    name: 'a copy on its way can be marked as copied',
    file: 'libs/core/application/src/exports/mark-copied.ts',
    find: 'if (latest && isOpen(latest.state))',
    replace: 'if (false as boolean)',
    specs: ['libs/core/application/src/exports/mark-copied.spec.ts'],
  },
  {
    name: 'a batch that cannot be settled holds up all others',
    file: send,
    find: 'const nextAttemptAt = this.clock.now() + DEFECT_PAUSE_MS;',
    replace: 'const nextAttemptAt = this.clock.now();',
    specs: ['libs/core/application/src/exports/send-turn.spec.ts'],
  },
  {
    name: 'a failed announcement is forgotten',
    file: 'libs/core/application/src/exports/announce-copies.ts',
    find: ': { ...rest, announcement: later(announcement, decision, now) };',
    replace: ': rest;',
    specs: ['libs/core/application/src/exports/announce-copies.spec.ts'],
  },
];
