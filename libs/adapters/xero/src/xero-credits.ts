import { Fault, isFault, type Allocation, type LedgerAddress, type LedgerCredits } from '@bridge/application';
import { toDecimalText } from '@bridge/domain';
import type { XeroAnswer, XeroCall, XeroClient } from './client/xero-client.js';
import { toLedgerCredit } from './mappers/credit-note.js';
import { problemsOf } from './mappers/problems.js';
import { rowsOf } from './mappers/raw.js';
import { isRefused } from './mappers/receipt.js';
import { isUnreadable, toSnapshot } from './mappers/snapshot.js';
import { toJsonNumber } from './mappers/xero-number.js';

const UNIT_DECIMALS = 4;

/** LedgerCredits on Xero's CreditNotes and their Allocations. */
export class XeroCredits implements LedgerCredits {
  constructor(private readonly client: XeroClient) {}

  async credit(address: LedgerAddress, creditId: string) {
    const name = 'read a credit note';
    const run: XeroCall['run'] = (api, organisation) => api.getCreditNote(organisation, creditId, UNIT_DECIMALS);
    const [row] = rowsOf((await this.#read(address, name, run))?.data['CreditNotes']);
    const credit = row && toLedgerCredit(row);
    if (row && credit === undefined) throw unreadable(name);
    return credit;
  }

  async invoice(address: LedgerAddress, invoiceId: string) {
    const name = 'read an invoice';
    const run: XeroCall['run'] = (api, organisation) => api.getInvoice(organisation, invoiceId, UNIT_DECIMALS);
    const [row] = rowsOf((await this.#read(address, name, run))?.data['Invoices']);
    if (row === undefined || row['Type'] !== 'ACCREC') return undefined;
    const snapshot = toSnapshot(row);
    if (isUnreadable(snapshot)) throw unreadable(name);
    return { status: snapshot.status, due: snapshot.due };
  }

  async allocate(address: LedgerAddress, { creditId, invoiceId, amount, on }: Allocation, key: string): Promise<void> {
    const allocations = [{ amount: toJsonNumber(toDecimalText(amount)), date: on, invoice: { invoiceID: invoiceId } }];
    const name = 'allocate a credit note';
    const { data, correlationId } = await this.client.call(address, {
      name,
      purpose: 'send',
      isWrite: true,
      run: (api, organisation) => api.createCreditNoteAllocation(organisation, creditId, { allocations }, false, key),
    });
    const [row] = rowsOf(data['Allocations']);
    // Whether it was done is looked up then.
    if (row === undefined)
      throw new Fault({ kind: 'uncertain', isReplayable: false }, `Xero, ${name}: no answer`, correlationId);
    if (isRefused(row))
      throw new Fault({ kind: 'refused', problems: problemsOf(row) }, `Xero, ${name}: refused`, correlationId);
  }

  /** Undefined when there is none such. */
  async #read(address: LedgerAddress, name: string, run: XeroCall['run']): Promise<XeroAnswer | undefined> {
    try {
      return await this.client.call(address, { name, purpose: 'send', isWrite: false, run });
    } catch (error) {
      if (isFault(error) && error.fault.kind === 'not_found') return undefined;
      throw error;
    }
  }
}

function unreadable(name: string): Fault {
  return new Fault({ kind: 'unavailable' }, `Xero, ${name}: it cannot be read`);
}
