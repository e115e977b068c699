import {
  type AddressedDocument,
  type AttachedFile,
  type CreateAnswer,
  Fault,
  type LedgerAddress,
  type LedgerDocuments,
  type LedgerReceipt,
  type SoughtDocument,
} from '@bridge/application';
import type { DocumentKind, Instant } from '@bridge/domain';
import type { Invoices, PurchaseOrders } from 'xero-node';
import { readInvoicePage } from './client/invoice-page.js';
import { readOrderPage } from './client/order-page.js';
import { isLastPage } from './client/paging.js';
import type { XeroAnswer, XeroCall, XeroClient } from './client/xero-client.js';
import { attachmentName } from './mappers/attachment-name.js';
import { isOrder, isPosting, toXeroInvoice, toXeroPurchaseOrder } from './mappers/document-to-xero.js';
import { rowsOf, textOf } from './mappers/raw.js';
import { allClear, toCreateOutcome, toReceipt } from './mappers/receipt.js';

const MOST_IN_ONE_CALL = 50;
/** Without it Xero rounds unit prices to two decimals. */
const UNIT_DECIMALS = 4;
const LONGEST_NOTE = 2500;

/** What goes over the wire in one call: Xero's Invoices, or its PurchaseOrders. */
type Wire = Invoices & PurchaseOrders;

/** LedgerDocuments on Xero's Invoices, which are sales invoices (ACCREC) and bills (ACCPAY) alike, and PurchaseOrders. */
export class XeroDocuments implements LedgerDocuments {
  constructor(private readonly client: XeroClient) {}

  compose(documents: readonly AddressedDocument[]): string {
    if (documents.length > MOST_IN_ONE_CALL) throw new RangeError(`At most ${MOST_IN_ONE_CALL} documents in one call`);
    const orders = documents.filter(isOrder);
    if (orders.length === 0) return JSON.stringify({ invoices: documents.filter(isPosting).map(toXeroInvoice) });
    if (orders.length < documents.length) throw new RangeError('Purchase orders are sent in a call of their own');
    return JSON.stringify({ purchaseOrders: orders.map(toXeroPurchaseOrder) });
  }

  async create(address: LedgerAddress, key: string, wire: string, leavesBefore?: Instant): Promise<CreateAnswer> {
    const sent = JSON.parse(wire) as Wire;
    const answer = await this.client.call(address, {
      name: 'create documents',
      purpose: 'send',
      isWrite: true,
      ...(leavesBefore !== undefined && { leavesBefore }),
      // PUT creates and never updates; POST would overwrite a document of the same number.
      run: (api, organisation) =>
        sent.purchaseOrders
          ? api.createPurchaseOrders(organisation, { purchaseOrders: sent.purchaseOrders }, false, key)
          : api.createInvoices(organisation, sent, false, UNIT_DECIMALS, key),
    });
    return sent.purchaseOrders
      ? readOutcomes(answer, 'PurchaseOrder', sent.purchaseOrders.length)
      : readOutcomes(answer, 'Invoice', sent.invoices?.length ?? 0);
  }

  /**
   * Ordered by id and not by change: a document that changes while we turn the pages then stays where it is, so that none
   * is passed over. One that is passed over would be sent twice.
   */
  async findByMarker(
    address: LedgerAddress,
    sought: readonly SoughtDocument[],
    since: Instant,
  ): Promise<ReadonlyMap<string, readonly LedgerReceipt[]>> {
    const found = new Map<string, Map<string, LedgerReceipt>>();
    for (const list of lists) {
      const wanted = new Set(sought.filter(({ kind }) => list.holds(kind)).map(({ marker }) => marker));
      for (let page = 1, isLast = wanted.size === 0; !isLast; page += 1) {
        const { data } = await this.client.call(address, {
          name: 'find documents',
          purpose: 'send',
          isWrite: false,
          run: list.read(since, page),
        });
        const rows = rowsOf(data[`${list.of}s`]);
        for (const row of rows) {
          const marker = textOf(row[list.marker]);
          if (marker === undefined || !wanted.has(marker)) continue;
          const receipt = toReceipt(row, list.of);
          if (!receipt) throw new Fault({ kind: 'unavailable' }, `Xero, find documents: ${marker} cannot be read`);
          found.set(marker, (found.get(marker) ?? new Map<string, LedgerReceipt>()).set(receipt.ledgerId, receipt));
        }
        isLast = isLastPage(data, page, rows.length);
      }
    }
    return new Map([...found].map(([marker, receipts]) => [marker, [...receipts.values()]]));
  }

