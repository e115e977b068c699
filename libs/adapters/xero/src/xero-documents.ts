import {
  type AddressedDocument,
  type AttachedFile,
  type CallPurpose,
  type CreateAnswer,
  Fault,
  type LedgerAddress,
  type LedgerDocuments,
  type LedgerReceipt,
  type SoughtDocument,
  type UnreadableRow,
  type UpdatedDocument,
} from '@bridge/application';
import { formOf, isCreditForm, problem, type Instant, type LedgerEdition, type LedgerForm } from '@bridge/domain';
import type { CreditNotes, Invoices, PurchaseOrders } from 'xero-node';
import { readCreditPage } from './client/credit-page.js';
import { EVERY_STATUS, readInvoicePage } from './client/invoice-page.js';
import { readOrderPage } from './client/order-page.js';
import { isLastPage } from './client/paging.js';
import type { XeroAnswer, XeroCall, XeroClient } from './client/xero-client.js';
import { attachmentName } from './mappers/attachment-name.js';
import { creditMarkerOf, isCredit, toXeroCreditNote } from './mappers/credit-note.js';
import { isOrder, isPosting, toXeroInvoice, toXeroPurchaseOrder, toXeroUpdate } from './mappers/document-to-xero.js';
import { toEdition } from './mappers/edition.js';
import { rowsOf, textOf, type RawRecord } from './mappers/raw.js';
import { allClear, toCreateOutcome, toReceipt, type XeroList } from './mappers/receipt.js';

const MOST_IN_ONE_CALL = 50;
/** More ids would make too long an address. */
const MOST_IDS = 40;
/** Without it Xero rounds unit prices to two decimals. */
const UNIT_DECIMALS = 4;
const LONGEST_NOTE = 2500;

/** What goes over the wire in one call: Xero's Invoices, its PurchaseOrders or its CreditNotes. */
type Wire = Invoices & PurchaseOrders & CreditNotes;

/** LedgerDocuments on Xero's Invoices, which are sales invoices (ACCREC) and bills (ACCPAY) alike, PurchaseOrders and CreditNotes. */
export class XeroDocuments implements LedgerDocuments {
  constructor(private readonly client: XeroClient) {}

