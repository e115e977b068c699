import type { Engine } from '../engine.js';
import type { Office } from '../office/office.js';
import type { Markup } from './html.js';
import { html } from './html.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';

/** One request for a page of one organisation. `rest` are the path's segments behind the organisation. */
export interface Visit {
  readonly engine: Engine;
  readonly office: Office;
  readonly rest: readonly string[];
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
}

export interface View {
  readonly title: string;
  readonly content: Markup;
}

/** A form that was refused for a reason that its sender can mend. */
export class FormProblem extends Error {}

/** Shows a page. */
export type Show = (visit: Visit) => View;
/** Does what a form asks, and says where to go then: segments behind the organisation. */
export type Submit = (visit: Visit) => readonly string[];

export function options(rows: readonly Row[], selected: string | null, empty?: string): Markup {
  return html`${empty !== undefined && html`<option value="">${empty}</option>`}${rows.map(
    (row) => html`<option value="${row.id}" ${row.id === selected && 'selected'}>${nameOf(row)}</option>`,
  )}`;
}

export function nameOf(row: Row | undefined): string {
  return row === undefined ? '' : String(row.attributes['name'] ?? row.attributes['number'] ?? row.id);
}

export function linkedName(visit: Visit, row: Row, link: string, type: string): string {
  return nameOf(visit.engine.world.find(type, linkOf(row, link)));
}

export function active(rows: readonly Row[]): Row[] {
  return rows.filter(({ attributes }) => attributes['archived_at'] == null);
}

export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name) ?? '';
  if (value === '') throw new FormProblem(`${name.replace(/_/g, ' ')} is missing`);
  return value;
}

/** A button that posts to a page; `to` is relative to the page that shows it. */
export function button(to: string, text: string, quiet = true): Markup {
  return html`<form method="post" action="${to}">
    <button ${quiet && html`class="quiet"`}>${text}</button>
  </form>`;
}
