import type { InventoryPage, LedgerAddress, LedgerInventory, UnreadableRow } from '@bridge/application';
import type { Instant, LedgerPicture } from '@bridge/domain';
import { EVERY_STATUS, readInvoicePage } from './client/invoice-page.js';
import { isLastPage } from './client/paging.js';
import type { XeroClient } from './client/xero-client.js';
import { toPicture } from './mappers/picture.js';
import { rowsOf } from './mappers/raw.js';

/** LedgerInventory on Xero: `createdByMyApp` is Xero's own memory of what we made, whatever our database remembers. */
export class XeroInventory implements LedgerInventory {
  constructor(private readonly client: XeroClient) {}

  async ours(address: LedgerAddress, since: Instant, page: number): Promise<InventoryPage> {
    const query = { since, page, order: 'InvoiceID ASC', statuses: EVERY_STATUS, createdByMyApp: true };
    const { data } = await this.client.call(address, {
      name: 'read our documents',
      purpose: 'check',
      isWrite: false,
      run: (api, organisation) => readInvoicePage(api, organisation, query),
    });
    const rows = rowsOf(data['Invoices']);
    const read = rows.map(toPicture);
    return {
      pictures: read.filter((row): row is LedgerPicture => !isUnreadable(row)),
      unreadable: read.filter(isUnreadable),
      isLast: isLastPage(data, page, rows.length),
    };
  }
}

function isUnreadable(row: LedgerPicture | UnreadableRow): row is UnreadableRow {
  return 'reason' in row;
}
