import {
  type AddressedDocument,
  type AttachedFile,
  type CreateAnswer,
  Fault,
  type LedgerAddress,
  type LedgerDocuments,
  type LedgerReceipt,
} from '@bridge/application';
import type { DocumentKind, Instant } from '@bridge/domain';
import type { Invoices } from 'xero-node';
import { readInvoicePage } from './client/invoice-page.js';
import { isLastPage } from './client/paging.js';
import type { XeroAnswer, XeroClient } from './client/xero-client.js';
import { attachmentName } from './mappers/attachment-name.js';
import { toXeroInvoice } from './mappers/document-to-xero.js';
import { rowsOf, textOf } from './mappers/raw.js';
import { allClear, toCreateOutcome, toReceipt } from './mappers/receipt.js';

const MOST_IN_ONE_CALL = 50;
/** Without it Xero rounds unit prices to two decimals. */
const UNIT_DECIMALS = 4;
const LONGEST_NOTE = 2500;

/** LedgerDocuments on Xero's Invoices, which are sales invoices (ACCREC) and bills (ACCPAY) alike. */
export class XeroDocuments implements LedgerDocuments {
  constructor(private readonly client: XeroClient) {}

  compose(documents: readonly AddressedDocument[]): string {
    if (documents.length > MOST_IN_ONE_CALL) throw new RangeError(`At most ${MOST_IN_ONE_CALL} documents in one call`);
    return JSON.stringify({ invoices: documents.map(toXeroInvoice) });
  }

  async create(address: LedgerAddress, key: string, wire: string): Promise<CreateAnswer> {
    const invoices = JSON.parse(wire) as Invoices;
    const answer = await this.client.call(address, {
      name: 'create documents',
      purpose: 'send',
      isWrite: true,
      // PUT creates and never updates; POST would overwrite a sales invoice of the same number.
      run: (api, organisation) => api.createInvoices(organisation, invoices, false, UNIT_DECIMALS, key),
    });
    return readOutcomes(answer, invoices.invoices?.length ?? 0);
  }

  /**
   * Ordered by id and not by change: a document that changes while we turn the pages then stays where it is, so that none
   * is passed over. One that is passed over would be sent twice.
   */
  async findByMarker(
    address: LedgerAddress,
    markers: readonly string[],
    since: Instant,
  ): Promise<ReadonlyMap<string, readonly LedgerReceipt[]>> {
    const wanted = new Set(markers);
    const found = new Map<string, Map<string, LedgerReceipt>>();
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const { data } = await this.pageOfOurs(address, since, page);
      const rows = rowsOf(data['Invoices']);
      for (const row of rows) {
        const marker = textOf(row['Url']);
        if (marker === undefined || !wanted.has(marker)) continue;
        const receipt = toReceipt(row);
        if (!receipt) throw new Fault({ kind: 'unavailable' }, `Xero, find documents: ${marker} cannot be read`);
        found.set(marker, (found.get(marker) ?? new Map<string, LedgerReceipt>()).set(receipt.ledgerId, receipt));
      }
      isLast = isLastPage(data, page, rows.length);
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

  async note(address: LedgerAddress, ledgerId: string, notes: readonly string[], key: string): Promise<void> {
    const historyRecords = notes.flatMap(inPieces).map((details) => ({ details }));
    if (historyRecords.length === 0) return;
    await this.client.call(address, {
      name: 'add notes',
      purpose: 'send',
      isWrite: true,
      run: (api, organisation) => api.createInvoiceHistory(organisation, ledgerId, { historyRecords }, key),
    });
  }

  private pageOfOurs(address: LedgerAddress, since: Instant, page: number): Promise<XeroAnswer> {
    const query = { since, page, order: 'InvoiceID ASC', createdByMyApp: true, summaryOnly: true };
    return this.client.call(address, {
      name: 'find documents',
      purpose: 'send',
      isWrite: false,
      run: (api, organisation) => readInvoicePage(api, organisation, query),
    });
  }
}

/** Every document is accounted for, in order, or nothing is believed: the batch is then looked up. */
function readOutcomes(answer: XeroAnswer, expected: number): CreateAnswer {
  const { data, correlationId } = answer;
  const outcomes = allClear(rowsOf(data['Invoices']).map(toCreateOutcome), expected);
  if (outcomes) return { outcomes, ...(correlationId !== undefined && { correlationId }) };
  const message = `Xero, create documents: the answer does not say what became of each of the ${expected} documents`;
  throw new Fault({ kind: 'uncertain', isReplayable: false }, message, correlationId);
}

function inPieces(note: string): readonly string[] {
  const pieces = Math.ceil(note.length / LONGEST_NOTE);
  return Array.from({ length: pieces }, (_, index) => note.slice(index * LONGEST_NOTE, (index + 1) * LONGEST_NOTE));
}
