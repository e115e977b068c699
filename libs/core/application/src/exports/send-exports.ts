import { REPLAY_WINDOW_MS, resolveUncertain, type Instant } from '@bridge/domain';
import { lookAtUpdated } from '../updates/settle-update-look-up.js';
import { openAddress, type LedgerAddress } from '../connections/connection.js';
import { markStillWorking, noteTrouble } from '../connections/connection-health.js';
import { decide, outagePause, type Decision } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Ids } from '../runtime/ids.js';
import { readAgainFrom } from '../payments/read-again-from.js';
import type { Recollect } from '../reconciliation/recollect.js';
import type { Lease, Leases } from '../runtime/leases.js';
import { FencedOff, type Store, type UnitOfWork } from '../runtime/unit-of-work.js';
import type { Batch } from './batches.js';
import { changeExport } from './change-export.js';
import type { Export } from './export.js';
import { Flight } from './flight.js';
import type { LedgerDocuments } from './ledger-documents.js';
import { prepareBatch, type Freeze } from './prepare-batch.js';
import type { ResolveContacts } from './resolve-contacts.js';
import { restWhenMuchIsUncertain } from './rest-when-uncertain.js';
import { sentTogether } from './sent-together.js';
import {
  markUncertain,
  refuseBatch,
  requeueBatch,
  settleAnswer,
  settleLookUp,
  type LedgerLinks,
} from './settle-batch.js';

const BY = 'the bridge';
const LEASE_MS = 120_000;
/** One turn of a connection; then others have theirs. */
const TURN_MS = 50_000;
const BATCH_SIZE = 50;
/** As many calls as Xero takes at once: with answers of five seconds, one after the other would be 12 calls a minute of 60. */
const AT_ONCE = 5;
/** Clocks differ; a document is looked up from this long before it was first sent. */
const LOOK_BACK_MS = 60 * 60_000;

/**
 * Sends what waits for one connection: first settles what was sent and never answered, then freezes and sends batches,
 * several at once. What leaves is stored before it leaves; what comes back is stored before its documents are thought of
 * again.
 */
