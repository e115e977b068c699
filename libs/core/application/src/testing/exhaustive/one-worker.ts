import type { Instant } from '@bridge/domain';
import { TokenCustody } from '../../connections/token-custody.js';
import { isFault } from '../../faults/fault.js';
import { FencedOff } from '../../runtime/unit-of-work.js';
import { instead } from '../bridge/instead.js';
import { wireUseCases, type UseCases } from '../bridge/wire-use-cases.js';
import { gated, gatedLedger, type Gate } from '../simulation/gate.js';
import type { Stage } from '../simulation/stage.js';
import { pointOf, prepare, type Point, type Trouble } from './mishap-at.js';

/** At the call with this number, counted from 0 over the whole run. */
export type Troubles = ReadonlyMap<number, Trouble>;

/** Longer than every lease and the quarantine. */
const STILL_MS = 16 * 60_000;

class CutOff extends Error {}

interface Sleeper {
  readonly wakesAt: Instant;
  readonly goOn: () => void;
  readonly ended: Promise<void>;
}

/** Does one job after another, and has trouble at the calls that were chosen. Who dies or stands still is replaced at once. */
export class OneWorker {
  /** Every call so far. */
  readonly points: Point[] = [];
  readonly defects: string[] = [];
  private uses: UseCases;
  private sleepers: Sleeper[] = [];
  private isOnItsWay = false;
  private ended: Promise<void> = Promise.resolve();
  private interrupt: () => void = () => undefined;

  constructor(
    private readonly stage: Stage,
    private readonly troubles: Troubles,
  ) {
    const { ports, ledger } = stage;
    const behind = gated(ports, this.gate);
    const refresh = (token: string) =>
      this.gate({ port: 'ledgerAccess', method: 'refresh', args: [] }, () => ledger.access.refresh(token));
    const access = instead(ledger.access, { refresh });
    const custody = new TokenCustody(behind.unitOfWork, access, behind.leases, ports.clock);
    const tokens = instead(custody, {
      current: (address) => this.onItsWay(() => custody.current(address)),
      renew: (address, stale) => this.onItsWay(() => custody.renew(address, stale)),
    });
    this.uses = wireUseCases({ ...behind, ...gatedLedger(ports, this.gate, tokens, ledger.access) });
  }

  /** Nothing goes wrong any more, except what sleepers do when they wake. */
  calm(): void {
    this.uses = wireUseCases(this.stage.ports);
  }

  /** Until the job is done, or the worker is dead or standing still. Undefined then. */
  async work<T>(job: (uses: UseCases) => Promise<T>): Promise<T | undefined> {
    let answer: T | undefined;
    await this.untilInterrupted(
      job(this.uses).then(
        (value) => void (answer = value),
        (error: unknown) => {
          if (!(error instanceof FencedOff || error instanceof CutOff || isFault(error)))
            this.defects.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
        },
      ),
    );
    return answer;
  }

  /** Those whose time has come go on where they stood, as if nothing had happened meanwhile. */
  async wakeSleepers(): Promise<void> {
    const now = this.stage.clock.now();
    const awake = this.sleepers.filter(({ wakesAt }) => wakesAt <= now);
    this.sleepers = this.sleepers.filter(({ wakesAt }) => wakesAt > now);
    for (const { goOn, ended } of awake) {
      const until = this.untilInterrupted(ended);
      goOn();
      await until;
    }
  }

  private untilInterrupted(ended: Promise<void>): Promise<void> {
    this.ended = ended;
    this.isOnItsWay = false;
    const interrupted = new Promise<void>((resolve) => {
      this.interrupt = resolve;
    });
    return Promise.race([ended, interrupted]);
  }

  private async onItsWay<T>(work: () => Promise<T>): Promise<T> {
    const before = this.isOnItsWay;
    this.isOnItsWay = true;
    try {
      return await work();
    } finally {
      this.isOnItsWay = before;
    }
  }

  private readonly gate: Gate = async (call, work) => {
    const point = pointOf(call, this.isOnItsWay);
    const trouble = this.troubles.get(this.points.length);
    this.stage.tell?.(`${this.points.length} ${point.name}${trouble ? `: ${trouble}` : ''}`);
    this.points.push(point);
    if (trouble === undefined) return work();
    if (trouble === 'cut off before') throw new CutOff('The database is gone');
    prepare(this.stage, point, trouble);
    const answer = await work();
    if (trouble === 'cut off after') throw new CutOff('The commit went through, and nobody heard');
    if (trouble === 'dies') await this.never();
    if (trouble === 'stands still') await this.later();
    return answer;
  };

  private never(): Promise<void> {
    this.interrupt();
    return new Promise(() => undefined);
  }

  private later(): Promise<void> {
    const { ended } = this;
    const wakesAt = this.stage.clock.now() + STILL_MS;
    const slept = new Promise<void>((goOn) => {
      this.sleepers.push({ wakesAt, goOn, ended });
    });
    this.interrupt();
    return slept;
  }
}
