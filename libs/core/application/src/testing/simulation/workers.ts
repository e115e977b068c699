import type { Instant } from '@bridge/domain';
import { isFault } from '../../faults/fault.js';
import { FencedOff, type UnitOfWork } from '../../runtime/unit-of-work.js';
import type { Clock } from '../../runtime/clock.js';
import { wireUseCases, type BridgePorts, type UseCases } from '../bridge/wire-use-cases.js';
import type { Dice } from './dice.js';

export interface Mishaps {
  /** Chance that a worker dies at a point where it waits for something outside it. */
  readonly crash: number;
  /** Chance that it stands still there, up to a quarter of an hour. */
  readonly stall: number;
  /** Chance that the database is cut off, before or after the commit. */
  readonly cut: number;
}

export type Job = (uses: UseCases) => Promise<unknown>;

interface Waiting {
  readonly goOn: () => void;
  readonly mayStall: boolean;
  /** A request that has been decided on: nobody can promise what it does when it leaves much later. */
  readonly isOnItsWay: boolean;
  notBefore: Instant;
}

interface Worker {
  readonly uses: UseCases;
  waiting: Waiting | undefined;
  isBusy: boolean;
}

type Stop = 'still' | 'brief' | 'on_its_way';

const STOPS = {
  still: { mayStall: true, isOnItsWay: false },
  brief: { mayStall: false, isOnItsWay: false },
  on_its_way: { mayStall: false, isOnItsWay: true },
} as const;

class CutOff extends Error {}

/** Most points are passed without a stop, so that a run gets far; in the next run others are. */
const UNNOTICED = 0.65;
const STALL_MS = 15 * 60_000;

/**
 * Several workers in one thread. Whenever one of them calls a port it waits, before and after the effect, until it is
 * picked to go on; or it dies there, or stands still. The dead are never heard of again: no `finally` of theirs runs.
 */
export class Workers {
  readonly defects: string[] = [];
  crashes = 0;
  lostAnswers = 0;
  private workers: Worker[];

  constructor(
    private readonly ports: BridgePorts & { readonly clock: Clock },
    private readonly dice: Dice,
    private mishaps: Mishaps,
    count: number,
  ) {
    this.workers = Array.from({ length: count }, () => this.hire());
  }

  get areIdle(): boolean {
    return this.workers.every((worker) => !worker.isBusy);
  }

  get areOnTheirWay(): boolean {
    return this.workers.some(({ waiting }) => waiting?.isOnItsWay);
  }

  calm(): void {
    this.mishaps = { crash: 0, stall: 0, cut: 0 };
  }

  /** Gives the job to an idle worker; false when there is none. */
  give(job: Job): boolean {
    const worker = this.workers.find((candidate) => !candidate.isBusy);
    if (worker === undefined) return false;
    worker.isBusy = true;
    const done = () => (worker.isBusy = false);
    job(worker.uses).then(done, (error: unknown) => {
      done();
      if (!(error instanceof FencedOff || error instanceof CutOff || isFault(error)))
        this.defects.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    return true;
  }

  /** Lets one worker, picked by the dice, go on to its next port call; false when none can go on now. */
  async step(): Promise<boolean> {
    const now = this.ports.clock.now();
    const worker = this.dice.pick(this.workers.filter(({ waiting }) => waiting && waiting.notBefore <= now));
    const waiting = worker?.waiting;
    if (worker === undefined || waiting === undefined) {
      await everythingThatCan();
      return false;
    }
    if (this.dice.happens(this.mishaps.crash)) {
      this.crashes += 1;
      this.workers = this.workers.map((other) => (other === worker ? this.hire() : other));
    } else if (waiting.mayStall && this.dice.happens(this.mishaps.stall)) {
      waiting.notBefore = now + this.dice.below(STALL_MS);
    } else {
      worker.waiting = undefined;
      waiting.goOn();
      await everythingThatCan();
    }
    return true;
  }

  private hire(): Worker {
    const holder: { worker?: Worker } = {};
    const wait = async (stop: Stop) => {
      if (this.dice.happens(UNNOTICED)) return;
      await new Promise<void>((goOn) => {
        if (holder.worker) holder.worker.waiting = { ...STOPS[stop], goOn, notBefore: 0 };
      });
    };
    const worker: Worker = { uses: wireUseCases(this.around(wait)), waiting: undefined, isBusy: false };
    holder.worker = worker;
    return worker;
  }

  private around(wait: (stop: Stop) => Promise<void>): BridgePorts {
    const { ports } = this;
    const outside = <Port extends object>(port: Port) => this.gated(port, wait, 'on_its_way', 'still');
    return {
      ...ports,
      unitOfWork: this.cuttable(this.gated(ports.unitOfWork, wait, 'still', 'still')),
      leases: this.gated(ports.leases, wait, 'still', 'brief'),
      ledgerDocuments: outside(ports.ledgerDocuments),
      ledgerContacts: outside(ports.ledgerContacts),
      ledgerChanges: outside(ports.ledgerChanges),
      ledgerChart: outside(ports.ledgerChart),
      sourceDocuments: outside(ports.sourceDocuments),
      sourceMarks: outside(ports.sourceMarks),
      sourcePayments: outside(ports.sourcePayments),
    };
  }

  private gated<Port extends object>(port: Port, wait: (stop: Stop) => Promise<void>, before: Stop, after: Stop): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        // `compose` is pure and answers at once.
        if (typeof method !== 'function' || name === 'compose')
          return typeof method === 'function' ? method.bind(target) : method;
        return async (...call: unknown[]) => {
          await wait(before);
          try {
            return await method.apply(target, call);
          } catch (error) {
            if (isFault(error) && error.fault.kind === 'uncertain') this.lostAnswers += 1;
            throw error;
          } finally {
            await wait(after);
          }
        };
      },
    });
  }

  private cuttable(unitOfWork: UnitOfWork): UnitOfWork {
    return {
      run: async (tenantId, work, lease) => {
        if (this.dice.happens(this.mishaps.cut / 2)) throw new CutOff('The database is gone');
        const result = await unitOfWork.run(tenantId, work, lease);
        if (this.dice.happens(this.mishaps.cut / 2)) throw new CutOff('The commit went through, and nobody heard');
        return result;
      },
    };
  }
}

/** Resolves when everything that was waiting for nothing from outside has gone on. */
function everythingThatCan(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
