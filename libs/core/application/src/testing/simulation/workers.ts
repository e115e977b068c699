import type { Instant } from '@bridge/domain';
import type { AccessTokens } from '../../connections/access-tokens.js';
import { TokenCustody } from '../../connections/token-custody.js';
import { isFault } from '../../faults/fault.js';
import { FencedOff } from '../../runtime/unit-of-work.js';
import type { Lease } from '../../runtime/leases.js';
import { instead } from '../bridge/instead.js';
import { wireUseCases, type UseCases } from '../bridge/wire-use-cases.js';
import type { Commit } from '../memory/memory-world.js';
import type { Circumstances, Mishaps } from './circumstances.js';
import type { Dice } from './dice.js';
import { endOf, gated, gatedLedger, isOurs, type Gate, type PortCall } from './gate.js';
import { microtasksOver } from './microtasks-over.js';
import type { Stage } from './stage.js';

export interface Job {
  readonly what: string;
  readonly run: (uses: UseCases) => Promise<unknown>;
}

interface Waiting {
  readonly goOn: () => void;
  readonly where: string;
  notBefore: Instant;
}

interface Worker {
  readonly name: string;
  readonly uses: UseCases;
  readonly leases: Map<string, Lease>;
  /** Where its job stands still. Several places at once while several calls are under way. */
  waiting: Waiting[];
  isBusy: boolean;
  /** Requests that have been decided on: nobody can promise what they do when they leave much later. */
  onTheirWay: number;
}

class CutOff extends Error {}

/** Most points are passed without a stop, so that a run gets far; in the next run others are. */
const UNNOTICED = 0.65;
const STALL_MS = 15 * 60_000;
const FENCED = new Set(['exports', 'batches', 'links', 'tranches', 'watermarks']);

/**
 * Several workers in one thread. Whenever one of them calls a port it waits, before and after the effect, until it is
 * picked to go on; or it dies there, or stands still. The dead are never heard of again: no `finally` of theirs runs.
 */
export class Workers {
  readonly defects: string[] = [];
  crashes = 0;
  lostAnswers = 0;
  private mishaps: Mishaps;
  private workers: Worker[] = [];
  private running: Worker | undefined;
  private hired = 0;
  /** What a process keeps in memory. A new hand usually works in a process that runs already; now and then it was restarted. */
  private remembered = new Map<string, Instant>();

  constructor(
    private readonly stage: Stage,
    private readonly dice: Dice,
    private readonly circumstances: Circumstances,
    count: number,
  ) {
    this.mishaps = circumstances.mishaps;
    for (let index = 0; index < count; index += 1) this.workers.push(this.hire());
  }

  get areIdle(): boolean {
    return this.workers.every((worker) => !worker.isBusy);
  }

  get areOnTheirWay(): boolean {
    return this.workers.some(({ onTheirWay }) => onTheirWay > 0);
  }

  calm(): void {
    this.mishaps = { crash: 0, stall: 0, cut: 0 };
  }

  /** Gives the job to an idle worker, who begins at once; false when there is none. */
  async give(job: Job): Promise<boolean> {
    const worker = this.workers.find((candidate) => !candidate.isBusy);
    if (worker === undefined) return false;
    this.stage.tell?.(`${worker.name} begins: ${job.what}`);
    worker.isBusy = true;
    const done = (error?: unknown) => {
      worker.isBusy = false;
      worker.leases.clear();
      this.stage.tell?.(`${worker.name} has done: ${job.what} (${endOf(error)})`);
      if (error !== undefined && !(error instanceof FencedOff || error instanceof CutOff || isFault(error)))
        this.defects.push(error instanceof Error ? (error.stack ?? error.message) : endOf(error));
    };
    await this.untilHalt(worker, () => void job.run(worker.uses).then(() => done(), done));
    return true;
  }

  /** Lets one worker, picked by the dice, go on to its next port call; false when none can go on now. */
  async step(): Promise<boolean> {
    const now = this.stage.clock.now();
    const places = this.workers.flatMap((worker) => worker.waiting.map((waiting) => ({ worker, waiting })));
    const { worker, waiting } = this.dice.pick(places.filter((place) => place.waiting.notBefore <= now)) ?? {};
    if (worker === undefined || waiting === undefined) return false;
    if (this.dice.happens(this.mishaps.crash)) {
      this.crashes += 1;
      this.stage.tell?.(`${worker.name} dies ${waiting.where}`);
      this.workers = this.workers.map((other) => (other === worker ? this.hire() : other));
    } else if (worker.onTheirWay === 0 && this.dice.happens(this.mishaps.stall)) {
      // One call may hang while the rest of the process goes on, or the whole process stands still.
      const until = now + this.dice.below(STALL_MS);
      for (const one of this.dice.happens(0.5) ? worker.waiting : [waiting]) one.notBefore = until;
      this.stage.tell?.(`${worker.name} stands still ${waiting.where}`);
    } else {
      worker.waiting = worker.waiting.filter((other) => other !== waiting);
      await this.untilHalt(worker, waiting.goOn);
    }
    return true;
  }