  async attach(address: LedgerAddress, kind: DocumentKind, ledgerId: string, file: AttachedFile): Promise<void> {
    const headers = { 'Content-Type': file.contentType };
    await this.client.call(address, {
      name: 'attach a file',
      purpose: 'send',
      isWrite: true,
      // Shown to the customer with the online invoice; Xero knows no such thing for bills.
      run: (api, organisation) => {
        const name = attachmentName(file.name);
        const bytes = Buffer.from(file.bytes);
        return kind === 'invoice'
          ? api.createInvoiceAttachmentByFileName(organisation, ledgerId, name, bytes, true, undefined, { headers })
          : api.updateInvoiceAttachmentByFileName(organisation, ledgerId, name, bytes, undefined, { headers });
      },
    });
  }

  async note(
    address: LedgerAddress,
    kind: DocumentKind,
    ledgerId: string,
    notes: readonly string[],
    key: string,
  ): Promise<void> {
    const historyRecords = notes.flatMap(inPieces).map((details) => ({ details }));
    if (historyRecords.length === 0) return;
    await this.client.call(address, {
      name: 'add notes',
      purpose: 'send',
      isWrite: true,
      run: (api, organisation) =>
        kind === 'purchase_order'
          ? api.createPurchaseOrderHistory(organisation, ledgerId, { historyRecords }, key)
          : api.createInvoiceHistory(organisation, ledgerId, { historyRecords }, key),
    });
  }
}

/** Where copies are looked for, and which member of a row carries our marker. */
interface MarkedList {
  holds(kind: DocumentKind): boolean;
  readonly of: 'Invoice' | 'PurchaseOrder';
  readonly marker: 'Url' | 'Reference';
  read(since: Instant, page: number): XeroCall['run'];
}

const lists: readonly MarkedList[] = [
  {
    holds: (kind) => kind !== 'purchase_order',
    of: 'Invoice',
    marker: 'Url',
    read: (since, page) => (api, organisation) =>
      readInvoicePage(api, organisation, {
        ...{ since, page, order: 'InvoiceID ASC' },
        ...{ createdByMyApp: true, summaryOnly: true },
      }),
  },
  {
    holds: (kind) => kind === 'purchase_order',
    of: 'PurchaseOrder',
    marker: 'Reference',
    read: (since, page) => (api, organisation) => readOrderPage(api, organisation, since, page),
  },
];

/** Every document is accounted for, in order, or nothing is believed: the batch is then looked up. */
function readOutcomes(answer: XeroAnswer, of: MarkedList['of'], expected: number): CreateAnswer {
  const { data, correlationId } = answer;
  const outcomes = allClear(
    rowsOf(data[`${of}s`]).map((element) => toCreateOutcome(element, of)),
    expected,
  );
  if (outcomes) return { outcomes, ...(correlationId !== undefined && { correlationId }) };
  const message = `Xero, create documents: the answer does not say what became of each of the ${expected} documents`;
  throw new Fault({ kind: 'uncertain', isReplayable: false }, message, correlationId);
}

function inPieces(note: string): readonly string[] {
  const pieces = Math.ceil(note.length / LONGEST_NOTE);
  return Array.from({ length: pieces }, (_, index) => note.slice(index * LONGEST_NOTE, (index + 1) * LONGEST_NOTE));
}
