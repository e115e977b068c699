import {
  isFault,
  type DocumentChanges,
  type LedgerAddress,
  type LedgerChanges,
  type PaymentChanges,
  type UnreadableRow,
} from '@bridge/application';
import { isCreditForm, type Instant, type LedgerForm, type LedgerSnapshot } from '@bridge/domain';
import { EVERY_STATUS, readInvoicePage } from './client/invoice-page.js';
import { isLastPage, PAGE_SIZE } from './client/paging.js';
import type { XeroClient } from './client/xero-client.js';
import { toCreditSnapshot } from './mappers/credit-note.js';
import { answeredAt } from './mappers/envelope.js';
import { idOf, rowsOf, type RawRecord } from './mappers/raw.js';
import { isUnreadable, toOrderSnapshot, toSnapshot } from './mappers/snapshot.js';
import { toInstant, toModifiedSince } from './mappers/xero-time.js';

/** The others are refunds of credit notes, prepayments and overpayments: they pay no invoice and no bill. */
const PAYS_A_DOCUMENT = new Set<unknown>(['ACCRECPAYMENT', 'ACCPAYPAYMENT']);

/**
 * LedgerChanges on Xero. Documents that a person linked by hand are not ours, so everybody's are read. Pages are cut by id:
 * cut by change, a row that changes while we turn the page goes to the end, another moves up into its place on the page
 * already read, and is never seen. Rows of one page come oldest change first.
 */
export class XeroChanges implements LedgerChanges {
  constructor(private readonly client: XeroClient) {}

  async documents(address: LedgerAddress, since: Instant, page: number): Promise<DocumentChanges> {
    const query = { since, page, order: 'InvoiceID ASC', statuses: EVERY_STATUS };
    const { data } = await this.client.call(address, {
      name: 'read changed documents',
      purpose: 'import',
      isWrite: false,
      run: (api, organisation) => readInvoicePage(api, organisation, query),
    });
    const rows = rowsOf(data['Invoices']);
    const read = rows.map(toSnapshot);
    return {
      snapshots: read.filter(isReadable).sort((a, b) => a.changedAt - b.changedAt),
      unreadable: read.filter(isUnreadable),
      isLast: isLastPage(data, page, rows.length),
      answeredAt: answeredAt(data, 'read changed documents'),
    };
  }

  async payments(address: LedgerAddress, since: Instant, page: number): Promise<PaymentChanges> {
    const headers = { 'If-Modified-Since': toModifiedSince(since) };
    const none = undefined;
    const { data } = await this.client.call(address, {
      name: 'read changed payments',
      purpose: 'import',
      isWrite: false,
      run: (api, organisation) =>
        api.getPayments(organisation, none, none, 'PaymentID ASC', page, PAGE_SIZE, { headers }),
    });
    const rows = rowsOf(data['Payments']);
    const recordedAt = new Map<string, Instant>();
    const deletedIds: string[] = [];
    for (const row of rows.filter((each) => PAYS_A_DOCUMENT.has(each['PaymentType']))) {
      const id = idOf(row['PaymentID']);
      const at = toInstant(row['UpdatedDateUTC']);
      if (id !== undefined && row['Status'] === 'DELETED') deletedIds.push(id);
      else if (id !== undefined && at !== undefined) recordedAt.set(id, at);
    }
    return { recordedAt, deletedIds, isLast: isLastPage(data, page, rows.length) };
  }

  async find(address: LedgerAddress, form: LedgerForm, idOrNumber: string): Promise<LedgerSnapshot | undefined> {
    // As a part of an address these two mean the folder: Xero would answer with a list, and its first row is not what was asked for.
    if (idOrNumber === '.' || idOrNumber === '..') return undefined;
    try {
      const { data } = await this.client.call(address, {
        name: 'find a document',
        purpose: 'person',
        isWrite: false,
        run: (api, organisation) => {
          if (isCreditForm(form)) return api.getCreditNote(organisation, idOrNumber, 4);
          return form === 'purchase_order'
            ? api.getPurchaseOrder(organisation, idOrNumber)
            : api.getInvoice(organisation, idOrNumber, 4);
        },
      });
      return oneOf(data, form);
    } catch (error) {
      if (isFault(error) && error.fault.kind === 'not_found') return undefined;
      throw error;
    }
  }
}

/** Xero answers for an id or a number under one address. A bill's number is not unique: whichever Xero shows must be the kind asked for. */
function oneOf(data: RawRecord, form: LedgerForm): LedgerSnapshot | undefined {
  if (form === 'purchase_order') return rowsOf(data['PurchaseOrders']).map(toOrderSnapshot)[0];
  const rows = isCreditForm(form)
    ? rowsOf(data['CreditNotes']).flatMap((row) => toCreditSnapshot(row) ?? [])
    : rowsOf(data['Invoices']).map(toSnapshot).filter(isReadable);
  const kind = form === 'customer_credit' || form === 'invoice' ? 'invoice' : 'expense';
  return rows.find((snapshot) => snapshot.kind === kind);
}

function isReadable(row: LedgerSnapshot | UnreadableRow): row is LedgerSnapshot {
  return !isUnreadable(row);
}
