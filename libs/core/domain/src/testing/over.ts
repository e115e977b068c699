/** What a test says differently. An explicit `undefined` takes an optional field away. */
export type Over<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Drops fields that are `undefined`: our optional fields are absent, never undefined. */
export function without<T extends object>(value: Over<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
