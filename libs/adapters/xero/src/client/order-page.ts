import type { AccountingApi } from 'xero-node';
import type { Instant } from '@bridge/domain';
import { toModifiedSince } from '../mappers/xero-time.js';
import { PAGE_SIZE } from './paging.js';

/** One page of the purchase orders that changed since, everybody's: Xero cannot tell those of one app apart. */
export function readOrderPage(api: AccountingApi, organisationId: string, since: Instant, page: number) {
  const unset = undefined;
  return api.getPurchaseOrders(
    organisationId,
    unset, // ifModifiedSince
    unset, // status
    unset, // dateFrom
    unset, // dateTo
    'PurchaseOrderID ASC',
    page,
    PAGE_SIZE,
    { headers: { 'If-Modified-Since': toModifiedSince(since) } },
  );
}
