import type { Assumptions } from '../assumptions.js';
import type { Problem } from '../wire/refusal.js';
import type { Json, JsonObject } from '../world/json.js';
import type { Attributes, Link, Links, Row } from '../world/row.js';
import { linksOf } from '../world/row.js';
import type { World } from '../world/world.js';

/** One piece of work in one organisation: who does it, when, under which rules, and what it brought about. */
export interface Desk {
  readonly world: World;
  readonly organizationId: string;
  readonly personId: string | null;
  readonly now: number;
  readonly zone: string;
  /** The organisation's calendar day. */
  readonly today: string;
  readonly currency: string;
  readonly assumptions: Readonly<Assumptions>;
  /** Where the simulator's own pages and files are reached; ends with a slash. */
  readonly webUrl: string;
  readonly notices: Notice[];
  /** `office` stands for Productive's own application, which may do more than its API. */
  readonly via: 'api' | 'office';
  /** Random-looking but repeatable text of 32 hexadecimal digits. */
  readonly secret: (seed: string) => string;
}

export interface Notice {
  readonly kind: 'create' | 'update' | 'delete';
  readonly row: Row;
  readonly changeset: JsonObject;
}

export interface Change {
  readonly attributes: Attributes;
  readonly links: Links;
}

export type Kind = 'text' | 'money' | 'decimal' | 'day' | 'flag' | 'whole' | 'hash' | 'list';
export type Stamp = 'created_at' | 'updated_at' | 'last_activity_at' | 'deleted_at';
export type Operation = 'index' | 'show' | 'create' | 'update' | 'delete';

export interface Filter {
  readonly kind: 'id' | 'text' | 'number' | 'day' | 'instant' | 'flag' | 'inert' | 'fields';
  readonly value: (row: Row, world: World) => Json | undefined;
  /** `paid_after` and `paid_before`: the comparison that a bare value stands for. */
  readonly bare?: 'gt' | 'lt';
}

export type Sort = (row: Row, world: World) => Json | undefined;
export type Action = (desk: Desk, row: Row, input: JsonObject) => Row;

export interface Resource {
  readonly type: string;
  /** The name of one of them in activities and deleted items. */
  readonly item: string;
  readonly operations: readonly Operation[];
  /** The type at the other end; in brackets when there are many. */
  readonly relations: Readonly<Record<string, string | readonly [string]>>;
  /** Relations that carry their data without being asked for. */
  readonly alwaysLinked?: readonly string[];
  readonly writable: Readonly<Record<string, Kind>>;
  readonly writableLinks?: readonly string[];
  /** Writable by `create` and then no more. */
  readonly fixedLinks?: readonly string[];
  /** Known to be read-only, so that the strict mode can refuse them. */
  readonly required?: readonly string[];
  /** Attributes that the wire shows three times: in the document's currency, the organisation's, and normalised. */
  readonly money?: readonly string[];
  /** Whether money is printed as floats, as on services. */
  readonly floats?: true;
  readonly filters?: Readonly<Record<string, Filter>>;
  readonly sorts?: Readonly<Record<string, Sort>>;
  readonly bulk?: readonly ('create' | 'update' | 'delete')[];
  /** The part of the plan that the whole resource needs. */
  readonly feature?: 'financials' | 'webhooks' | 'purchase_orders';
  /** Who but admins may use it. */
  readonly members?: 'read' | 'write' | 'nothing';
  readonly hiddenAttributes?: readonly string[];
  /** Which of the four time stamps the wire shows; `created_at` alone unless told. */
  readonly stamps?: readonly Stamp[];
  readonly initial?: (desk: Desk, draft: Row) => Change;
  readonly derive?: (desk: Desk, row: Row) => Row;
  readonly check?: (desk: Desk, next: Row, previous: Row | null) => readonly Problem[];
  /** Brings other records up to date after a write; `next` is null after a removal. */
  readonly settle?: (desk: Desk, next: Row | null, previous: Row | null) => void;
  readonly checkRemoval?: (desk: Desk, row: Row) => readonly Problem[];
  readonly actions?: Readonly<Record<string, Action>>;
  /** Which edits are content, so that they move `last_activity_at` under either assumption. */
  readonly content?: readonly string[];
}

export const everything: readonly Operation[] = ['index', 'show', 'create', 'update', 'delete'];
export const readable: readonly Operation[] = ['index', 'show'];
export const kept: readonly Operation[] = ['index', 'show', 'create', 'update'];

/** Filters over the row's own attributes or links of the same name. Names are separated by spaces. */
export function filters(kind: Filter['kind'], names: string): Record<string, Filter> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { kind, value: (row: Row) => own(row, name) }]));
}

/** Declared by Productive but without effect here: declared filters may be silent no-ops there too. */
export function inert(names: string): Record<string, Filter> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { kind: 'inert', value: () => undefined }]));
}

export function filter(kind: Filter['kind'], value: Filter['value'], bare?: Filter['bare']): Filter {
  return { kind, value, ...(bare === undefined ? {} : { bare }) };
}

export function sorts(names: string): Record<string, Sort> {
  return Object.fromEntries(names.split(' ').map((name) => [name, (row: Row) => own(row, name)]));
}

/** The status filter that everything archivable has: 1 active, 2 archived. */
export const archivable: Filter = filter('number', (row) => (row.attributes['archived_at'] == null ? 1 : 2));

export const archiving: Readonly<Record<string, Action>> = {
  archive: (desk, row) => desk.world.change(row, { archived_at: new Date(desk.now).toISOString() }),
  restore: (desk, row) => desk.world.change(row, { archived_at: null }),
};

export function through(row: Row, world: World, ...path: readonly (readonly [string, string])[]): Row | undefined {
  return path.reduce<Row | undefined>(
    (current, [name, type]) =>
      current === undefined ? undefined : world.find(type, linksOf(current, name)[0] ?? null),
    row,
  );
}

function own(row: Row, name: string): Json | undefined {
  if (name === 'id') return row.id;
  if (name in row.attributes) return row.attributes[name];
  const link: Link | undefined = row.links[name.replace(/_id$/, '')];
  return link === undefined ? undefined : typeof link === 'string' || link === null ? link : [...link];
}
