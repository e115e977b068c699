import type { ParamMap, Params } from '@angular/router';
import { texts } from './texts.js';

export const PAGE_SIZE = 25;

/** What is shown. It lives in the address. */
export interface ListState {
  readonly connectionId: string;
  /** A kind of difference, `any`, or empty for all documents. */
  readonly difference: string;
  readonly kind: string;
  readonly text: string;
  /** A key of `texts.orders`: what to sort by, upwards where it ends in `-up`. */
  readonly order: string;
  /** From 1. */
  readonly page: number;
}

export const noFilters: ListState = {
  connectionId: '',
  difference: '',
  kind: '',
  text: '',
  order: 'linked_at',
  page: 1,
};

export function readListState(params: ParamMap): ListState {
  const text = (name: string) => params.get(name) ?? '';
  const known = (name: string, names: object) => (Object.hasOwn(names, text(name)) ? text(name) : '');
  return {
    connectionId: text('connectionId'),
    difference: text('difference') === 'any' ? 'any' : known('difference', texts.differences),
    kind: known('kind', texts.kinds),
    text: text('text'),
    order: known('order', texts.orders) || noFilters.order,
    page: Math.max(1, Number.parseInt(text('page'), 10) || 1),
  };
}

/** Query parameters of the address; what is as usual is left out. */
export function toAddress(state: ListState): Params {
  return {
    connectionId: state.connectionId || null,
    difference: state.difference || null,
    kind: state.kind || null,
    text: state.text || null,
    order: state.order === noFilters.order ? null : state.order,
    page: state.page === 1 ? null : String(state.page),
  };
}

export function toFilters({ difference, kind, text }: ListState): Readonly<Record<string, string>> {
  return { difference, kind, text };
}

export function toQuery(state: ListState): Readonly<Record<string, string>> {
  const [sort = '', direction] = state.order.split('-');
  return {
    ...toFilters(state),
    sort,
    descending: String(direction !== 'up'),
    offset: String((state.page - 1) * PAGE_SIZE),
    limit: String(PAGE_SIZE),
  };
}

export function isFiltered(state: ListState): boolean {
  return Object.values(toFilters(state)).some((value) => value !== '');
}
