import type { Notice } from '../resources/resource.js';

/** `event_id` by resource and by what happened. Line items, tax rates and service types have no events. */
const events: Readonly<Record<string, Readonly<Record<Notice['kind'], number>>>> = {
  invoices: { create: 2, update: 14, delete: 15 },
  expenses: { create: 21, update: 22, delete: 23 },
  payments: { create: 32, update: 33, delete: 34 },
  companies: { create: 29, update: 30, delete: 31 },
  people: { create: 26, update: 27, delete: 28 },
  projects: { create: 5, update: 10, delete: 11 },
};

export function eventOf(notice: Notice): number | undefined {
  const { row, kind } = notice;
  if (row.type !== 'deals') return events[row.type]?.[kind];
  const isBudget = row.attributes['budget'] === true;
  return isBudget ? { create: 4, update: 16, delete: 20 }[kind] : { create: 3, update: 12, delete: 13 }[kind];
}
