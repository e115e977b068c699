import type { AccountingApi } from 'xero-node';
import type { Instant } from '@bridge/domain';
import { toModifiedSince } from '../mappers/xero-time.js';
import { PAGE_SIZE } from './paging.js';

/** Xero leaves out deleted and voided documents unless they are asked for. */
export const EVERY_STATUS = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED'];

export interface InvoicePage {
  readonly since: Instant;
  readonly order: string;
  readonly page: number;
  readonly statuses?: string[];
  readonly createdByMyApp?: boolean;
  /** These only. A page of them shows their lines, which a list without pages leaves out. */
  readonly ids?: string[];
  /** Otherwise unit prices come rounded to two decimals. */
  readonly unitDecimals?: number;
  /** Leaves out lines and payments; what is left has the Url still. */
  readonly summaryOnly?: boolean;
}

/**
 * One page of invoices and bills. The SDK takes fifteen arguments by position, and its majors insert new ones in the
 * middle: they are counted here and nowhere else. Its own If-Modified-Since has milliseconds, which Xero's does not.
 */
export function readInvoicePage(api: AccountingApi, organisationId: string, query: InvoicePage) {
  const unset = undefined;
  return api.getInvoices(
    organisationId,
    unset, // ifModifiedSince
    unset, // where
    query.order,
    query.ids,
    unset, // invoiceNumbers
    unset, // contactIDs
    query.statuses,
    query.page,
    unset, // includeArchived
    query.createdByMyApp,
    query.unitDecimals,
    query.summaryOnly,
    PAGE_SIZE,
    unset, // searchTerm
    { headers: { 'If-Modified-Since': toModifiedSince(query.since) } },
  );
}
