import type { ParamMap, Params } from '@angular/router';
import type { DocumentKindName, DocumentsQuery } from '@bridge/contracts';

export const PAGE_SIZE = 50;

/** What the list shows. It lives in the address, so that a page can be shared, bookmarked and come back to. */
export interface ListState {
  readonly text: string;
  readonly copyStatus: string;
  readonly progress: string;
  readonly issuedFrom: string;
  readonly issuedTo: string;
  readonly sort: SortName;
  readonly isDescending: boolean;
  /** From 1. */
  readonly page: number;
}

export const sortNames = ['issued_on', 'number', 'company', 'total'] as const;
export type SortName = (typeof sortNames)[number];

export const noFilters: ListState = {
  text: '',
  copyStatus: '',
  progress: '',
  issuedFrom: '',
  issuedTo: '',
  sort: 'issued_on',
  isDescending: true,
  page: 1,
};

export function readListState(params: ParamMap): ListState {
  const text = (name: string) => params.get(name) ?? '';
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  return {
    text: text('text'),
    copyStatus: text('copyStatus'),
    progress: text('progress'),
    issuedFrom: day('issuedFrom'),
    issuedTo: day('issuedTo'),
    sort: sortNames.find((name) => name === text('sort')) ?? noFilters.sort,
    isDescending: text('descending') !== 'false',
    page: Math.max(1, Number.parseInt(text('page'), 10) || 1),
  };
}

/** Query parameters of the address; what is as usual is left out. */
export function toAddress(state: ListState): Params {
  return {
    text: state.text || null,
    copyStatus: state.copyStatus || null,
    progress: state.progress || null,
    issuedFrom: state.issuedFrom || null,
    issuedTo: state.issuedTo || null,
    sort: state.sort === noFilters.sort ? null : state.sort,
    descending: state.isDescending ? null : 'false',
    page: state.page === 1 ? null : String(state.page),
  };
}

/** The same as a query of the API, without its page: what “all that match” means. */
export function toMatching(kind: DocumentKindName, state: ListState): DocumentsQuery {
  return {
    kind,
    ...(state.text && { text: state.text }),
    ...(state.copyStatus && { copyStatus: state.copyStatus }),
    ...(state.progress && { progress: state.progress }),
    ...(state.issuedFrom && { issuedFrom: state.issuedFrom }),
    ...(state.issuedTo && { issuedTo: state.issuedTo }),
    sort: state.sort,
    descending: String(state.isDescending),
  };
}

export function toQuery(kind: DocumentKindName, state: ListState): DocumentsQuery {
  return {
    ...toMatching(kind, state),
    offset: String((state.page - 1) * PAGE_SIZE),
    limit: String(PAGE_SIZE),
  };
}

export function isFiltered(state: ListState): boolean {
  return [state.text, state.copyStatus, state.progress, state.issuedFrom, state.issuedTo].some((value) => value !== '');
}

/** The sort after a click on a column: the same column turns round, another one starts with what people want first. */
export function sortBy(state: ListState, sort: SortName): ListState {
  const isDescending = sort === state.sort ? !state.isDescending : sort === 'issued_on' || sort === 'total';
  return { ...state, sort, isDescending, page: 1 };
}
