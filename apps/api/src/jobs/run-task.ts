import {
  type AnnounceCopies,
  type CheckDrift,
  type Clock,
  type CopyAutomatically,
  decide,
  type Fault,
  FencedOff,
  type ImportPayments,
  isFault,
  type Jobs,
  type RefreshDocuments,
  type SendExports,
  type SendExtras,
  type SettleSource,
  StoreLost,
  type UnitOfWork,
  type Wake,
} from '@bridge/application';
import { problem } from '@bridge/domain';
import { Rests } from './rests.js';

export interface TaskUseCases {
  readonly sendExports: Pick<SendExports, 'run'>;
  readonly announceCopies: Pick<AnnounceCopies, 'run'>;
  readonly sendExtras: Pick<SendExtras, 'run'>;
  readonly importPayments: Pick<ImportPayments, 'run'>;
  readonly settleSource: Pick<SettleSource, 'run'>;
  readonly checkDrift: Pick<CheckDrift, 'run'>;
  readonly refreshDocuments: Pick<RefreshDocuments, 'run'>;
  readonly copyAutomatically: Pick<CopyAutomatically, 'run'>;
  /** Knows our address. */
  readonly hearSource: { run(tenantId: string): Promise<void> };
}

/** `resting`: it failed a moment ago and is left alone. `superseded`: another worker holds the lease now and goes on. */
export type TaskOutcome = 'done' | 'more' | 'resting' | 'superseded' | 'fault';

/** An outage is told to people once it has lasted this many attempts; before that it mends itself. */
const WORTH_TELLING = 3;
/** So often in a row the database may hang up before its absence counts as an outage. */
const BLIPS = 10;
const BLIP_MS = 1_000;

/** Answers a wake-up with its use case, and says what happens when that fails: later again, and seen by a person. */
export class RunTask {
  readonly #rests = new Rests();

  constructor(
    private readonly useCases: TaskUseCases,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Throws defects only; by then they are due again, after a growing rest. */
  async run(wake: Wake): Promise<TaskOutcome> {
    const name = `${wake.task} ${wake.connectionId}`;
    if (this.#rests.isResting(name, this.clock.now())) return 'resting';
    try {
      const hasMore = await this.#perform(wake);
      this.#rests.succeed(name);
      await this.#resolve(wake);
      if (hasMore) await this.jobs.wake(atOnce(wake));
      return hasMore ? 'more' : 'done';
    } catch (error) {
      if (error instanceof FencedOff) return 'superseded';
      if (isFault(error)) return await this.#later(wake, name, error);
      // The database was away for a moment, for this process or for all: a second is enough.
      const isBlip = error instanceof StoreLost && this.#rests.failuresOf(name) < BLIPS;
      const now = this.clock.now();
      const notBefore = this.#rests.fail(name, now, isBlip ? now + BLIP_MS : undefined);
      await this.jobs.wake({ ...wake, notBefore });
      // While the database is away nothing can be shown: the connection itself is then not answered either.
      if (!(error instanceof StoreLost)) await this.#tellDefect(wake, error);
      throw error;
    }
  }

  /** Answers true when there is more to do at once. */
  async #perform({ tenantId, connectionId, task, trigger }: Wake): Promise<boolean> {
    const { sendExports, announceCopies, sendExtras, importPayments, settleSource } = this.useCases;
    const { refreshDocuments, hearSource } = this.useCases;
    switch (task) {
      case 'send':
        return sendExports.run(tenantId, connectionId);
      case 'announce': {
        const hasMoreCopies = await announceCopies.run(tenantId, connectionId);
        const hasMoreExtras = await sendExtras.run(tenantId, connectionId);
        return hasMoreCopies || hasMoreExtras;
      }
      case 'import':
        await importPayments.run(tenantId, connectionId, trigger ?? 'schedule');
        return false;
      case 'settle':
        return settleSource.run(tenantId, connectionId);
      case 'refresh':
        await refreshDocuments.run(tenantId);
        await this.useCases.copyAutomatically.run(tenantId);
        await hearSource.run(tenantId);
        return false;
      case 'reconcile':
        await this.useCases.checkDrift.run(tenantId, connectionId);
        return false;
      default:
        return task satisfies never;
    }
  }

  async #later(wake: Wake, name: string, fault: Fault): Promise<TaskOutcome> {
    const now = this.clock.now();
    const failures = this.#rests.failuresOf(name);
    const decision = decide(fault, sideOf(wake), now, failures);
    const notBefore = this.#rests.fail(name, now, decision.kind === 'pause' ? decision.until : undefined);
    await this.jobs.wake({ ...wake, notBefore });
    const [first] = decision.kind === 'give_up' ? decision.problems : [decision.problem];
    const mendsItself = decision.kind === 'pause' && decision.problem.code !== 'source_unauthorised';
    if (first && (!mendsItself || failures + 1 >= WORTH_TELLING))
      await this.unitOfWork.run(wake.tenantId, (store) =>
        store.findings.report({ key: keyOf(wake), connectionId: wake.connectionId, problem: first, foundAt: now }),
      );
    return 'fault';
  }

  /** Nothing fails in a log alone. What the error says is for engineers, and may hold anything: its kind is enough here. */
  async #tellDefect(wake: Wake, error: unknown): Promise<void> {
    const { tenantId, connectionId, task } = wake;
    const kind = error instanceof Error ? error.name : 'Error';
    const found = problem('bridge_failed', task, `The task “${task}” failed (${kind}).`);
    await this.unitOfWork.run(tenantId, (store) =>
      store.findings.report({ key: keyOf(wake), connectionId, problem: found, foundAt: this.clock.now() }),
    );
  }

  async #resolve(wake: Wake): Promise<void> {
    await this.unitOfWork.run(wake.tenantId, (store) =>
      store.findings.resolve(wake.connectionId, keyOf(wake), this.clock.now()),
    );
  }
}

/** Faults of the other side are settled within the use case; what passes through comes from the side that the task is about. */
function sideOf({ task }: Wake): 'ledger' | 'source' {
  return task === 'send' || task === 'import' || task === 'reconcile' ? 'ledger' : 'source';
}

function keyOf({ task }: Wake): string {
  return `task:${task}`;
}

function atOnce({ tenantId, connectionId, task }: Wake): Wake {
  return { tenantId, connectionId, task };
}
