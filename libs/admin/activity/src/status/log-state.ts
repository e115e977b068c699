import type { ParamMap, Params } from '@angular/router';
import { exportStateWords } from '@bridge/admin-ui';
import type { DocumentKindName, ExportStateName } from '@bridge/contracts';
import { momentsOf, readDay } from './reader-days.js';

export const PAGE_SIZE = 50;

/** What the log shows. It lives in the address. */
export interface LogState {
  /** A comma list of states. */
  readonly state: string;
  readonly kind: string;
  readonly connectionId: string;
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** From 1. */
  readonly page: number;
}

export const noFilters: LogState = { state: '', kind: '', connectionId: '', text: '', from: '', to: '', page: 1 };

/** States as people filter them: what is on its way is one thing. */
export const stateChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'refused', label: exportStateWords('refused') },
  { value: ['queued', 'sending', 'uncertain'].join(','), label: 'On its way' },
  ...(['exported', 'skipped'] as const satisfies readonly ExportStateName[]).map((value) => ({
    value,
    label: exportStateWords(value),
  })),
];

export const kindChoices: readonly DocumentKindName[] = ['invoice', 'expense', 'purchase_order'];

export function readLogState(params: ParamMap): LogState {
  const text = (name: string) => params.get(name) ?? '';
  return {
    state: stateChoices.find(({ value }) => value === text('state'))?.value ?? '',
    kind: kindChoices.find((kind) => kind === text('kind')) ?? '',
    connectionId: text('connectionId'),
    text: text('text'),
    from: readDay(text('from')),
    to: readDay(text('to')),
    page: Math.max(1, Number.parseInt(text('page'), 10) || 1),
  };
}

/** Query parameters of the address; what is as usual is left out. */
export function toAddress(state: LogState): Params {
  return {
    state: state.state || null,
    kind: state.kind || null,
    connectionId: state.connectionId || null,
    text: state.text || null,
    from: state.from || null,
    to: state.to || null,
    page: state.page === 1 ? null : String(state.page),
  };
}

export function toQuery({ page, ...filters }: LogState): Readonly<Record<string, string>> {
  return { ...filters, ...momentsOf(filters), offset: String((page - 1) * PAGE_SIZE), limit: String(PAGE_SIZE) };
}

export function isFiltered({ page: _page, ...filters }: LogState): boolean {
  return Object.values(filters).some((value) => value !== '');
}
