import type { Period } from '@bridge/admin-ui';

/** The calendar day that somebody wrote into the address; empty where it is none. */
export function readDay(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(startOf(text).getTime()) ? text : '';
}

/**
 * The period as ISO moments, from the first of its days to the last millisecond of its last. The rows show the reader's
 * time, so that the days are the reader's too: as bare days the API would take them for days of UTC.
 */
export function momentsOf({ from, to }: Period): { readonly from: string; readonly to: string } {
  return { from: from && startOf(from).toISOString(), to: to && endOf(to).toISOString() };
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

/** By the start of the next day: on some days of the year 23:59 happens twice. */
function endOf(day: string): Date {
  return new Date(startOf(day).setHours(24) - 1);
}
