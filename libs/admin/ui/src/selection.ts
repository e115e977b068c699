import { computed, signal, type Signal } from '@angular/core';

/** Which rows of a list are selected: single ones, or all that match the list's query. */
export interface Selection {
  readonly ids: Signal<ReadonlySet<string>>;
  readonly isAllMatching: Signal<boolean>;
  readonly isEmpty: Signal<boolean>;
  has(id: string): boolean;
  toggle(id: string): void;
  /** Selects or clears these (the rows of one page). */
  setAll(ids: readonly string[], isSelected: boolean): void;
  selectAllMatching(): void;
  clear(): void;
}

export function createSelection(): Selection {
  const ids = signal<ReadonlySet<string>>(new Set());
  const isAllMatching = signal(false);
  const setAll = (changed: readonly string[], isSelected: boolean) => {
    isAllMatching.set(false);
    ids.update((before) =>
      isSelected ? new Set([...before, ...changed]) : new Set([...before].filter((id) => !changed.includes(id))),
    );
  };
  return {
    ids: ids.asReadonly(),
    isAllMatching: isAllMatching.asReadonly(),
    isEmpty: computed(() => !isAllMatching() && ids().size === 0),
    has: (id) => isAllMatching() || ids().has(id),
    toggle: (id) => setAll([id], !ids().has(id)),
    setAll,
    selectAllMatching: () => isAllMatching.set(true),
    clear: () => {
      ids.set(new Set());
      isAllMatching.set(false);
    },
  };
}