export class SendExports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerDocuments,
    private readonly contacts: ResolveContacts,
    private readonly leases: Leases,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly ledgerLink: LedgerLinks,
    private readonly recollect: Recollect,
    private readonly batchSize = BATCH_SIZE,
  ) {}

  /** Answers true when there is more to do at once. */
  async run(tenantId: string, connectionId: string): Promise<boolean> {
    const lease = await this.leases.take(`send:${connectionId}`, LEASE_MS);
    if (lease === undefined) return false;
    const flight = new Flight();
    try {
      return await this.#turn(tenantId, connectionId, lease, flight);
    } finally {
      await flight.rest().finally(() => this.leases.release(lease));
    }
  }

  async #turn(tenantId: string, connectionId: string, lease: Lease, flight: Flight): Promise<boolean> {
    const endsAt = this.clock.now() + TURN_MS;
    while (this.clock.now() < endsAt) {
      if (!(await this.leases.extend(lease, LEASE_MS))) return false;
      const goesOn =
        flight.size < AT_ONCE ? await this.#step(tenantId, connectionId, lease, flight) : await flight.next();
      if (!goesOn) return false;
    }
    return true;
  }

  /** One batch settled, or on its way; false when nothing can be done now. */
  async #step(tenantId: string, connectionId: string, lease: Lease, flight: Flight): Promise<boolean> {
    const now = this.clock.now();
    const { address, isAlone, open, due, isSure } = await this.unitOfWork.run(tenantId, async (store) => {
      const connection = await store.connections.find(connectionId);
      const batches = await store.batches.open(connectionId);
      return {
        address: openAddress(connection, now),
        // After a pause one call alone finds out whether it is over.
        isAlone: connection?.pausedUntil !== undefined,
        open: batches.find((batch) => batch.nextAttemptAt <= now && !flight.has(batch.id)),
        due: await store.exports.due(connectionId, now, this.batchSize),
        isSure: await this.recollect.believes(store, connectionId),
      };
    });
    if (address === undefined) return false;
    if (isAlone && flight.size > 0) return flight.next();
    if (open !== undefined) return this.#settleOpen(address, open, lease);
    // An answer that is still awaited may bring documents back into the queue; the books are asked when none is.
    if (flight.size > 0 && (due.length === 0 || !isSure)) return flight.next();
    if (due.length === 0) return false;
    if (!isSure) return this.#remember(address, lease);
    return this.#sendNew(address, sentTogether(due, this.batchSize), lease, flight);
  }

  /** What was copied before and forgotten must not be sent again: the books are asked first. False when they are silent. */
  async #remember(address: LedgerAddress, lease: Lease): Promise<boolean> {
    try {
      await this.recollect.run(address, lease);
      return true;
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now);
      await this.unitOfWork.run(
        address.tenantId,
        (store) => noteTrouble(store, address.connectionId, decision, now),
        lease,
      );
      return false;
    }
  }

  async #sendNew(address: LedgerAddress, due: readonly Export[], lease: Lease, flight: Flight): Promise<boolean> {
    const askedAt = this.clock.now();
    const freeze = await this.#prepare(address, due, lease);
    if (freeze === undefined) return false;
    // Stalled since: what the books showed then says nothing of what an update would go over now. They are asked again.
    if (due.some(({ target }) => target) && this.clock.now() - askedAt > SEEN_FOR_MS) return true;
    const batch = await this.unitOfWork.run(
      address.tenantId,
      (store) => freeze(store, this.ids.next(), this.clock.now()),
      lease,
    );
    if (batch === undefined) return true;
    // Stalled since: another worker may have looked for it and sent it under a new key. The next turn finds out.
    if (resolveUncertain(batch, this.clock.now()).step !== 'replay') return true;
    flight.start(batch.id, () => this.#send(address, batch, lease));
    return true;
  }

  async #prepare(address: LedgerAddress, due: readonly Export[], lease: Lease): Promise<Freeze | undefined> {
    try {
      return await prepareBatch(this.ledger, this.contacts, address, due, `contacts:${this.ids.next()}`);
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now, Math.max(...due.map((waiting) => waiting.attempts)));
      await this.unitOfWork.run(
        address.tenantId,
        async (store) => {
          await noteTrouble(store, address.connectionId, decision, now);
          if (decision.kind === 'pause' || decision.kind === 'lost') return;
          // A contact call that may have gone through is simply asked again: the contact number lets there be only one.
          for (const waiting of due) {
            if (decision.kind === 'give_up')
              await changeExport(store, waiting.id, 'refused', BY, now, { problems: decision.problems });
            else
              await store.exports.update(waiting.id, (current) => ({
                ...current,
                attempts: current.attempts + 1,
                nextAttemptAt: now + outagePause(current.attempts, now),
                problems: [decision.problem],
              }));
          }
        },
        lease,
      );
      return undefined;
    }
  }

  /** One that a defect keeps from being settled must not hold up all others: it comes first only every so often. */
  async #settleOpen(address: LedgerAddress, batch: Batch, lease: Lease): Promise<boolean> {
    try {
      return await this.#resolve(address, batch, lease);
    } catch (error) {
      if (error instanceof FencedOff) throw error;
      const nextAttemptAt = this.clock.now() + DEFECT_PAUSE_MS;
      await this.unitOfWork.run(
        address.tenantId,
        (store) => store.batches.update(batch.id, (current) => ({ ...current, nextAttemptAt })),
        lease,
      );
      throw error;
    }
  }

  async #resolve(address: LedgerAddress, batch: Batch, lease: Lease): Promise<boolean> {
    const now = this.clock.now();
    const next = resolveUncertain(batch, now);
    if (next.step === 'replay') return this.#send(address, batch, lease, true);
    if (next.step === 'wait') {
      await this.unitOfWork.run(
        address.tenantId,
        (store) => store.batches.update(batch.id, (current) => ({ ...current, nextAttemptAt: next.until })),
        lease,
      );
      return true;
    }
    return this.#lookUp(address, batch, lease);
  }

  async #send(address: LedgerAddress, batch: Batch, lease: Lease, isReplay = false): Promise<boolean> {
    try {
      const leavesBefore = batch.firstSentAt + REPLAY_WINDOW_MS;
      const answer = batch.isUpdate
        ? await this.ledger.update(address, batch.key, batch.wire, leavesBefore)
        : await this.ledger.create(address, batch.key, batch.wire, leavesBefore);
      await this.unitOfWork.run(
        address.tenantId,
        async (store) => {
          await settleAnswer(store, batch, answer, this.ledgerLink, this.clock.now());
          if (isReplay) await readAgainFrom(store, address.connectionId, batch.firstSentAt - LOOK_BACK_MS);
          await markStillWorking(store, address.connectionId, this.clock.now());
        },
        lease,
      );
      return true;
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now, await this.#attempts(batch));
      await this.unitOfWork.run(
        address.tenantId,
        (store) => this.#afterFault(store, batch, decision, isReplay, error.correlationId, now),
        lease,
      );
      return decision.kind !== 'pause' && decision.kind !== 'lost';
    }
  }

  async #afterFault(
    store: Store,
    batch: Batch,
    decision: Decision,
    isReplay: boolean,
    correlationId: string | undefined,
    now: Instant,
  ): Promise<void> {
    await noteTrouble(store, batch.connectionId, decision, now);
    if (decision.kind === 'uncertain') {
      await markUncertain(store, batch, decision.isReplayable, now + REPLAY_AFTER_MS, decision.problem, now);
      return restWhenMuchIsUncertain(store, batch.connectionId, now);
    }
    // This attempt wrote nothing, but an earlier one may have: what was uncertain stays so until it is looked up.
    if (isReplay) {
      const until = decision.kind === 'pause' ? decision.until : now + REPLAY_AFTER_MS;
      return void (await store.batches.update(batch.id, (current) => ({ ...current, nextAttemptAt: until })));
    }
    switch (decision.kind) {
      case 'pause':
        return requeueBatch(store, batch, decision.until, [decision.problem], 0, now);
      case 'lost':
        return requeueBatch(store, batch, now, [decision.problem], 0, now);
      case 'missing':
        return requeueBatch(store, batch, now + outagePause(0, now), [decision.problem], 1, now);
      case 'give_up':
        // One document spoils the whole call: send halves, until the one at fault stands alone.
        return batch.exportIds.length > 1
          ? requeueBatch(store, batch, now, [], 1, now)
          : refuseBatch(store, batch, decision.problems, correlationId, now);
      default:
        return decision satisfies never;
    }
  }

  async #lookUp(address: LedgerAddress, batch: Batch, lease: Lease): Promise<boolean> {
    const exports = await this.unitOfWork.run(address.tenantId, (store) => store.exports.find(batch.exportIds));
    try {
      if (batch.isUpdate) {
        const settle = await lookAtUpdated(this.ledger, address, batch, exports, this.ledgerLink);
        await this.unitOfWork.run(address.tenantId, (store) => settle(store, this.clock.now()), lease);
        return true;
      }
      const found = await this.ledger.findByMarker(
        address,
        exports.map((lost) => lost.document),
        batch.firstSentAt - LOOK_BACK_MS,
      );
      await this.unitOfWork.run(
        address.tenantId,
        async (store) => {
          await settleLookUp(store, batch, found, this.ledgerLink, this.clock.now());
          if (found.size > 0) await readAgainFrom(store, address.connectionId, batch.firstSentAt - LOOK_BACK_MS);
        },
        lease,
      );
      return true;
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now);
      await this.unitOfWork.run(
        address.tenantId,
        async (store) => {
          await noteTrouble(store, address.connectionId, decision, now);
          await store.batches.update(batch.id, (current) => ({
            ...current,
            nextAttemptAt: decision.kind === 'pause' ? decision.until : now + LOOK_UP_AGAIN_MS,
          }));
        },
        lease,
      );
      return false;
    }
  }

  async #attempts(batch: Batch): Promise<number> {
    const members = await this.unitOfWork.run(batch.tenantId, (store) => store.exports.find(batch.exportIds));
    return Math.max(0, ...members.map((member) => member.attempts));
  }
}

const REPLAY_AFTER_MS = 20_000;
/** Longer than a task rests that failed once, so that others leave before it comes again. */
const DEFECT_PAUSE_MS = 2 * 60_000;
const LOOK_UP_AGAIN_MS = 60_000;
/** For so long an update trusts what it has seen of the books, the answer on its way included. */
const SEEN_FOR_MS = 20_000;
