import {
  formOfSource,
  isCreditForm,
  withTracking,
  isOpen,
  problem,
  toLedgerDocument,
  type BuildChoices,
  type Built,
  type Chart,
  type DocumentKind,
  type InitialStatus,
  type LedgerDocument,
  type LedgerEdit,
  type LedgerEdition,
  type Problem,
  type Settings,
  type SourceDocument,
} from '@bridge/domain';
import { addressOf, type Connection } from '../connections/connection.js';
import { nameOf, readDocuments, type SourceDocuments } from '../documents/source-documents.js';
import { planProblem } from '../identity/plan-gate.js';
import type { Tenant } from '../identity/tenants.js';
import { currentChart } from '../settings/charts.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { planUpdate } from '../updates/plan-update.js';
import { isUpdatable, type UpdateTarget } from '../updates/update-target.js';
import type { Export } from './export.js';
import type { LedgerDocuments } from './ledger-documents.js';
import type { Link } from './links.js';
import { nextCopy } from './next-copy.js';

/** What a person says about a copy, or about all copies of one request. */
export interface CopyChoices {
  readonly status?: InitialStatus;
  readonly contactId?: string;
  /** “Create new” although a copy exists. */
  readonly isAgain?: boolean;
  /** Only when nobody ever decided anything about it: no copy was made, refused or skipped. */
  readonly isFirst?: boolean;
  /** “Update existing”: changes the copy that exists, and creates none. */
  readonly isUpdate?: boolean;
  /** With `isUpdate`: what was edited in the ledger since it was copied is written over. */
  readonly overwritesEdits?: boolean;
  /** What the person saw in the ledger who confirmed that; absent: what it shows now. */
  readonly seen?: LedgerEdition;
}

export interface PlannedCopy {
  readonly sourceId: string;
  readonly source?: SourceDocument;
  readonly connection?: Connection;
  readonly copy: number;
  readonly built: Built<LedgerDocument>;
  /** Of an update that may be made. */
  readonly target?: UpdateTarget;
  /** Of an update: how the ledger shows the document now, and what was edited there since it was copied. */
  readonly shown?: LedgerEdition;
  readonly edits?: readonly LedgerEdit[];
  readonly wouldBe?: LedgerDocument;
}

interface Known {
  readonly tenant: Tenant | undefined;
  readonly places: ReadonlyMap<
    string,
    { readonly connection: Connection; readonly settings: Settings; readonly chart: Chart | undefined }
  >;
  readonly links: ReadonlyMap<string, readonly Link[]>;
  readonly latest: ReadonlyMap<string, Export>;
  /** Of updates only: what the ledger took last, and how it shows the linked documents now. */
  readonly sent: ReadonlyMap<string, Export>;
  readonly shown: ReadonlyMap<string, LedgerEdition>;
}

/** Works out what copying would make of each document, without changing anything. The preview and the request share it. */
export class CopyPlanner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: SourceDocuments,
    private readonly ledger: LedgerDocuments,
  ) {}

  async plan(
    tenantId: string,
    kind: DocumentKind,
    sourceIds: readonly string[],
    choices: CopyChoices,
    by: string,
  ): Promise<readonly PlannedCopy[]> {
    const documents = await readDocuments(this.sources, tenantId, kind, sourceIds);
    const byId = new Map(documents.map((document) => [document.id, document]));
    const stored = await this.#known(tenantId, kind, sourceIds);
    const known = choices.isUpdate && isUpdatable(kind) ? { ...stored, shown: await this.#shown(stored) } : stored;
    return sourceIds.map((sourceId) => noted(planOne(kind, sourceId, byId.get(sourceId), known, choices), known, by));
  }

  /** Asks the ledger for every linked document: one call for some fifty. Faults pass through. */
  async #shown({ places, links }: Known): Promise<ReadonlyMap<string, LedgerEdition>> {
    const shown = new Map<string, LedgerEdition>();
    const newest = [...links.values()].flatMap(([link]) => link ?? []);
    for (const { connection } of places.values()) {
      const address = addressOf(connection);
      const ids = newest.filter((link) => link.connectionId === connection.id).map((link) => link.ledgerId);
      if (address === undefined || connection.state !== 'connected' || ids.length === 0) continue;
      for (const [id, edition] of await this.ledger.editions(address, ids, 'person')) shown.set(id, edition);
    }
    return shown;
  }

  #known(tenantId: string, kind: DocumentKind, sourceIds: readonly string[]): Promise<Known> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const places = new Map<string, { connection: Connection; settings: Settings; chart: Chart | undefined }>();
      for (const connection of await store.connections.all()) {
        if (connection.state !== 'connected' && connection.state !== 'lost') continue;
        const { settings } = await store.settings.find(connection.id);
        places.set(connection.subsidiaryId, {
          connection,
          settings,
          chart: await currentChart(store.charts, connection),
        });
      }
      const links = Map.groupBy(await store.links.of(kind, sourceIds), (link) => link.sourceId);
      const latest = new Map((await store.exports.latestOf(kind, sourceIds)).map((found) => [found.sourceId, found]));
      const sent = new Map((await store.exports.latestSentOf(kind, sourceIds)).map((found) => [found.sourceId, found]));
      return { tenant: await store.tenants.find(), places, links, latest, sent, shown: new Map() };
    });
  }
}

