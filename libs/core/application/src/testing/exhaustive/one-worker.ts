import type { Instant } from '@bridge/domain';
import { TokenCustody } from '../../connections/token-custody.js';
import { isFault } from '../../faults/fault.js';
import { FencedOff } from '../../runtime/unit-of-work.js';
import { instead } from '../bridge/instead.js';
import { wireUseCases, type UseCases } from '../bridge/wire-use-cases.js';
import { gated, gatedLedger, type Gate } from '../simulation/gate.js';
import type { Stage } from '../simulation/stage.js';
import { microtasksOver } from '../simulation/microtasks-over.js';
import { pointOf, prepare, type Point, type Trouble } from './mishap-at.js';

/** At the call with this number, counted from 0 over the whole run. */
export type Troubles = ReadonlyMap<number, Trouble>;

/** Longer than every lease and the quarantine. */
const STILL_MS = 16 * 60_000;

class CutOff extends Error {}

/** One job, from its start to its end. Several calls of it may be under way at once, and die or stand still together. */
interface Life {
  hasEnded: boolean;
  isDead: boolean;
  onTheirWay: number;
  /** While it stands still; for ever when it is dead. */
  stopped?: Promise<void>;
}

interface Sleeper {
  readonly wakesAt: Instant;
  readonly goOn: () => void;
  readonly life: Life;
}

/** Does one job after another, and has trouble at the calls that were chosen. Who dies or stands still is replaced at once. */
export class OneWorker {
  /** Every call so far. */
  readonly points: Point[] = [];
  readonly defects: string[] = [];
  private sleepers: Sleeper[] = [];
  private isCalm = false;
  private readonly remembered = new Map<string, Instant>();

  constructor(
    private readonly stage: Stage,
    private readonly troubles: Troubles,
  ) {}

  /** Nothing goes wrong any more, except what sleepers do when they wake. */
  calm(): void {
    this.isCalm = true;
  }

  /** Until the job is done, or the worker is dead or standing still. Undefined then. */
  async work<T>(job: (uses: UseCases) => Promise<T>): Promise<T | undefined> {
    let answer: T | undefined;
    const life: Life = { hasEnded: false, isDead: false, onTheirWay: 0 };
    const done = (error?: unknown) => {
      life.hasEnded = true;
      if (error === undefined || error instanceof FencedOff || error instanceof CutOff || isFault(error)) return;
      this.defects.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    };
    job(this.usesOf(life)).then((value) => {
      answer = value;
      done();
    }, done);
    await this.untilHalt(life);
    return answer;
  }

  /** Those whose time has come go on where they stood, as if nothing had happened meanwhile. */
  async wakeSleepers(): Promise<void> {
    const now = this.stage.clock.now();
    const awake = this.sleepers.filter(({ wakesAt, life }) => wakesAt <= now && !life.isDead);
    this.sleepers = this.sleepers.filter(({ wakesAt }) => wakesAt > now);
    for (const { goOn, life } of awake) {
      goOn();
      await this.untilHalt(life);
    }
  }

  /** Everything runs in microtasks: when they are over, the job has ended, or its worker is dead or stands still. */
  private async untilHalt(life: Life): Promise<void> {
    await microtasksOver();
    if (!life.hasEnded && life.stopped === undefined) this.defects.push('A job waits for what nobody will tell it');
  }

  private usesOf(life: Life): UseCases {
    const { ports, ledger } = this.stage;
    if (this.isCalm) return wireUseCases(ports);
    const gate = this.gateOf(life);
    const behind = gated(ports, gate);
    const refresh = (token: string) =>
      gate({ port: 'ledgerAccess', method: 'refresh', args: [] }, () => ledger.access.refresh(token));
    const access = instead(ledger.access, { refresh });
    const custody = new TokenCustody(behind.unitOfWork, access, behind.leases, ports.clock);
    const tokens = instead(custody, {
      current: (address) => onItsWay(life, () => custody.current(address)),
      renew: (address, stale) => onItsWay(life, () => custody.renew(address, stale)),
    });
    const { remembered } = this;
    return wireUseCases({ ...behind, ...gatedLedger(ports, gate, tokens, ledger.access), remembered });
  }

  private gateOf(life: Life): Gate {
    return async (call, work) => {
      await life.stopped;
      const point = pointOf(call, life.onTheirWay > 0);
      const trouble = this.troubles.get(this.points.length);
      this.stage.tell?.(`${this.points.length} ${point.name}${trouble ? `: ${trouble}` : ''}`);
      this.points.push(point);
      if (trouble === undefined) return work();
      if (trouble === 'cut off before') throw new CutOff('The database is gone');
      prepare(this.stage, point, trouble);
      const answer = await work();
      if (trouble === 'cut off after') throw new CutOff('The commit went through, and nobody heard');
      if (trouble === 'dies') await this.never(life);
      if (trouble === 'stands still') await this.later(life);
      return answer;
    };
  }

  private never(life: Life): Promise<void> {
    life.isDead = true;
    life.stopped = new Promise(() => undefined);
    return life.stopped;
  }

  private later(life: Life): Promise<void> {
    if (life.isDead) return this.never(life);
    const wakesAt = this.stage.clock.now() + STILL_MS;
    // A second call that stops meanwhile wakes together with the first.
    life.stopped ??= new Promise<void>((resolve) => {
      const goOn = () => {
        delete life.stopped;
        resolve();
      };
      this.sleepers.push({ wakesAt, goOn, life });
    });
    return life.stopped;
  }
}

async function onItsWay<T>(life: Life, work: () => Promise<T>): Promise<T> {
  life.onTheirWay += 1;
  try {
    return await work();
  } finally {
    life.onTheirWay -= 1;
  }
}
