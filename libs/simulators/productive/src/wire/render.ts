import { resourceOf } from '../resources/catalogue.js';
import type { Resource } from '../resources/resource.js';
import { convert, exchangeRate } from '../world/currency.js';
import type { Json, JsonObject } from '../world/json.js';
import { numberOf, textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linksOf } from '../world/row.js';
import { inZone } from '../world/time.js';
import type { World } from '../world/world.js';
import { badQuery } from './refusal.js';

/** Which relationships to fill; keys are names, values the names below them. */
export interface Includes {
  readonly [name: string]: Includes;
}

/** `fields[type]=a,b`, per type. */
export type Fieldsets = Readonly<Record<string, readonly string[]>>;

export function readIncludes(resource: Resource, text: string | null): Includes {
  const tree: Record<string, Record<string, unknown>> = {};
  for (const path of (text ?? '').split(',').filter((part) => part !== '')) {
    let branch: Record<string, unknown> = tree;
    let type: string = resource.type;
    for (const name of path.split('.')) {
      const relation = resourceOf(type)?.relations[name] ?? (name === 'organization' ? 'organizations' : undefined);
      if (relation === undefined) throw badQuery('Include', path);
      type = typeof relation === 'string' ? relation : relation[0];
      branch = (branch[name] ??= {}) as Record<string, unknown>;
    }
  }
  return tree as Includes;
}

export function renderRow(world: World, row: Row, includes: Includes, fieldsets: Fieldsets = {}): JsonObject {
  const resource = resourceOf(row.type);
  const wanted = fieldsets[row.type];
  const pick = (values: JsonObject): JsonObject =>
    wanted === undefined
      ? values
      : Object.fromEntries(Object.entries(values).filter(([name]) => wanted.includes(name)));
  return {
    id: row.id,
    type: row.type,
    attributes: pick(renderAttributes(world, resource, row)),
    relationships: pick(renderRelationships(world, resource, row, includes)),
  };
}

/** Everything that `include` reaches from the rows, each once. */
export function renderIncluded(
  world: World,
  rows: readonly Row[],
  includes: Includes,
  fieldsets: Fieldsets = {},
): JsonObject[] {
  const found = new Map<string, { row: Row; includes: Includes }>();
  const visit = (row: Row, branch: Includes): void => {
    for (const [name, below] of Object.entries(branch))
      for (const target of targets(world, row, name)) {
        const key = `${target.type}/${target.id}`;
        const before = found.get(key);
        found.set(key, { row: target, includes: { ...before?.includes, ...below } });
        visit(target, below);
      }
  };
  rows.forEach((row) => visit(row, includes));
  return [...found.values()].map((item) => renderRow(world, item.row, item.includes, fieldsets));
}

const stampNames = ['created_at', 'updated_at', 'last_activity_at', 'deleted_at'];

function renderAttributes(world: World, resource: Resource | undefined, row: Row): JsonObject {
  const organization = world.find('organizations', row.organizationId);
  const zone = textOf(organization?.attributes['time_zone']) || 'UTC';
  const hidden = resource?.hiddenAttributes ?? [];
  const money = resource?.money ?? [];
  const stamps: readonly string[] = resource?.stamps ?? ['created_at'];
  const rendered: JsonObject = {};
  for (const [name, value] of Object.entries(row.attributes)) {
    if (stampNames.includes(name) && !stamps.includes(name)) continue;
    if (hidden.includes(name) || money.includes(name) || name.startsWith('currency')) continue;
    rendered[name] = name.endsWith('_at') && typeof value === 'string' ? inZone(value, zone) : value;
  }
  if (!('currency' in row.attributes)) return rendered;
  const base = textOf(organization?.attributes['currency']);
  if (row.type === 'organizations') return { ...rendered, currency: base };
  return { ...rendered, ...renderMoney(resource, row, base) };
}

function renderMoney(resource: Resource | undefined, row: Row, base: string): JsonObject {
  const currency = textOf(row.attributes['currency']) || base;
  const rate = textOf(row.attributes['exchange_rate']) || exchangeRate(currency, base);
  const rendered: JsonObject = { currency, currency_default: base, currency_normalized: currency };
  for (const name of resource?.money ?? []) {
    const minor = numberOf(row.attributes[name]);
    rendered[name] = minor;
    rendered[`${name}_default`] = convert(minor, rate, currency, base);
    rendered[`${name}_normalized`] = minor;
  }
  return rendered;
}

function renderRelationships(world: World, resource: Resource | undefined, row: Row, includes: Includes): JsonObject {
  const rendered: JsonObject = {};
  if (row.type !== 'organizations')
    rendered['organization'] = { data: { type: 'organizations', id: row.organizationId } };
  for (const [name, relation] of Object.entries(resource?.relations ?? {})) {
    if (!(name in includes) && !(resource?.alwaysLinked?.includes(name) ?? false))
      rendered[name] = { meta: { included: false } };
    else {
      const type = typeof relation === 'string' ? relation : relation[0];
      const data: Json[] = linksOf(row, name)
        .filter((id) => world.live(row.organizationId, type, id) !== undefined)
        .map((id) => ({ type, id }));
      rendered[name] = { data: typeof relation === 'string' ? (data[0] ?? null) : data };
    }
  }
  return rendered;
}

function targets(world: World, row: Row, name: string): Row[] {
  if (name === 'organization')
    return [world.find('organizations', row.organizationId)].filter((target) => target !== undefined);
  const relation = resourceOf(row.type)?.relations[name];
  if (relation === undefined) return [];
  const type = typeof relation === 'string' ? relation : relation[0];
  return linksOf(row, name).flatMap((id) => world.live(row.organizationId, type, id) ?? []);
}

/** JSON text in which the money of services is printed as floats, as Productive prints it. */
export function toJsonText(document: JsonObject): string {
  return JSON.stringify(document, function (this: unknown, key: string, value: unknown) {
    return key === 'attributes' && isServices(this) ? markFloats(value as JsonObject) : value;
  }).replace(/"\\u0001float:(-?[\d.]+)"/g, '$1');
}

function isServices(owner: unknown): boolean {
  return typeof owner === 'object' && owner !== null && (owner as { type?: unknown }).type === 'services';
}

function markFloats(attributes: JsonObject): JsonObject {
  const names = resourceOf('services')?.money ?? [];
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number' && names.includes(name.replace(/_(default|normalized)$/, ''))
        ? [name, `\u0001float:${Number.isInteger(value) ? `${value}.0` : value}`]
        : [name, value],
    ),
  );
}
