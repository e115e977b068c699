import type { ParamMap, Params } from '@angular/router';
import { PAGE_SIZE } from './log-state.js';
import { momentsOf, readDay } from './reader-days.js';

/** What the log of imports shows. It lives in the address, under `log=imports`. */
export interface ImportsState {
  readonly outcome: string;
  readonly connectionId: string;
  readonly from: string;
  readonly to: string;
  /** From 1. */
  readonly page: number;
}

export const everyImport: ImportsState = { outcome: '', connectionId: '', from: '', to: '', page: 1 };

export function readImportsState(params: ParamMap): ImportsState {
  const text = (name: string) => params.get(name) ?? '';
  return {
    outcome: ['found', 'failed'].find((outcome) => outcome === text('outcome')) ?? '',
    connectionId: text('connectionId'),
    from: readDay(text('from')),
    to: readDay(text('to')),
    page: Math.max(1, Number.parseInt(text('page'), 10) || 1),
  };
}

export function importsAddress({ page, ...filters }: ImportsState): Params {
  const wanted = Object.entries(filters).filter(([, value]) => value !== '');
  return { log: 'imports', ...Object.fromEntries(wanted), ...(page > 1 && { page: String(page) }) };
}

export function importsQuery({ page, ...filters }: ImportsState): Readonly<Record<string, string>> {
  return { ...filters, ...momentsOf(filters), offset: String((page - 1) * PAGE_SIZE), limit: String(PAGE_SIZE) };
}

export function isChoosy({ page: _page, ...filters }: ImportsState): boolean {
  return Object.values(filters).some((value) => value !== '');
}
