import type { DocumentKind, Instant, Problem, Settings } from '@bridge/domain';
import type { Connection } from '../connections/connection.js';
import type { DocumentRow } from '../documents/document-shelf.js';
import type { Clock } from '../runtime/clock.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { RequestExports } from './request-exports.js';

const AT_ONCE = 50;
/** More wait for the next turn, which comes at once. */
const PER_TURN = 500;
const BY = 'the bridge';
const PREFIX = 'automatic:';

type AutomaticKind = Exclude<DocumentKind, 'purchase_order'>;

interface Waiting {
  readonly connection: Connection;
  readonly kind: AutomaticKind;
  readonly because: string;
  readonly rows: readonly DocumentRow[];
}

/**
 * Asks for copies of what became finalised, sent or approved since an admin wanted that copied by itself. It never asks for
 * a document that was ever copied, marked, unlinked, skipped, refused or exported by something else: those are a person's
 * to decide. What is refused is shown, and asked for again only when the document itself has changed.
 */
export class CopyAutomatically {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requestExports: Pick<RequestExports, 'run'>,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string): Promise<void> {
    for (const waiting of await this.unitOfWork.run(tenantId, (store) => allWaiting(store, this.clock.now()))) {
      const { rows } = waiting;
      for (let from = 0; from < rows.length; from += AT_ONCE)
        await this.#ask(tenantId, waiting, rows.slice(from, from + AT_ONCE));
    }
  }

  async #ask(tenantId: string, { connection, kind, because }: Waiting, rows: readonly DocumentRow[]): Promise<void> {
    const { refused } = await this.requestExports.run({
      ...{ tenantId, kind, because, by: BY, choices: { isFirst: true } },
      sourceIds: rows.map(({ sourceId }) => sourceId),
    });
    const problems = new Map(refused.map((one) => [one.sourceId, one.problems]));
    await this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      for (const row of rows) await note(store, connection.id, row, problems.get(row.sourceId), now);
    });
  }
}

async function note(
  store: Store,
  connectionId: string,
  row: DocumentRow,
  problems: readonly Problem[] | undefined,
  foundAt: Instant,
): Promise<void> {
  const [first] = problems ?? [];
  // Somebody else asked at the same moment: it is being copied, and nothing is wrong.
  if (first === undefined || first.code === 'copy_in_progress' || first.code === 'already_copied') return;
  const problem = { ...first, detail: `${row.number ?? row.title}: ${first.detail}` };
  await store.findings.report({ key: keyOf(row), connectionId, problem, foundAt });
}

async function allWaiting(store: Store, now: Instant): Promise<readonly Waiting[]> {
  const found: Waiting[] = [];
  for (const connection of await store.connections.all()) {
    if (connection.state !== 'connected') continue;
    const { settings } = await store.settings.find(connection.id);
    const open = (await store.findings.open(connection.id)).map(({ key }) => key).filter(isOurs);
    const stillOpen = new Set<string>();
    for (const kind of ['invoice', 'expense'] as const) {
      const wanted = wantedOf(kind, settings);
      if (wanted === undefined) continue;
      const query = { kind, subsidiaryId: connection.subsidiaryId, by: wanted.by, since: wanted.since };
      const rows = await undecided(store, kind, await store.documents.waiting(query, PER_TURN));
      for (const row of rows) stillOpen.add(keyOf(row));
      const asked = rows.filter((row) => !open.includes(keyOf(row)));
      if (asked.length > 0) found.push({ connection, kind, because: wanted.because, rows: asked });
    }
    // Copied meanwhile, gone, changed, or no longer wanted: what was wrong with it then is nobody's concern.
    for (const key of open.filter((one) => !stillOpen.has(one))) await store.findings.resolve(connection.id, key, now);
  }
  return found;
}

/** What an admin wants copied by itself, and since when; undefined while nothing is, or while nobody could choose its status. */
function wantedOf(kind: AutomaticKind, { options, invoices, expenses, automaticSince }: Settings) {
  if (kind === 'invoice') {
    const { automaticInvoices: when, exportInvoices } = options;
    const since = automaticSince?.invoices;
    if (when === 'off' || since === undefined || !exportInvoices || invoices.initialStatus === 'manual')
      return undefined;
    return {
      by: when === 'sent' ? 'sentSince' : 'eligibleSince',
      since,
      because: 'options.automaticInvoices',
    } as const;
  }
  const since = automaticSince?.expenses;
  const isOn = options.automaticExpenses && options.exportExpenses && expenses.initialStatus !== 'manual';
  return isOn && since !== undefined
    ? ({ by: 'eligibleSince', since, because: 'options.automaticExpenses' } as const)
    : undefined;
}

/** Leaves out what anybody ever decided about: copied, refused, skipped, linked or unlinked. */
async function undecided(
  store: Store,
  kind: AutomaticKind,
  rows: readonly DocumentRow[],
): Promise<readonly DocumentRow[]> {
  const ids = rows.map(({ sourceId }) => sourceId);
  const asked = new Set((await store.exports.latestOf(kind, ids)).map(({ sourceId }) => sourceId));
  const linked = await store.links.everOf(kind, ids);
  return rows.filter(({ sourceId }) => !asked.has(sourceId) && !linked.has(sourceId));
}

/** One for each version of a document, so that another version is tried once more. */
function keyOf({ kind, sourceId, changedAt }: DocumentRow): string {
  return `${PREFIX}${kind}:${sourceId}@${changedAt}`;
}

function isOurs(key: string): boolean {
  return key.startsWith(PREFIX);
}
