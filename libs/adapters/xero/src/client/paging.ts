import { isRecord, type RawRecord } from '../mappers/raw.js';

/** The most rows that Xero puts on one page. */
export const PAGE_SIZE = 1000;

/** Xero tells the number of pages; where it does not, a page that is not full is the last. */
export function isLastPage(data: RawRecord, page: number, rows: number): boolean {
  const pagination = isRecord(data['pagination']) ? data['pagination'] : {};
  const pageCount = pagination['pageCount'];
  return typeof pageCount === 'number' ? page >= pageCount : rows < PAGE_SIZE;
}