  /** S11: whoever has lost a lease of its job changes nothing that the lease guards. */
  readonly watch = ({ tables, isHeld }: Commit): void => {
    const [lost] = [...(this.running?.leases.values() ?? [])].filter((lease) => !isHeld(lease));
    const guarded = tables.filter((table) => FENCED.has(table));
    if (lost && guarded.length > 0) this.defects.push(`S11 ${guarded.join(', ')} changed after ${lost.name} was lost`);
  };

  /** Everything inside one worker runs in microtasks: when they are over, all that it does stands still, or is done. */
  private async untilHalt(worker: Worker, goOn: () => void): Promise<void> {
    this.running = worker;
    goOn();
    await microtasksOver();
    this.running = undefined;
  }

  private hire(): Worker {
    this.hired += 1;
    const { stage, circumstances, hired } = this;
    const { access } = stage.ledger;
    const skewMs = hired % 2 === 0 ? circumstances.clocksDifferByMs : 0;
    const stop: Stop = (where, notBefore = 0) =>
      new Promise((goOn) => {
        worker.waiting.push({ goOn, where, notBefore });
      });
    const clock = {
      now: () => stage.clock.now() + skewMs,
      sleep: (ms: number) => stop('asleep', stage.clock.now() + ms),
    };
    const gate = this.gate(() => worker, stop);
    if (this.dice.happens(0.2)) this.remembered = new Map();
    const ports = {
      ...gated(stage.ports, gate),
      clock,
      remembered: this.remembered,
      batchSize: circumstances.batchSize,
    };
    const refresh = (token: string) =>
      gate({ port: 'ledgerAccess', method: 'refresh', args: [] }, () => access.refresh(token));
    const custody = new TokenCustody(ports.unitOfWork, instead(access, { refresh }), ports.leases, clock);
    const tokens: AccessTokens = {
      current: (address) => onItsWay(worker, () => custody.current(address)),
      renew: (address, stale) => onItsWay(worker, () => custody.renew(address, stale)),
    };
    const worker: Worker = {
      ...{ name: `worker ${hired}`, leases: new Map(), waiting: [], isBusy: false, onTheirWay: 0 },
      uses: wireUseCases({ ...ports, ...gatedLedger(stage.ports, gate, tokens, access) }),
    };
    return worker;
  }

  private gate(me: () => Worker, stop: Stop): Gate {
    return async (call, work) => {
      const worker = me();
      // A lease is asked for again right before a request leaves, so that the moment after it belongs to the request.
      const isLease = call.port === 'leases';
      if (!this.dice.happens(UNNOTICED)) await this.halt(worker, stop, `before ${nameOf(call)}`, !isOurs(call));
      try {
        this.cut(call, 'The database is gone');
        const answer = await work();
        if (isLease) noteLease(worker, call, answer);
        this.cut(call, 'The commit went through, and nobody heard');
        this.stage.tell?.(`${worker.name} ${nameOf(call)} ${wordsOf(call)}`);
        return answer;
      } catch (error) {
        if (isFault(error) && error.fault.kind === 'uncertain') this.lostAnswers += 1;
        this.stage.tell?.(`${worker.name} ${nameOf(call)} ${wordsOf(call)}: ${endOf(error)}`);
        throw error;
      } finally {
        if (!this.dice.happens(UNNOTICED)) await this.halt(worker, stop, `after ${nameOf(call)}`, isLease);
      }
    };
  }

  private halt(worker: Worker, stop: Stop, where: string, isOnItsWay: boolean): Promise<void> {
    return isOnItsWay ? onItsWay(worker, () => stop(where)) : stop(where);
  }

  private cut(call: PortCall, words: string): void {
    if (call.port === 'unitOfWork' && this.dice.happens(this.mishaps.cut / 2)) throw new CutOff(words);
  }
}

type Stop = (where: string, notBefore?: Instant) => Promise<void>;

async function onItsWay<T>(worker: Worker, work: () => Promise<T>): Promise<T> {
  worker.onTheirWay += 1;
  try {
    return await work();
  } finally {
    worker.onTheirWay -= 1;
  }
}

function nameOf({ port, method }: PortCall): string {
  return `${port}.${method}`;
}

/** Leases of grants guard tokens only, and last as long as one renewal. */
function noteLease(worker: Worker, { method, args }: PortCall, answer: unknown): void {
  const name = method === 'take' ? String(args[0]) : (args[0] as Lease).name;
  if (name.startsWith('grant:')) return;
  if (method === 'take' && answer !== undefined) worker.leases.set(name, answer as Lease);
  if (method === 'release') worker.leases.delete(name);
}

/** The plain arguments of a call: ids, keys, instants. */
function wordsOf({ args }: PortCall): string {
  return args.filter((arg) => typeof arg === 'string' || typeof arg === 'number').join(' ');
}
