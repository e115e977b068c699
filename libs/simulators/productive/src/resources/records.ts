import type { Problem } from '../wire/refusal.js';
import { invalid, Refusal } from '../wire/refusal.js';
import type { JsonObject } from '../world/json.js';
import { textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import type { Change, Desk, Resource } from './resource.js';

/** Makes a record; refuses with every problem at once, in the way Productive's validations do. */
export function createRecord(desk: Desk, resource: Resource, change: Change, id?: string): Row {
  const stamp = new Date(desk.now).toISOString();
  const bare: Row = {
    id: id ?? desk.world.nextId(resource.type, desk.organizationId),
    type: resource.type,
    organizationId: desk.organizationId,
    attributes: change.attributes,
    links: change.links,
  };
  refuse(missing(resource, bare));
  const initial = resource.initial?.(desk, bare) ?? { attributes: {}, links: {} };
  const full: Row = {
    ...bare,
    attributes: {
      ...initial.attributes,
      created_at: stamp,
      updated_at: stamp,
      last_activity_at: stamp,
      deleted_at: null,
      ...change.attributes,
    },
    links: { ...initial.links, ...withoutNulls(change.links, initial.links) },
  };
  const derived = resource.derive?.(desk, full) ?? full;
  refuse([...dangling(desk, resource, derived), ...(resource.check?.(desk, derived, null) ?? [])]);
  desk.world.put(derived);
  resource.settle?.(desk, derived, null);
  const row = current(desk, derived);
  note(desk, 'create', row, null);
  return row;
}

export function updateRecord(desk: Desk, resource: Resource, row: Row, change: Change): Row {
  const stamp = new Date(desk.now).toISOString();
  const changed: Row = {
    ...row,
    attributes: { ...row.attributes, ...change.attributes },
    links: { ...row.links, ...change.links },
  };
  refuse(missing(resource, changed));
  const derived = resource.derive?.(desk, changed) ?? changed;
  refuse([...dangling(desk, resource, derived), ...(resource.check?.(desk, derived, row) ?? [])]);
  const isContent = Object.keys(change.attributes).some((name) => resource.content?.includes(name) ?? true);
  const bumped = desk.assumptions.lastActivityBumpedByAllEdits || isContent;
  desk.world.put({
    ...derived,
    attributes: { ...derived.attributes, updated_at: stamp, ...(bumped ? { last_activity_at: stamp } : {}) },
    links: 'updater' in derived.links ? { ...derived.links, updater: desk.personId } : derived.links,
  });
  resource.settle?.(desk, derived, row);
  const next = current(desk, derived);
  note(desk, 'update', next, row);
  return next;
}

export function removeRecord(desk: Desk, resource: Resource, row: Row): void {
  refuse(resource.checkRemoval?.(desk, row) ?? []);
  const stamp = new Date(desk.now).toISOString();
  const removed = desk.world.change(row, { deleted_at: stamp });
  const id = desk.world.nextId('deleted_items', desk.organizationId);
  desk.world.put({
    id,
    type: 'deleted_items',
    organizationId: desk.organizationId,
    attributes: {
      name: textOf(row.attributes['name']) || textOf(row.attributes['number']) || row.id,
      location: null,
      item_id: row.id,
      item_type: resource.item,
      created_at: stamp,
      recovered_at: null,
    },
    links: { deleter: desk.personId },
  });
  resource.settle?.(desk, null, removed);
  note(desk, 'delete', removed, row);
}

/** Runs `/resource/{id}/<verb>` and then brings the row's derived values up to date. */
export function actOn(desk: Desk, resource: Resource, row: Row, verb: string, input: JsonObject): Row {
  const action = resource.actions?.[verb];
  if (action === undefined) throw new Error(`${resource.type} has no action ${verb}`);
  const stamp = new Date(desk.now).toISOString();
  const acted = action(desk, row, input);
  const derived = resource.derive?.(desk, acted) ?? acted;
  const next = desk.world.put({
    ...derived,
    attributes: { ...derived.attributes, updated_at: stamp, last_activity_at: stamp },
  });
  note(desk, verb === 'archive' ? 'delete' : 'update', next, row);
  return next;
}

function missing(resource: Resource, row: Row): Problem[] {
  return (resource.required ?? [])
    .filter((name) => {
      const value = name in resource.relations ? row.links[name] : row.attributes[name];
      return value === undefined || value === null || value === '';
    })
    .map((name) => invalid(name, "can't be blank"));
}

/** Links to nothing, to something deleted, or to another organisation's record. */
function dangling(desk: Desk, resource: Resource, row: Row): Problem[] {
  return (resource.writableLinks ?? [])
    .filter((name) => {
      const id = linkOf(row, name);
      const target = resource.relations[name];
      return id !== null && typeof target === 'string' && desk.world.live(row.organizationId, target, id) === undefined;
    })
    .map((name) => invalid(name, 'must exist'));
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(422, problems);
}

function note(desk: Desk, kind: 'create' | 'update' | 'delete', row: Row, before: Row | null): void {
  const changed = Object.entries(row.attributes).filter(
    ([name, value]) =>
      name !== 'updated_at' &&
      name !== 'last_activity_at' &&
      JSON.stringify(before?.attributes[name]) !== JSON.stringify(value),
  );
  const changeset: JsonObject = Object.fromEntries(
    changed.map(([name, value]) => [name, [before?.attributes[name] ?? null, value]]),
  );
  desk.notices.push({ kind, row, changeset });
}

function current(desk: Desk, row: Row): Row {
  return desk.world.find(row.type, row.id) ?? row;
}

/** A null sent for a link that has a default leaves the default, as an absent one does. */
function withoutNulls(links: Change['links'], initial: Change['links']): Change['links'] {
  return Object.fromEntries(Object.entries(links).filter(([name, link]) => link !== null || initial[name] == null));
}
