/**
 * Rows by key, with one transaction at a time. Uncommitted changes lie over the committed rows, and only `get`, `set`,
 * `delete` and `values` see them. Rows are frozen, so that what is handed out cannot be changed behind the table's back.
 */
export class MemoryTable<Row extends object> {
  readonly #committed = new Map<string, Row>();
  readonly #changes = new Map<string, Row | undefined>();
  /** The committed rows as a list, and all rows as the transaction sees them, until they change. */
  #list: readonly Row[] | undefined;
  #merged: readonly Row[] | undefined;

  /** `changed` is where the tables stand that the transaction has changed. */
  constructor(private readonly changed: Set<MemoryTable<object>> = new Set()) {}

  get(key: string): Row | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#committed.get(key);
  }

  set(key: string, row: Row): void {
    this.#change(key, frozen(row));
  }

  delete(key: string): void {
    this.#change(key, undefined);
  }

  values(): readonly Row[] {
    if (this.#changes.size === 0) return this.committed();
    return (this.#merged ??= this.#merge());
  }

  committed(): readonly Row[] {
    return (this.#list ??= [...this.#committed.values()]);
  }

  commit(): void {
    if (this.#changes.size === 0) return;
    for (const [key, row] of this.#changes) {
      if (row === undefined) this.#committed.delete(key);
      else this.#committed.set(key, row);
    }
    this.rollBack();
    this.#list = undefined;
  }

  /** Answers how to put the rows back as they are now. */
  backUp(): () => void {
    const rows = [...this.#committed];
    return () => {
      this.clear();
      for (const [key, row] of rows) this.#committed.set(key, row);
    };
  }

  clear(): void {
    this.#committed.clear();
    this.rollBack();
    this.#list = undefined;
  }

  rollBack(): void {
    this.#changes.clear();
    this.#merged = undefined;
    this.changed.delete(this);
  }

  #change(key: string, row: Row | undefined): void {
    this.#changes.set(key, row);
    this.#merged = undefined;
    this.changed.add(this);
  }

  #merge(): readonly Row[] {
    const merged = new Map<string, Row | undefined>(this.#committed);
    for (const [key, row] of this.#changes) merged.set(key, row);
    return [...merged.values()].filter((row) => row !== undefined);
  }
}

/** Freezes deeply. What is frozen already was frozen by us: a changed copy of a row costs only what is new in it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) for (const part of value) frozen(part);
  else for (const key in value) frozen(value[key]);
  return Object.freeze(value);
}
