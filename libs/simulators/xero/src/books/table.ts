/** A kept row: replaced as a whole, never changed in place, so that a refused write can be undone. */
export interface Row {
  readonly id: string;
  readonly updatedAt: number;
}

/** What to do, in reverse order, to take back the writes since a mark. */
export class Journal {
  private readonly undo: (() => void)[] = [];

  mark(): number {
    return this.undo.length;
  }

  note(step: () => void): void {
    this.undo.push(step);
  }

  rollBack(mark: number): void {
    while (this.undo.length > mark) this.undo.pop()?.();
  }

  forget(): void {
    this.undo.length = 0;
  }
}

/** Rows by id, with named look-ups by key, and a cached order by `updatedAt` then id (the default order of every list). */
export class Table<T extends Row> {
  private readonly rows = new Map<string, T>();
  private readonly lookups = new Map<string, Map<string, Set<string>>>();
  private sorted: readonly T[] | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly keys: Readonly<Record<string, (row: T) => string | undefined>> = {},
  ) {
    for (const name of Object.keys(keys)) this.lookups.set(name, new Map());
  }

  get(id: string): T | undefined {
    return this.rows.get(id.toLowerCase());
  }

  put(row: T): T {
    const before = this.rows.get(row.id);
    this.write(row.id, row);
    this.journal.note(() => this.write(row.id, before));
    return row;
  }

  remove(id: string): void {
    const before = this.rows.get(id);
    this.write(id, undefined);
    this.journal.note(() => this.write(id, before));
  }

  /** Rows whose key is `key`, least recently updated first. */
  find(lookup: string, key: string): T[] {
    const ids = this.lookups.get(lookup)?.get(key) ?? [];
    return [...ids].flatMap((id) => this.rows.get(id) ?? []).sort(byUpdated);
  }

  all(): IterableIterator<T> {
    return this.rows.values();
  }

  get size(): number {
    return this.rows.size;
  }

  ordered(): readonly T[] {
    this.sorted ??= [...this.rows.values()].sort(byUpdated);
    return this.sorted;
  }

  private write(id: string, row: T | undefined): void {
    const before = this.rows.get(id);
    this.sorted = undefined;
    if (row) this.rows.set(id, row);
    else this.rows.delete(id);
    for (const [name, keyOf] of Object.entries(this.keys)) {
      const lookup = this.lookups.get(name);
      const [oldKey, newKey] = [before && keyOf(before), row && keyOf(row)];
      if (!lookup || oldKey === newKey) continue;
      if (oldKey !== undefined) lookup.get(oldKey)?.delete(id);
      if (newKey !== undefined) lookup.set(newKey, (lookup.get(newKey) ?? new Set()).add(id));
    }
  }
}

function byUpdated(a: Row, b: Row): number {
  return a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
