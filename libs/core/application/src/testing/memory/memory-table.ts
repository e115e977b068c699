/**
 * Rows by key, with one transaction at a time. Uncommitted changes lie over the committed rows, and only `get`, `set`,
 * `delete` and `values` see them. Rows are frozen, so that what is handed out cannot be changed behind the table's back.
 */
export class MemoryTable<Row extends object> {
  readonly #committed = new Map<string, Row>();
  readonly #changes = new Map<string, Row | undefined>();
  /** The committed rows as a list, until they change. */
  #list: readonly Row[] | undefined;

  get(key: string): Row | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#committed.get(key);
  }

  set(key: string, row: Row): void {
    this.#changes.set(key, frozen(row));
  }

  delete(key: string): void {
    this.#changes.set(key, undefined);
  }

  values(): readonly Row[] {
    if (this.#changes.size === 0) return this.committed();
    const merged = new Map<string, Row | undefined>([...this.#committed, ...this.#changes]);
    return [...merged.values()].filter((row) => row !== undefined);
  }

  committed(): readonly Row[] {
    return (this.#list ??= [...this.#committed.values()]);
  }

  get hasChanges(): boolean {
    return this.#changes.size > 0;
  }

  commit(): void {
    if (this.#changes.size === 0) return;
    for (const [key, row] of this.#changes) {
      if (row === undefined) this.#committed.delete(key);
      else this.#committed.set(key, row);
    }
    this.#changes.clear();
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
    this.#changes.clear();
    this.#list = undefined;
  }

  rollBack(): void {
    if (this.#changes.size > 0) this.#changes.clear();
  }
}

/** Freezes deeply. What is frozen already was frozen by us: a changed copy of a row costs only what is new in it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
