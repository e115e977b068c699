/** JSON as a vendor sent it: nothing about it is certain. */
export type RawRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a list; whatever is no object is left out. */
export function rowsOf(value: unknown): readonly RawRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A text that says something; undefined for anything else, the empty text included. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An id that names something: Xero writes the zero GUID where nothing was created. */
export function idOf(value: unknown): string | undefined {
  const id = textOf(value);
  return id === undefined || /^[0-]+$/.test(id) ? undefined : id;
}
