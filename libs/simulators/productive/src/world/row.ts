import type { Json } from './json.js';

export type Attributes = Readonly<Record<string, Json>>;
export type Link = string | null | readonly string[];
export type Links = Readonly<Record<string, Link>>;

/**
 * One record. Rows are never changed in place. Attributes hold money as integer minor units, decimals as strings, days as
 * `YYYY-MM-DD` and, under names that end in `_at`, instants as ISO text in UTC; the wire layer renders them as Productive does.
 */
export interface Row {
  readonly id: string;
  readonly type: string;
  readonly organizationId: string;
  readonly attributes: Attributes;
  readonly links: Links;
}

export function linkOf(row: Row, name: string): string | null {
  const link = row.links[name];
  return typeof link === 'string' ? link : null;
}

export function linksOf(row: Row, name: string): readonly string[] {
  const link = row.links[name];
  if (link === undefined || link === null) return [];
  return typeof link === 'string' ? [link] : link;
}

/** How a token may act: its person, and whether it was created read-only. */
export interface Token {
  readonly value: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly readOnly: boolean;
}
