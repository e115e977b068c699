import { problem, type Instant } from '@bridge/domain';
import type { Clock } from '../../runtime/clock.js';
import { Fault } from '../../faults/fault.js';
import { faultOf, type FaultScript, type LedgerCall } from './fault-script.js';
import { likelyHabits, type LedgerHabits } from './ledger-habits.js';

/** Xero keeps an idempotency key for six minutes from its first use. */
const KEY_LIFE_MS = 6 * 60_000;

interface KeptAnswer {
  readonly request: string;
  readonly at: Instant;
  readonly give: () => unknown;
}

interface LateWrite {
  readonly dueAt: Instant;
  readonly key: string;
  readonly run: () => void;
}

/** What all organisations of the fake share: time, mishaps, idempotency keys, and writes that are still on their way. */
export class FakeWorld {
  private readonly keys = new Map<string, KeptAnswer>();
  private late: LateWrite[] = [];
  /** How often a key came with another request than at first. */
  clashes = 0;
  private lastId = 0;

  constructor(
    readonly clock: Clock,
    readonly script: FaultScript,
    readonly habits: LedgerHabits = likelyHabits,
  ) {}

  /** What the ledger's own clock shows. */
  now(): Instant {
    return this.clock.now() + this.habits.skewMs;
  }

  nextId(): string {
    this.lastId += 1;
    return `00000000-0000-4000-8000-${String(this.lastId).padStart(12, '0')}`;
  }

  /** Applies late writes whose time has come. Called before anything looks at the books. */
  settle(): void {
    if (this.late.length === 0) return;
    const now = this.clock.now();
    const due = this.late.filter((write) => write.dueAt <= now);
    this.late = this.late.filter((write) => write.dueAt > now);
    for (const write of due.sort((a, b) => a.dueAt - b.dueAt)) write.run();
  }

  /** A call that changes nothing. */
  read<T>(call: LedgerCall, work: () => T): T {
    this.settle();
    const mishap = this.script.next(call);
    if (mishap) throw faultOf(mishap);
    return work();
  }

  /** A call that writes under an idempotency key: the same key and request give the same answer, errors included. */
  write<T>(call: LedgerCall, key: string, request: string, work: () => T): T {
    this.settle();
    const mishap = this.script.next(call);
    if (!mishap) return this.underKey(key, request, work);
    const isFirst = this.kept(key) === undefined;
    if (mishap.lateMs !== undefined) this.delay(mishap.lateMs, key, request, work);
    else if (mishap.applied) this.underKey(key, request, work);
    const fault = faultOf(mishap);
    const isServerError = mishap.fault.kind === 'uncertain' && !mishap.fault.isReplayable;
    if (isFirst && isServerError && this.habits.keepsServerErrors) this.keep(key, request, () => raise(fault));
    throw fault;
  }

  private underKey<T>(key: string, request: string, work: () => T): T {
    this.arrive(key);
    const kept = this.kept(key);
    if (kept) {
      if (kept.request !== request) {
        this.clashes += 1;
        throw clash(key);
      }
      return kept.give() as T;
    }
    const answer = work();
    this.keep(key, request, () => answer);
    return answer;
  }

  /** A repeat waits for the first request that is still under way, or overtakes it. */
  private arrive(key: string): void {
    if (!this.habits.lateWritesHoldKey) return;
    const first = this.late.find((write) => write.key === key);
    if (!first) return;
    this.late = this.late.filter((write) => write !== first);
    first.run();
  }

  private delay<T>(ms: number, key: string, request: string, work: () => T): void {
    if (this.late.some((write) => write.key === key) || this.kept(key)) return;
    const receivedAt = this.clock.now();
    const dueAt = receivedAt + ms;
    const run = () => {
      // At the moment when it arrived, which nobody may have looked at until much later.
      if (this.kept(key, dueAt)) return;
      const answer = work();
      this.keys.set(key, { request, at: this.habits.lateWritesHoldKey ? receivedAt : dueAt, give: () => answer });
    };
    this.late.push({ dueAt, key, run });
  }

  private kept(key: string, at: Instant = this.clock.now()): KeptAnswer | undefined {
    const kept = this.keys.get(key);
    if (kept && at - kept.at >= KEY_LIFE_MS) {
      this.keys.delete(key);
      return undefined;
    }
    return kept;
  }

  private keep(key: string, request: string, give: () => unknown): void {
    this.keys.set(key, { request, at: this.kept(key)?.at ?? this.clock.now(), give });
  }
}

function clash(key: string): Fault {
  const detail = `Idempotency Key ${key} is used with a different request.`;
  return new Fault({ kind: 'refused', problems: [problem('bad_request', '', detail)] }, detail);
}

function raise(fault: Fault): never {
  throw fault;
}
