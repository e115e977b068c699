import type { Change, Desk, Kind, Resource } from '../resources/resource.js';
import { decimalText, parseDecimal, wholeOf } from '../world/decimal.js';
import type { Json, JsonObject } from '../world/json.js';
import { isObject } from '../world/json.js';
import type { Link } from '../world/row.js';
import type { Problem } from './refusal.js';
import { invalid, Refusal } from './refusal.js';

/**
 * Reads `attributes` and `relationships` of a write. Foreign keys are taken from either. Read-only names are dropped, or
 * refused where the assumption is strict; unknown ones are dropped.
 */
export function readChange(desk: Desk, resource: Resource, data: JsonObject): Change {
  const problems: Problem[] = [];
  const attributes: Record<string, Json> = {};
  const links: Record<string, Link> = {};
  const given = isObject(data['attributes']) ? data['attributes'] : {};
  for (const [name, value] of Object.entries(given)) {
    const kind = writableKind(desk, resource, name);
    const relation = name.replace(/_id$/, '');
    if (kind === 'refused') problems.push(invalid(name, 'is read-only'));
    else if (kind !== undefined) {
      const read = readValue(kind, value);
      if (read === undefined) problems.push(invalid(name, 'is invalid'));
      else attributes[name] = read;
    } else if (name.endsWith('_id') && resource.writableLinks?.includes(relation)) links[relation] = idOf(value);
    else if (desk.assumptions.strictReadOnly) problems.push(invalid(name, 'is read-only'));
  }
  const relationships = isObject(data['relationships']) ? data['relationships'] : {};
  for (const [name, relationship] of Object.entries(relationships)) {
    if (!resource.writableLinks?.includes(name)) {
      if (desk.assumptions.strictReadOnly) problems.push(invalid(name, 'is read-only'));
      continue;
    }
    const target = isObject(relationship) ? relationship['data'] : undefined;
    links[name] = isObject(target) ? idOf(target['id']) : null;
  }
  if (problems.length > 0) throw new Refusal(422, problems);
  return { attributes, links };
}

function writableKind(desk: Desk, resource: Resource, name: string): Kind | 'refused' | undefined {
  if (resource.type !== 'payments' || name !== 'external_id') return resource.writable[name];
  const mode = desk.assumptions.externalIdOnPayments;
  return mode === 'accepted' ? 'text' : mode === 'refused' || desk.assumptions.strictReadOnly ? 'refused' : undefined;
}

/** The value as it is stored; undefined when it is not of the kind. */
function readValue(kind: Kind, value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined;
  if (value === null) return null;
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
    case 'money':
    case 'whole':
      return parseDecimal(value) === null ? undefined : wholeOf(value);
    case 'decimal':
      return parseDecimal(value) === null ? undefined : decimalText(value);
    case 'day':
      return typeof value === 'string' && isDay(value) ? value.slice(0, 10) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'hash':
      return isObject(value) ? value : undefined;
    case 'list':
      return Array.isArray(value) ? value : undefined;
  }
}

function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

function idOf(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
