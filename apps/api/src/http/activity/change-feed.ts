import { ActivityFigures, UnitOfWork, type AuditEntry, type AuditSubject, type Store } from '@bridge/application';
import type { ChangedEvent } from '@bridge/contracts';
import { Injectable } from '@nestjs/common';
import { finalize, map, share, type Observable } from 'rxjs';
import { newsAndHeartbeats, poll } from '../streams/poll.js';

type Topic = ChangedEvent['about'][number];

const EVERY_MS = 2000;
const AT_ONCE = 50;

/** Each kind of audit entry, and what has to be read again after one. */
const TOPICS: Readonly<Record<AuditSubject['kind'], readonly Topic[]>> = {
  connection: ['connections'],
  settings: ['connections'],
  export: ['exports', 'documents', 'connections'],
  link: ['documents', 'exports'],
  tranche: ['payments', 'documents', 'connections'],
  expense_payment: ['payments', 'documents'],
  api_key: [],
  session: [],
  tenant: ['connections'],
};

interface Seen {
  readonly newestEntry: string | undefined;
  readonly connections: string;
  readonly imports: string;
  readonly findings: string;
  readonly shelf: string;
}

/**
 * What changed in an organisation. It is found in the database, where every worker writes, and not among the processes:
 * each change of state has its audit entry. One poll an organisation, however many pages are open.
 */
@Injectable()
export class ChangeFeed {
  readonly #feeds = new Map<string, Observable<ChangedEvent>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly figures: ActivityFigures,
  ) {}

  of(tenantId: string): Observable<ChangedEvent> {
    const running = this.#feeds.get(tenantId);
    if (running) return running;
    const feed = this.#start(tenantId).pipe(
      finalize(() => this.#feeds.delete(tenantId)),
      share(),
    );
    this.#feeds.set(tenantId, feed);
    return feed;
  }

  #start(tenantId: string): Observable<ChangedEvent> {
    let before: Seen | undefined;
    return poll(async () => {
      const { topics, seen } = await this.#look(tenantId, before);
      before = seen;
      return topics;
    }, EVERY_MS).pipe(
      map((topics): ChangedEvent => ({ about: topics })),
      newsAndHeartbeats(EVERY_MS, ({ about }) => about.length > 0),
    );
  }

  async #look(tenantId: string, before: Seen | undefined): Promise<{ topics: readonly Topic[]; seen: Seen }> {
    const { rows } = await this.figures.audit(tenantId, { offset: 0, limit: before ? AT_ONCE : 1 });
    const facts = await this.unitOfWork.run(tenantId, factsOf);
    const seen: Seen = { newestEntry: rows[0] && entryKey(rows[0]), ...facts };
    return { topics: before ? topicsOf(before, seen, rows) : [], seen };
  }
}

/** Nothing here is counted: it is asked every two seconds, of the largest organisations too. */
async function factsOf(store: Store): Promise<Omit<Seen, 'newestEntry'>> {
  const connections = await store.connections.all();
  const imports: string[] = [];
  const findings: string[] = [];
  for (const { id, state } of connections) {
    const latest = state === 'off' ? undefined : await store.imports.latest(id);
    findings.push((await store.findings.open(id)).map(({ key, foundAt }) => `${key}/${foundAt}`).join());
    if (latest !== undefined) imports.push(`${latest.id}/${latest.finishedAt ?? ''}`);
  }
  const shelf = [await store.documents.filledThrough('invoice'), await store.documents.filledThrough('expense')];
  return {
    connections: connections
      .map(({ id, state, pausedUntil, lastImportedAt }) => [id, state, pausedUntil, lastImportedAt].join())
      .join(';'),
    imports: imports.join(';'),
    findings: findings.join(';'),
    shelf: shelf.join(),
  };
}

function topicsOf(before: Seen, seen: Seen, rows: readonly AuditEntry[]): readonly Topic[] {
  const known = rows.findIndex((row) => entryKey(row) === before.newestEntry);
  const fresh = known < 0 ? rows : rows.slice(0, known);
  return [
    ...new Set<Topic>([
      ...fresh.flatMap((entry) => TOPICS[entry.subject.kind]),
      ...(seen.connections === before.connections && seen.findings === before.findings
        ? []
        : (['connections'] as const)),
      ...(seen.imports === before.imports ? [] : (['payments'] as const)),
      ...(seen.shelf === before.shelf ? [] : (['documents'] as const)),
    ]),
  ];
}

function entryKey({ at, action, subject }: AuditEntry): string {
  return `${at}/${action}/${subject.kind}/${subject.id}`;
}
