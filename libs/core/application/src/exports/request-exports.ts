import { problem, type DocumentKind, type Instant, type LedgerDocument, type Problem } from '@bridge/domain';
import { addressOf, type Connection, type LedgerAddress } from '../connections/connection.js';
import { isFault } from '../faults/fault.js';
import type { Recollect } from '../reconciliation/recollect.js';
import type { Clock } from '../runtime/clock.js';
import type { Ids } from '../runtime/ids.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { CopyChoices, CopyPlanner, PlannedCopy } from './copy-planner.js';
import type { Export } from './export.js';
import { ExportConflict } from './exports.js';
import { overtaken } from './next-copy.js';

export interface CopyRequest {
  readonly tenantId: string;
  readonly kind: DocumentKind;
  readonly sourceIds: readonly string[];
  readonly choices: CopyChoices;
  readonly by: string;
  /** The setting that asks for it, where no person does. */
  readonly because?: string;
}

export interface RequestedExports {
  readonly queued: readonly Export[];
  readonly refused: readonly { readonly sourceId: string; readonly problems: readonly Problem[] }[];
}

type ReadyCopy = PlannedCopy & {
  readonly connection: Connection;
  readonly built: { readonly ok: true; readonly document: LedgerDocument; readonly notices: readonly Problem[] };
};

/** “Copy to Xero”, for one document or many: refuses what is known to fail, and queues the rest in one transaction. */
export class RequestExports {
  constructor(
    private readonly planner: CopyPlanner,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly recollect: Recollect,
  ) {}

  async run(request: CopyRequest): Promise<RequestedExports> {
    await this.#remember(request.tenantId);
    const planned = await this.planner.plan(
      request.tenantId,
      request.kind,
      [...new Set(request.sourceIds)],
      request.choices,
      request.by,
    );
    const ready = planned.filter(isReady);
    const refused = planned.flatMap((copy) =>
      copy.built.ok ? [] : [{ sourceId: copy.sourceId, problems: copy.built.problems }],
    );
    return this.#queue(request, ready, refused);
  }

  /** Copies that were forgotten are found again before anything is said about them. Whoever sends asks again if the books are silent. */
  async #remember(tenantId: string): Promise<void> {
    const unsure = await this.unitOfWork.run(tenantId, async (store) => {
      const found: LedgerAddress[] = [];
      for (const connection of await store.connections.all()) {
        const address = addressOf(connection);
        if (connection.state !== 'connected' || address === undefined) continue;
        if (!(await this.recollect.believes(store, connection.id))) found.push(address);
      }
      return found;
    });
    for (const address of unsure) {
      try {
        await this.recollect.run(address);
      } catch (error) {
        if (!isFault(error)) throw error;
      }
    }
  }

  async #queue(
    request: CopyRequest,
    ready: readonly ReadyCopy[],
    refused: RequestedExports['refused'],
  ): Promise<RequestedExports> {
    if (ready.length === 0) return { queued: [], refused };
    // One instant for all of them: it names the request, and its progress is followed by it.
    const now = this.clock.now();
    const exports = ready.map((copy) => this.#exportOf(request, copy, now));
    try {
      await this.unitOfWork.run(request.tenantId, (store) => queue(store, request, exports));
      return { queued: exports, refused };
    } catch (error) {
      // Somebody pressed the button twice: one of the two wins, and the other is told, even when the copy is made by now.
      if (!(error instanceof ExportConflict)) throw error;
      const taken = new Set(error.sourceIds);
      const told = error.sourceIds.map((sourceId) => ({
        sourceId,
        problems: [problem('copy_in_progress', 'id', `This ${request.kind} is being copied.`)],
      }));
      return this.#queue(
        request,
        ready.filter((copy) => !taken.has(copy.sourceId)),
        [...refused, ...told],
      );
    }
  }

  #exportOf(request: CopyRequest, copy: ReadyCopy, now: Instant): Export {
    return {
      id: this.ids.next(),
      tenantId: request.tenantId,
      connectionId: copy.connection.id,
      kind: request.kind,
      sourceId: copy.sourceId,
      copy: copy.copy,
      state: 'queued',
      document: copy.built.document,
      ...(copy.target && { target: copy.target }),
      notices: copy.built.notices,
      problems: [],
      attempts: 0,
      nextAttemptAt: now,
      requestedAt: now,
      requestedBy: request.by,
      changedAt: now,
    };
  }
}

async function queue(store: Store, { kind, because }: CopyRequest, exports: readonly Export[]): Promise<void> {
  const late = await overtaken(store, kind, exports);
  if (late.length > 0) throw new ExportConflict(late);
  await store.exports.add(exports);
  for (const added of exports) {
    await store.audit.append({
      at: added.requestedAt,
      by: added.requestedBy,
      action: 'export.queued',
      subject: { kind: 'export', id: added.id },
      connectionId: added.connectionId,
      detail: {
        kind: added.kind,
        sourceId: added.sourceId,
        copy: added.copy,
        ...(because && { because }),
        ...updateWords(added),
      },
    });
  }
  for (const connectionId of new Set(exports.map((added) => added.connectionId))) {
    const [first] = exports;
    if (first) await store.jobs.wake({ tenantId: first.tenantId, connectionId, task: 'send' });
  }
}

/** What the audit trail tells of an update: which document, and that edits in the ledger were to be written over. */
export function updateWords({ target }: Export): Readonly<Record<string, unknown>> {
  if (target === undefined) return {};
  return { updates: target.ledgerId, ...(target.overwritesEdits && { overwritesEdits: true }) };
}

function isReady(copy: PlannedCopy): copy is ReadyCopy {
  return copy.built.ok && copy.connection !== undefined;
}
