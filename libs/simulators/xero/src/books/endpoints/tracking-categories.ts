import { writeBatch } from '../batch.js';
import type { Saved } from '../batch.js';
import { notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { TrackingCategory, TrackingOption } from '../ledger.js';
import { say } from '../messages.js';
import { list } from '../query/list.js';
import { textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { listAnswer, refusal } from './invoices.js';

const status = { choice: 'TrackingStatus', of: ['ACTIVE', 'ARCHIVED', 'DELETED'] } as const;
const categoryShape: Shape = { TrackingCategoryID: 'guid', Name: 'text', Status: status };
const optionShape: Shape = { TrackingOptionID: 'guid', Name: 'text', Status: status };

export function trackingCategories(work: Work): Answer {
  const [id, part, optionId] = work.path;
  const { method } = work.call;
  if (id === undefined) {
    if (method === 'GET') return listCategories(work);
    return method === 'PUT' ? writeCategory(work, undefined) : notImplemented();
  }
  const category = work.ledger.tracking.get(id);
  if (!category) return notFound();
  if (part === 'Options') return options(work, category, optionId);
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { TrackingCategories: [renderCategory(category, true)] });
  if (method === 'POST') return writeCategory(work, category);
  if (method !== 'DELETE') return notImplemented();
  if (isUsed(work, ({ categoryId }) => categoryId === category.id)) return refusal('trackingInUse');
  work.ledger.tracking.remove(category.id);
  return ok(work, { TrackingCategories: [{ ...renderCategory(category, true), Status: 'DELETED' }] });
}

function options(work: Work, category: TrackingCategory, optionId: string | undefined): Answer {
  const { method } = work.call;
  if (optionId === undefined) return method === 'PUT' ? writeOption(work, category, undefined) : notImplemented();
  const option = category.options.find(({ id }) => id === optionId.toLowerCase());
  if (!option) return notFound();
  if (method === 'POST') return writeOption(work, category, option);
  if (method !== 'DELETE') return notImplemented();
  if (isUsed(work, (tracking) => tracking.optionId === option.id)) return refusal('trackingInUse');
  const left = category.options.filter(({ id }) => id !== option.id);
  work.ledger.tracking.put({ ...category, options: left, updatedAt: stamp(work) });
  return ok(work, { Options: [{ ...renderOption(option), Status: 'DELETED' }] });
}

export function renderCategory(category: TrackingCategory, archived: boolean): Json {
  return {
    TrackingCategoryID: category.id,
    Name: category.name,
    Status: category.status,
    Options: category.options.filter((option) => archived || option.status === 'ACTIVE').map(renderOption),
  };
}

function renderOption(option: TrackingOption): Json {
  return {
    TrackingOptionID: option.id,
    Name: option.name,
    Status: option.status,
    HasValidationErrors: false,
    IsDeleted: false,
    IsArchived: option.status === 'ARCHIVED',
    IsActive: option.status === 'ACTIVE',
  };
}

function listCategories(work: Work): Answer {
  const archived = work.call.query.get('includeArchived')?.toLowerCase() === 'true';
  const result = list<TrackingCategory>({
    table: work.ledger.tracking,
    fields: {
      Name: { kind: 'text', read: (row) => row.name },
      Status: { kind: 'text', read: (row) => row.status },
      TrackingCategoryID: { kind: 'guid', read: (row) => row.id },
    },
    type: 'TrackingCategory',
    query: work.call.query,
    modifiedSince: undefined,
    keep: (category) => archived || category.status === 'ACTIVE',
    paging: 'never',
  });
  return listAnswer(work, result, 'TrackingCategories', (category) => renderCategory(category, archived));
}

function writeCategory(work: Work, before: TrackingCategory | undefined): Answer {
  const save = (element: Json): Saved => {
    const name = textOf(element, 'Name') ?? before?.name ?? '';
    const others = [...work.ledger.tracking.all()].filter(({ id }) => id !== before?.id);
    const next =
      textOf(element, 'Status') === 'ARCHIVED'
        ? 'ARCHIVED'
        : textOf(element, 'Status') === 'ACTIVE'
          ? 'ACTIVE'
          : (before?.status ?? 'ACTIVE');
    const active = others.filter((other) => other.status === 'ACTIVE').length + (next === 'ACTIVE' ? 1 : 0);
    const problems = [
      ...nameProblems(name, others),
      ...(active > 2 || (!before && others.length >= 4) ? [say('trackingLimit')] : []),
    ];
    if (problems.length > 0)
      return { ok: false, echo: { TrackingCategoryID: before?.id ?? ZERO_GUID, ...element }, problems };
    const category = {
      id: before?.id ?? newId(),
      updatedAt: stamp(work),
      name,
      status: next,
      options: before?.options ?? [],
    } as const;
    return { ok: true, rendered: renderCategory(work.ledger.tracking.put(category), true) };
  };
  return writeBatch(work, {
    key: 'TrackingCategories',
    what: 'TrackingCategory',
    shape: categoryShape,
    only: 'one',
    plain: true,
    save,
  });
}

function writeOption(work: Work, category: TrackingCategory, before: TrackingOption | undefined): Answer {
  const save = (element: Json): Saved => {
    const own = work.ledger.tracking.get(category.id) ?? category;
    const name = textOf(element, 'Name') ?? before?.name ?? '';
    const others = own.options.filter(({ id }) => id !== before?.id);
    const problems = nameProblems(name, others);
    if (problems.length > 0)
      return { ok: false, echo: { TrackingOptionID: before?.id ?? ZERO_GUID, ...element }, problems };
    const archived = (textOf(element, 'Status') ?? before?.status) === 'ARCHIVED';
    const option: TrackingOption = { id: before?.id ?? newId(), name, status: archived ? 'ARCHIVED' : 'ACTIVE' };
    const kept = before ? own.options.map((each) => (each.id === option.id ? option : each)) : [...own.options, option];
    work.ledger.tracking.put({ ...own, options: kept, updatedAt: stamp(work) });
    return { ok: true, rendered: renderOption(option) };
  };
  return writeBatch(work, { key: 'Options', what: 'TrackingOption', shape: optionShape, plain: true, save });
}

function nameProblems(name: string, others: readonly { name: string }[]): string[] {
  if (name.length === 0 || name.length > 100) return [say('trackingName')];
  return others.some((other) => foldName(other.name) === foldName(name)) ? [say('trackingNameTaken')] : [];
}

function isUsed(work: Work, names: (tracking: { categoryId: string; optionId: string }) => boolean): boolean {
  for (const invoice of work.ledger.invoices.all()) {
    if (invoice.lines.some((line) => line.tracking.some(names))) return true;
  }
  return false;
}
