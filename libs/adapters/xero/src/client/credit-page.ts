import type { AccountingApi } from 'xero-node';
import type { Instant } from '@bridge/domain';
import { toModifiedSince } from '../mappers/xero-time.js';
import { PAGE_SIZE } from './paging.js';

/** One page of the credit notes that changed since, everybody's: Xero cannot tell those of one app apart. */
export function readCreditPage(api: AccountingApi, organisationId: string, since: Instant, page: number) {
  const unset = undefined;
  return api.getCreditNotes(
    organisationId,
    unset, // ifModifiedSince
    unset, // where
    'CreditNoteID ASC',
    page,
    unset, // unitdp
    PAGE_SIZE,
    { headers: { 'If-Modified-Since': toModifiedSince(since) } },
  );
}