  compose(documents: readonly AddressedDocument[]): string {
    if (documents.length > MOST_IN_ONE_CALL) throw new RangeError(`At most ${MOST_IN_ONE_CALL} documents in one call`);
    const credits = documents.filter(isCredit);
    if (credits.length > 0 && credits.length < documents.length)
      throw new RangeError('Credit notes are sent in a call of their own');
    if (credits.length > 0) return JSON.stringify({ creditNotes: credits.map(toXeroCreditNote) });
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
      run: (api, organisation) => {
        const { creditNotes, purchaseOrders } = sent;
        if (creditNotes) return api.createCreditNotes(organisation, { creditNotes }, false, UNIT_DECIMALS, key);
        return purchaseOrders
          ? api.createPurchaseOrders(organisation, { purchaseOrders }, false, key)
          : api.createInvoices(organisation, sent, false, UNIT_DECIMALS, key);
      },
    });
    if (sent.creditNotes) return readOutcomes(answer, 'CreditNote', sent.creditNotes.length);
    return sent.purchaseOrders
      ? readOutcomes(answer, 'PurchaseOrder', sent.purchaseOrders.length)
      : readOutcomes(answer, 'Invoice', sent.invoices?.length ?? 0);
  }

  composeUpdates(documents: readonly UpdatedDocument[]): string {
    if (documents.length > MOST_IN_ONE_CALL) throw new RangeError(`At most ${MOST_IN_ONE_CALL} documents in one call`);
    return JSON.stringify({ invoices: documents.map(toXeroUpdate) });
  }

  async update(address: LedgerAddress, key: string, wire: string, leavesBefore?: Instant): Promise<CreateAnswer> {
    const sent = JSON.parse(wire) as Invoices;
    const ids = (sent.invoices ?? []).map(({ invoiceID }) => invoiceID);
    if (ids.includes(undefined)) throw new RangeError('A change without the id of what it changes would create');
    const answer = await this.client.call(address, {
      name: 'update documents',
      purpose: 'send',
      isWrite: true,
      ...(leavesBefore !== undefined && { leavesBefore }),
      // POST changes what it names. It would also find a sales invoice by its number, and none is sent.
      run: (api, organisation) => api.updateOrCreateInvoices(organisation, sent, false, UNIT_DECIMALS, key),
    });
    const answered = readOutcomes(answer, 'Invoice', ids.length);
    const isOther = answered.outcomes.some(
      (outcome, index) => outcome.ok && outcome.receipt.ledgerId.toLowerCase() !== ids[index]?.toLowerCase(),
    );
    if (!isOther) return answered;
    const message = 'Xero, update documents: the answer is about other documents than were sent';
    throw new Fault({ kind: 'uncertain', isReplayable: false }, message, answer.correlationId);
  }

  async editions(
    address: LedgerAddress,
    ledgerIds: readonly string[],
    purpose: CallPurpose,
  ): Promise<ReadonlyMap<string, LedgerEdition>> {
    const found = new Map<string, LedgerEdition>();
    for (let start = 0; start < ledgerIds.length; start += MOST_IDS) {
      const ids = ledgerIds.slice(start, start + MOST_IDS);
      const { data } = await this.client.call(address, {
        name: 'read documents',
        purpose,
        isWrite: false,
        run: (api, organisation) =>
          readInvoicePage(api, organisation, {
            ...{ since: 0, page: 1, order: 'InvoiceID ASC', statuses: EVERY_STATUS },
            ...{ ids, unitDecimals: UNIT_DECIMALS },
          }),
      });
      for (const edition of rowsOf(data['Invoices']).map(toEdition)) {
        if ('reason' in edition) throw unreadable(edition);
        found.set(edition.ledgerId, edition);
      }
    }
    return found;
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
      const wanted = new Set(sought.filter((each) => list.holds(formOf(each))).map(({ marker }) => marker));
      for (let page = 1, isLast = wanted.size === 0; !isLast; page += 1) {
        const { data } = await this.client.call(address, {
          name: 'find documents',
          purpose: 'send',
          isWrite: false,
          run: list.read(since, page),
        });
        const rows = rowsOf(data[`${list.of}s`]);
        for (const row of rows) {
          const marker = list.markerOf(row);
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

  async attach(address: LedgerAddress, form: LedgerForm, ledgerId: string, file: AttachedFile): Promise<void> {
    const headers = { 'Content-Type': file.contentType };
    const unset = undefined;
    await this.client.call(address, {
      name: 'attach a file',
      purpose: 'send',
      isWrite: true,
      // Shown to the customer with the online invoice; Xero knows no such thing for bills.
      run: (api, organisation) => {
        const name = attachmentName(file.name);
        const bytes = Buffer.from(file.bytes);
        if (form === 'customer_credit')
          return api.createCreditNoteAttachmentByFileName(organisation, ledgerId, name, bytes, true, unset, {
            headers,
          });
        if (form === 'supplier_credit')
          return api.updateCreditNoteAttachmentByFileName(organisation, ledgerId, name, bytes, unset, { headers });
        return form === 'invoice'
          ? api.createInvoiceAttachmentByFileName(organisation, ledgerId, name, bytes, true, unset, { headers })
          : api.updateInvoiceAttachmentByFileName(organisation, ledgerId, name, bytes, unset, { headers });
      },
    });
  }

  async note(
    address: LedgerAddress,
    form: LedgerForm,
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
      run: (api, organisation) => {
        if (isCreditForm(form)) return api.createCreditNoteHistory(organisation, ledgerId, { historyRecords }, key);
        return form === 'purchase_order'
          ? api.createPurchaseOrderHistory(organisation, ledgerId, { historyRecords }, key)
          : api.createInvoiceHistory(organisation, ledgerId, { historyRecords }, key);
      },
    });
  }
}

/** It is not known what an update would write over. */
function unreadable({ ledgerId, reason }: UnreadableRow): Fault {
  const detail = `Xero shows ${ledgerId} in a way that the bridge does not understand: ${reason}.`;
  return new Fault({ kind: 'refused', problems: [problem('update_not_allowed', 'ledger', detail)] }, detail);
}

/** Where copies are looked for, and which member of a row carries our marker. */
interface MarkedList {
  holds(form: LedgerForm): boolean;
  readonly of: XeroList;
  markerOf(row: RawRecord): string | undefined;
  read(since: Instant, page: number): XeroCall['run'];
}

const lists: readonly MarkedList[] = [
  {
    holds: (form) => form === 'invoice' || form === 'expense',
    of: 'Invoice',
    markerOf: (row) => textOf(row['Url']),
    read: (since, page) => (api, organisation) =>
      readInvoicePage(api, organisation, {
        ...{ since, page, order: 'InvoiceID ASC' },
        ...{ statuses: EVERY_STATUS, createdByMyApp: true, summaryOnly: true },
      }),
  },
  {
    holds: (form) => form === 'purchase_order',
    of: 'PurchaseOrder',
    markerOf: (row) => textOf(row['Reference']),
    read: (since, page) => (api, organisation) => readOrderPage(api, organisation, since, page),
  },
  {
    holds: isCreditForm,
    of: 'CreditNote',
    markerOf: creditMarkerOf,
    read: (since, page) => (api, organisation) => readCreditPage(api, organisation, since, page),
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
