import { money, type Bill, type LedgerLine, type Party, type PurchaseOrder, type SalesInvoice } from '@bridge/domain';
import type { AddressedDocument } from '../../../exports/ledger-documents.js';

export const sampleParty: Party = { companyId: '501', name: 'Northwind Traders', email: 'accounts@northwind.example' };

/** 2 × 50.00 on Sales at 20 %: 100.00 + 20.00 = 120.00 GBP. */
export function sampleLine(change: Partial<LedgerLine> = {}): LedgerLine {
  return {
    description: 'Design, two days',
    quantity: '2',
    unitAmount: '50',
    accountCode: '200',
    taxType: 'OUTPUT2',
    net: money(10000n, 'GBP'),
    tax: money(2000n, 'GBP'),
    ...change,
  };
}

/** A draft of 120.00 GBP. */
export function sampleInvoice(contactId: string, change: Partial<SalesInvoice> = {}): AddressedDocument & SalesInvoice {
  return {
    kind: 'invoice',
    sourceId: '9001',
    marker: 'https://app.productive.io/1001/invoices/9001',
    number: 'BW-2026-001',
    reference: 'Spring campaign',
    party: sampleParty,
    issuedOn: '2026-11-02',
    dueOn: '2026-12-02',
    currency: 'GBP',
    status: 'draft',
    lines: [sampleLine()],
    totals: { net: money(10000n, 'GBP'), tax: money(2000n, 'GBP'), total: money(12000n, 'GBP') },
    attachments: [],
    notes: [],
    ...change,
    contactId,
  };
}

/** 1 × 30.00 on General Expenses at 20 %: 30.00 + 6.00 = 36.00 GBP, a draft. */
export function sampleBill(contactId: string, change: Partial<Bill> = {}): AddressedDocument & Bill {
  return {
    kind: 'expense',
    sourceId: '7001',
    marker: 'https://app.productive.io/1001/expenses/7001',
    number: 'EXP-7001',
    party: sampleParty,
    issuedOn: '2026-11-02',
    dueOn: '2026-12-02',
    currency: 'GBP',
    status: 'draft',
    lines: [
      sampleLine({
        description: 'Paper',
        quantity: '1',
        unitAmount: '30',
        accountCode: '429',
        taxType: 'INPUT2',
        net: money(3000n, 'GBP'),
        tax: money(600n, 'GBP'),
      }),
    ],
    totals: { net: money(3000n, 'GBP'), tax: money(600n, 'GBP'), total: money(3600n, 'GBP') },
    attachments: [],
    notes: [],
    ...change,
    contactId,
  };
}

/** The order that the sample bill answers: 30.00 + 6.00 = 36.00 GBP, a draft. */
export function sampleOrder(contactId: string): AddressedDocument & PurchaseOrder {
  const { party, issuedOn, currency, status, lines, totals } = sampleBill(contactId);
  return {
    kind: 'purchase_order',
    sourceId: '2001',
    marker: 'Productive purchase order 2001',
    number: 'PO-2001',
    ...{ party, issuedOn, deliverOn: '2026-11-20', currency, status, lines, totals, contactId },
    attachments: [],
    notes: [],
  };
}

/** 1 × 50.00 back on Sales at 20 %: 50.00 + 10.00 = 60.00 GBP, approved, for the sample invoice. */
export function sampleCredit(contactId: string, change: Partial<SalesInvoice> = {}): AddressedDocument & SalesInvoice {
  const { reference: _, dueOn: __, ...invoice } = sampleInvoice(contactId);
  return {
    ...invoice,
    sourceId: '9002',
    marker: 'Productive credit note 9002',
    number: 'CN-9002',
    credit: { ofSourceId: '9001' },
    status: 'approved',
    lines: [sampleLine({ quantity: '1', net: money(5000n, 'GBP'), tax: money(1000n, 'GBP') })],
    totals: { net: money(5000n, 'GBP'), tax: money(1000n, 'GBP'), total: money(6000n, 'GBP') },
    ...change,
    contactId,
  };
}

/** The sample bill, given back: 36.00 GBP, approved. */
export function sampleSupplierCredit(contactId: string): AddressedDocument & Bill {
  const { dueOn: _, ...bill } = sampleBill(contactId, { status: 'approved' });
  return { ...bill, sourceId: '7002', marker: 'EXP-7002', number: 'EXP-7002', credit: {} };
}
