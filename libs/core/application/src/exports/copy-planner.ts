import {
  problem,
  toBill,
  toPurchaseOrder,
  toSalesInvoice,
  isOpen,
  type BuildChoices,
  type Built,
  type Chart,
  type DocumentKind,
  type InitialStatus,
  type LedgerDocument,
  type Problem,
  type Settings,
  type SourceDocument,
} from '@bridge/domain';
import type { Connection } from '../connections/connection.js';
import { nameOf, readDocuments, type SourceDocuments } from '../documents/source-documents.js';
import { planProblem } from '../identity/plan-gate.js';
import type { Tenant } from '../identity/tenants.js';
import { currentChart } from '../settings/charts.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { Export } from './export.js';
import type { Link } from './links.js';
import { nextCopy } from './next-copy.js';

/** What a person says about a copy, or about all copies of one request. */
export interface CopyChoices {
  readonly status?: InitialStatus;
  readonly contactId?: string;
  /** “Create new” although a copy exists. */
  readonly isAgain?: boolean;
}

export interface PlannedCopy {
  readonly sourceId: string;
  readonly source?: SourceDocument;
  readonly connection?: Connection;
  readonly copy: number;
  /** Whether a history note in the ledger is to say who copied it. */
  readonly isNoted: boolean;
  readonly built: Built<LedgerDocument>;
}

interface Known {
  readonly tenant: Tenant | undefined;
  readonly places: ReadonlyMap<
    string,
    { readonly connection: Connection; readonly settings: Settings; readonly chart: Chart | undefined }
  >;
  readonly links: ReadonlyMap<string, readonly Link[]>;
  readonly latest: ReadonlyMap<string, Export>;
}

/** Works out what copying would make of each document, without changing anything. The preview and the request share it. */
export class CopyPlanner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: SourceDocuments,
  ) {}

  async plan(
    tenantId: string,
    kind: DocumentKind,
    sourceIds: readonly string[],
    choices: CopyChoices,
  ): Promise<readonly PlannedCopy[]> {
    const documents = await readDocuments(this.sources, tenantId, kind, sourceIds);
    const byId = new Map(documents.map((document) => [document.id, document]));
    const known = await this.#known(tenantId, kind, sourceIds);
    return sourceIds.map((sourceId) => planOne(kind, sourceId, byId.get(sourceId), known, choices));
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
      return { tenant: await store.tenants.find(), places, links, latest };
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
  const standing = standingProblem(source, links, latest, choices);
  const built = build(source, place.settings, place.chart, {
    copy,
    ...(choices.status && { status: choices.status }),
    ...(choices.contactId !== undefined && { contactId: choices.contactId }),
  });
  const outcome: Built<LedgerDocument> =
    standing === undefined ? built : { ok: false, problems: [standing, ...(built.ok ? [] : built.problems)] };
  return {
    sourceId,
    source,
    connection: place.connection,
    copy,
    isNoted: place.settings.options.historyNotes,
    built: outcome,
  };
}

function build(source: SourceDocument, settings: Settings, chart: Chart, choices: BuildChoices): Built<LedgerDocument> {
  switch (source.kind) {
    case 'invoice':
      return toSalesInvoice(source, settings, chart, choices);
    case 'expense':
      return toBill(source, settings, chart, choices);
    case 'purchase_order':
      return toPurchaseOrder(source, settings, chart, choices);
    default:
      return source satisfies never;
  }
}

/** Copies that exist already, ours or somebody else's. */
function standingProblem(
  source: SourceDocument,
  links: readonly Link[],
  latest: Export | undefined,
  choices: CopyChoices,
): Problem | undefined {
  if (latest && isOpen(latest.state)) return problem('copy_in_progress', 'id', 'It is being copied.');
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
  return { sourceId, copy, isNoted: false, built: { ok: false, problems } };
}

/** The document with the note that says who copied it from where, if such notes are wanted. */
export function withHistoryNote(document: LedgerDocument, copy: PlannedCopy, by: string): LedgerDocument {
  if (!copy.isNoted) return document;
  return { ...document, notes: [...document.notes, `Copied from Productive by ${by}: ${document.marker}`] };
}
