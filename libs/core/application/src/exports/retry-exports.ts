import { problem, type Instant, type Problem } from '@bridge/domain';
import type { Clock } from '../runtime/clock.js';
import type { Connection } from '../connections/connection.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import { changeExport } from './change-export.js';
import type { CopyChoices, CopyPlanner } from './copy-planner.js';
import type { Export } from './export.js';
import { ExportConflict } from './exports.js';
import { overtaken } from './next-copy.js';

export interface RetryOutcome {
  readonly exportId: string;
  /** Empty: it is queued again. */
  readonly problems: readonly Problem[];
}

/**
 * A person says “again”. The document is read and built afresh, since a mapping or the document itself was mended. One
 * that is queued is hurried up; one whose answer was lost is left to the look-up: nobody can make the bridge send blindly.
 */
export class RetryExports {
  constructor(
    private readonly planner: CopyPlanner,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, exportIds: readonly string[], by: string): Promise<readonly RetryOutcome[]> {
    const found = await this.unitOfWork.run(tenantId, (store) => store.exports.find(exportIds));
    const outcomes: RetryOutcome[] = [];
    for (const waiting of found) outcomes.push({ exportId: waiting.id, problems: await this.#retry(waiting, by) });
    return outcomes;
  }

  async #retry(waiting: Export, by: string): Promise<readonly Problem[]> {
    switch (waiting.state) {
      case 'refused':
      case 'skipped':
        try {
          return await this.#rebuild(waiting, by);
        } catch (error) {
          if (!(error instanceof ExportConflict)) throw error;
          return [problem('copy_in_progress', 'state', `This ${waiting.kind} is being copied by another request.`)];
        }
      case 'queued':
        await this.unitOfWork.run(waiting.tenantId, async (store) => {
          await store.exports.update(waiting.id, (current) => ({ ...current, nextAttemptAt: this.clock.now() }));
          await store.jobs.wake({ tenantId: waiting.tenantId, connectionId: waiting.connectionId, task: 'send' });
        });
        return [];
      case 'sending':
      case 'uncertain':
        return this.unitOfWork.run(waiting.tenantId, (store) => this.#lookAgain(store, waiting));
      case 'exported':
        return [
          problem(
            'already_copied',
            'state',
            `Copied as ${waiting.receipt?.number ?? waiting.receipt?.ledgerId ?? 'a Xero document'}.`,
          ),
        ];
      default:
        return waiting.state satisfies never;
    }
  }

  /**
   * It may be in the ledger already, so it is refused; the look-up is brought forward as far as it is safe, which only the
   * batch's own age decides. While the ledger cannot be read, nothing can be brought forward, and the reason is said.
   */
  async #lookAgain(store: Store, { tenantId, connectionId, id }: Export): Promise<readonly Problem[]> {
    const now = this.clock.now();
    const connection = await store.connections.find(connectionId);
    const why = connection && unreadable(connection, now);
    if (why !== undefined) return [lost('The bridge looks there first, as soon as Xero can be read.'), why];
    const batch = (await store.batches.open(connectionId)).find(({ exportIds }) => exportIds.includes(id));
    if (batch) {
      await store.batches.update(batch.id, (current) => ({
        ...current,
        nextAttemptAt: Math.min(current.nextAttemptAt, now),
      }));
      await store.jobs.wake({ tenantId, connectionId, task: 'send' });
    }
    return [lost('The bridge is looking there first; it is sent again only when it is known not to be there.')];
  }

  async #rebuild(waiting: Export, by: string): Promise<readonly Problem[]> {
    const choices = choicesOf(waiting);
    const [planned] = await this.planner.plan(waiting.tenantId, waiting.kind, [waiting.sourceId], choices, by);
    const now = this.clock.now();
    return this.unitOfWork.run(waiting.tenantId, async (store) => {
      const [current] = await store.exports.find([waiting.id]);
      if (current === undefined || (current.state !== 'refused' && current.state !== 'skipped'))
        return [problem('copy_in_progress', 'state', 'Somebody else has retried it.')];
      const [rival] = await overtaken(store, waiting.kind, [
        planned?.target ? { ...waiting, target: planned.target } : waiting,
      ]);
      if (rival !== undefined)
        return [problem('already_copied', 'state', 'It was copied since, or is being copied, by another request.')];
      if (planned === undefined || !planned.built.ok || planned.connection === undefined) {
        const problems =
          planned && !planned.built.ok
            ? planned.built.problems
            : [problem('not_connected', 'connection', 'This subsidiary is not connected to Xero.')];
        await store.exports.update(waiting.id, (refused) => ({ ...refused, problems, changedAt: now }));
        return problems;
      }
      const { document: rebuilt, notices } = planned.built;
      await changeExport(store, waiting.id, 'queued', by, now, {
        document: rebuilt,
        ...(planned.target && { target: planned.target, copy: planned.copy }),
        notices,
        problems: [],
        attempts: 0,
        nextAttemptAt: now,
        connectionId: planned.connection.id,
      });
      await store.jobs.wake({ tenantId: waiting.tenantId, connectionId: planned.connection.id, task: 'send' });
      return [];
    });
  }
}

/** As it was asked for. What a person confirmed to be written over counts for what stood in the ledger then. */
function choicesOf({ document, target, copy }: Export): CopyChoices {
  const { contactId } = document;
  const status = document.wereBooksOpen?.status ?? document.status;
  if (target) return { status, isUpdate: true, overwritesEdits: target.overwritesEdits, seen: target.before };
  return { status, isAgain: copy > 1, ...(contactId !== undefined && { contactId }) };
}

function lost(whatHappens: string): Problem {
  return problem('answer_lost', 'state', `It may be in Xero already. ${whatHappens}`);
}

/** Why the ledger cannot be asked at this moment; undefined when it can. */
function unreadable({ state, pausedFor, pausedUntil }: Connection, now: Instant): Problem | undefined {
  if (state !== 'connected')
    return problem(pausedFor ?? 'disconnected', 'connection', 'Xero is disconnected and cannot be read.', {
      card: 'connection',
    });
  if (pausedUntil === undefined || pausedUntil <= now) return undefined;
  return problem(
    pausedFor ?? 'unavailable',
    'connection',
    'Xero cannot be read just now; the connection says until when.',
  );
}
