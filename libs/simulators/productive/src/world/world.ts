import type { JsonObject } from './json.js';
import type { Attributes, Links, Row, Token } from './row.js';
import { linkOf } from './row.js';

export interface WorldSnapshot {
  readonly version: 1;
  readonly rows: readonly Row[];
  readonly counters: Readonly<Record<string, number>>;
  readonly tokens: readonly Token[];
  readonly files: Readonly<Record<string, string>>;
  readonly deliveries: readonly JsonObject[];
}

/** Everything the simulator knows. Changes inside `transaction` are all kept or, when it throws, all undone. */
export class World {
  private readonly tables = new Map<string, Map<string, Row>>();
  /** The same rows by type and organisation, so that a list costs what its own organisation holds. */
  private readonly shelves = new Map<string, Map<string, Row>>();
  /** Rows by what a link of theirs names, of the links that somebody asked for: type → link → id → rows. */
  private readonly links = new Map<string, Map<string, Map<string, Map<string, Row>>>>();
  private counters: Record<string, number> = {};
  private undo: (() => void)[] | null = null;
  readonly tokens = new Map<string, Token>();
  /** Contents of attachments, base64, by attachment id. */
  readonly files = new Map<string, string>();

  constructor(private readonly onChange: () => void) {}

  transaction<T>(work: () => T): T {
    if (this.undo !== null) return work();
    const undo: (() => void)[] = [];
    this.undo = undo;
    try {
      const result = work();
      if (undo.length > 0) this.onChange();
      return result;
    } catch (thrown) {
      undo.reverse().forEach((step) => step());
      throw thrown;
    } finally {
      this.undo = null;
    }
  }

  /** Ids are unique for their type across all organisations, so that a leak between tenants cannot look like a hit. */
  nextId(type: string, organizationId: string): string {
    const key = `${type}/${organizationId}`;
    const before = this.counters[key] ?? 0;
    this.undo?.push(() => (this.counters[key] = before));
    this.counters[key] = before + 1;
    return String((Number(organizationId) - 1000) * 100_000 + before + 1);
  }

  put(row: Row): Row {
    const before = this.table(row.type).get(row.id);
    this.keep(row);
    this.undo?.push(() => (before === undefined ? this.drop(row) : this.keep(before)));
    if (this.undo === null) this.onChange();
    return row;
  }

  change(row: Row, attributes: Attributes, links: Links = {}): Row {
    const current = this.find(row.type, row.id) ?? row;
    return this.put({
      ...current,
      attributes: { ...current.attributes, ...attributes },
      links: { ...current.links, ...links },
    });
  }

  /** The row, deleted ones included. */
  find(type: string, id: string | null): Row | undefined {
    return id === null ? undefined : this.tables.get(type)?.get(id);
  }

  /** The row when it exists in this organisation and is not deleted. */
  live(organizationId: string, type: string, id: string | null): Row | undefined {
    const row = this.find(type, id);
    return row !== undefined && row.organizationId === organizationId && !isDeleted(row) ? row : undefined;
  }

  /** The organisation's rows that are not deleted, in the order in which they were made. */
  list(organizationId: string, type: string): Row[] {
    return [...this.shelf(organizationId, type).values()].filter((row) => !isDeleted(row));
  }

  /** The rows that are not deleted whose `link` names `owner`, in the order in which they were made. */
  of(owner: Row, type: string, link: string): Row[] {
    const rows = this.linked(type, link).get(owner.id)?.values() ?? [];
    return [...rows].filter((row) => row.organizationId === owner.organizationId && !isDeleted(row));
  }

  organizations(): Row[] {
    return [...this.table('organizations').values()];
  }

  snapshot(deliveries: readonly JsonObject[]): WorldSnapshot {
    return structuredClone({
      version: 1,
      rows: [...this.tables.values()].flatMap((table) => [...table.values()]),
      counters: this.counters,
      tokens: [...this.tokens.values()],
      files: Object.fromEntries(this.files),
      deliveries,
    });
  }

  restore(snapshot: WorldSnapshot): void {
    structuredClone(snapshot.rows).forEach((row) => this.keep(row));
    this.counters = { ...snapshot.counters };
    snapshot.tokens.forEach((token) => this.tokens.set(token.value, token));
    Object.entries(snapshot.files).forEach(([id, content]) => this.files.set(id, content));
  }

  private keep(row: Row): void {
    const before = this.table(row.type).get(row.id);
    this.table(row.type).set(row.id, row);
    this.shelf(row.organizationId, row.type).set(row.id, row);
    for (const [link, rows] of this.links.get(row.type) ?? []) {
      if (before !== undefined && linkOf(before, link) !== linkOf(row, link)) unlink(rows, link, before);
      enlist(rows, link, row);
    }
  }

  private drop(row: Row): void {
    this.table(row.type).delete(row.id);
    this.shelf(row.organizationId, row.type).delete(row.id);
    for (const [link, rows] of this.links.get(row.type) ?? []) unlink(rows, link, row);
  }

  private linked(type: string, link: string): Map<string, Map<string, Row>> {
    const ofType = this.links.get(type) ?? new Map<string, Map<string, Map<string, Row>>>();
    this.links.set(type, ofType);
    const known = ofType.get(link);
    if (known !== undefined) return known;
    const rows = new Map<string, Map<string, Row>>();
    for (const row of this.table(type).values()) enlist(rows, link, row);
    ofType.set(link, rows);
    return rows;
  }

  private shelf(organizationId: string, type: string): Map<string, Row> {
    const name = `${organizationId} ${type}`;
    const shelf = this.shelves.get(name) ?? new Map<string, Row>();
    this.shelves.set(name, shelf);
    return shelf;
  }

  private table(type: string): Map<string, Row> {
    const table = this.tables.get(type) ?? new Map<string, Row>();
    this.tables.set(type, table);
    return table;
  }
}

/** Throws on anything that this version cannot restore. */
export function readSnapshot(value: unknown): WorldSnapshot {
  if (typeof value !== 'object' || value === null || (value as WorldSnapshot).version !== 1)
    throw new Error('The snapshot was not written by this version of the Productive simulator.');
  return value as WorldSnapshot;
}

function isDeleted(row: Row): boolean {
  return typeof row.attributes['deleted_at'] === 'string';
}

function enlist(rows: Map<string, Map<string, Row>>, link: string, row: Row): void {
  const owner = linkOf(row, link);
  if (owner === null) return;
  const owned = rows.get(owner) ?? new Map<string, Row>();
  rows.set(owner, owned.set(row.id, row));
}

function unlink(rows: Map<string, Map<string, Row>>, link: string, row: Row): void {
  rows.get(linkOf(row, link) ?? '')?.delete(row.id);
}