function planOne(
  kind: DocumentKind,
  sourceId: string,
  source: SourceDocument | undefined,
  known: Known,
  choices: CopyChoices,
): PlannedCopy {
  const latest = known.latest.get(sourceId);
  const links = known.links.get(sourceId) ?? [];
  const copy = nextCopy(latest, links);
  const gate = planProblem(known.tenant, kind);
  if (gate) return refused(sourceId, copy, [gate]);
  if (source === undefined)
    return refused(sourceId, copy, [
      problem('source_document_missing', 'id', `There is no ${nameOf(kind)} ${sourceId}.`),
    ]);
  const place = known.places.get(source.subsidiaryId);
  if (place?.chart === undefined)
    return {
      source,
      ...refused(sourceId, copy, [
        problem('not_connected', 'connection', 'This subsidiary is not connected to Xero.', { card: 'connection' }),
      ]),
    };
  const { connection, settings, chart } = place;
  if (choices.isUpdate) return planOver({ source, connection, settings, chart }, known, choices);
  const standing = standingProblem(source, links, latest, choices);
  const built = build(source, settings, chart, {
    copy,
    ...(choices.status && { status: choices.status }),
    ...(choices.contactId !== undefined && { contactId: choices.contactId }),
  });
  const outcome: Built<LedgerDocument> =
    standing === undefined ? built : { ok: false, problems: [standing, ...(built.ok ? [] : built.problems)] };
  return { sourceId, source, connection, copy, built: outcome };
}

/** “Update existing”: the newest copy is what is updated. */
function planOver(place: Place, known: Known, choices: CopyChoices): PlannedCopy {
  const { source, connection, settings, chart } = place;
  const [link] = known.links.get(source.id) ?? [];
  const latest = known.latest.get(source.id);
  const copy = link?.copy ?? 1;
  const no = (found: Problem): PlannedCopy => ({ source, connection, ...refused(source.id, copy, [found]) });
  if (latest && isOpen(latest.state)) return no(problem('copy_in_progress', 'id', 'It is being copied or updated.'));
  if (!isUpdatable(source.kind))
    return no(problem('update_not_offered', 'kind', 'Purchase orders are changed in Xero by hand.'));
  if (isCreditForm(formOfSource(source)) || known.sent.get(source.id)?.document.credit)
    return no(problem('update_not_offered', 'kind', 'Credit notes are changed in Xero by hand.'));
  if (link?.connectionId !== connection.id)
    return no(problem('update_nothing_copied', 'id', `${connection.subsidiaryName} has no copy of it in Xero.`));
  if (connection.state !== 'connected')
    return no(
      problem('disconnected', 'connection', 'Xero is disconnected and cannot be read.', { card: 'connection' }),
    );
  const shown = known.shown.get(link.ledgerId);
  const { lockedThrough } = chart.organisation;
  const remake = (status: InitialStatus) => build(source, settings, chart, { copy, status });
  const ground = { link, sent: known.sent.get(source.id), shown, lockedThrough, build: remake };
  const planned = planUpdate(ground, choices);
  return { sourceId: source.id, source, connection, copy, ...planned, ...(shown && { shown }) };
}

interface Place {
  readonly source: SourceDocument;
  readonly connection: Connection;
  readonly settings: Settings;
  readonly chart: Chart;
}

function build(source: SourceDocument, settings: Settings, chart: Chart, choices: BuildChoices): Built<LedgerDocument> {
  return withTracking(toLedgerDocument(source, settings, chart, choices), source, settings, chart);
}

/** Copies that exist already, ours or somebody else's. */
function standingProblem(
  source: SourceDocument,
  links: readonly Link[],
  latest: Export | undefined,
  choices: CopyChoices,
): Problem | undefined {
  if (latest && isOpen(latest.state)) return problem('copy_in_progress', 'id', 'It is being copied.');
  if (choices.isFirst && latest) return problem('already_copied', 'id', 'Somebody has decided about it already.');
  const [primary] = links;
  if (primary)
    return choices.isAgain
      ? undefined
      : problem('already_copied', 'id', `Copied as ${primary.number ?? primary.ledgerId}.`);
  const mark = source.exportMark;
  return mark.isExported && !choices.isAgain
    ? problem(
        'exported_elsewhere',
        'exportMark',
        `Productive shows it as exported${mark.ledgerId ? ` (${mark.ledgerId})` : ''}, and not by us.`,
      )
    : undefined;
}

function refused(sourceId: string, copy: number, problems: readonly Problem[]): PlannedCopy {
  return { sourceId, copy, built: { ok: false, problems } };
}

/** With the note that says who copied it from where, if such notes are wanted. */
function noted(copy: PlannedCopy, { places }: Known, by: string): PlannedCopy {
  const { built, source } = copy;
  if (!built.ok || source === undefined) return copy;
  if (places.get(source.subsidiaryId)?.settings.options.historyNotes !== true) return copy;
  const { document } = built;
  const note = `${copy.target ? 'Updated' : 'Copied'} from Productive by ${by}: ${document.marker}`;
  return { ...copy, built: { ...built, document: { ...document, notes: [...document.notes, note] } } };
}
